import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InvitationCode } from '../../src/dialogue/model/programme/invitation.ts';
import { PurchaserId } from '../../src/dialogue/model/programme/purchaser.ts';
import { newCode, newDownloadTokenId, newPurchaserId } from '../../src/purchasers/random-codes.ts';
import { readInvitationCode } from '../../src/text/invitation-code.ts';

test('whatever chance gives, a code has a letter and a digit and reads as itself in every way of writing', () => {
  const writings = fc.constantFrom<(code: string) => string>(
    (code) => code,
    (code) => code.toLowerCase(),
    (code) => code.replaceAll('-', ''),
    (code) => code.replaceAll('-', ' ').toLowerCase(),
    (code) => code.replaceAll('0', 'o').replaceAll('1', 'l'),
    (code) => code.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  );
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), writings, (first, write) => {
      let calls = 0;
      const code = newCode((count) => {
        calls += 1;
        return calls === 1 ? first : randomBytes(count);
      });
      expect(InvitationCode.safeParse(code).success).toBe(true);
      expect(code).toMatch(/\d/);
      expect(code).toMatch(/[A-Z]/);
      expect(readInvitationCode(write(code))).toBe(code);
    }),
  );
});

test('ids of purchasers and passes are as their types want them', () => {
  expect(PurchaserId.safeParse(newPurchaserId(randomBytes)).success).toBe(true);
  expect(newDownloadTokenId(randomBytes)).toMatch(/^[\w-]{22}$/);
});
