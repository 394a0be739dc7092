import { InvitationCode } from '../dialogue/model/programme/invitation.ts';
import { PurchaserId } from '../dialogue/model/programme/purchaser.ts';

/** So many bytes that nobody can foresee, as `crypto.randomBytes` gives them. */
export type RandomBytes = (count: number) => Uint8Array;

/** Crockford's base 32 (https://www.crockford.com/base32.html): 32 characters, so that a byte taken modulo 32 favours none. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const characters = (random: RandomBytes, count: number): string =>
  Array.from(random(count), (byte) => alphabet[byte % alphabet.length] ?? '').join('');

/**
 * A new invitation code. One without a letter or without a digit could be taken for a word or a number, and is drawn again;
 * 0 and 1 do not count, since people write them as O and I.
 */
export const newCode = (random: RandomBytes): InvitationCode => {
  for (;;) {
    const drawn = characters(random, 12);
    if (/[2-9]/.test(drawn) && /[A-Z]/.test(drawn)) return InvitationCode.parse(drawn.replace(/(.{4})(?=.)/g, '$1-'));
  }
};

/** A new purchaser's id. */
export const newPurchaserId = (random: RandomBytes): PurchaserId =>
  PurchaserId.parse(`p${characters(random, 12).toLowerCase()}`);

/** The id of a new pass: 128 bits. */
export const newDownloadTokenId = (random: RandomBytes): string => Buffer.from(random(16)).toString('base64url');
