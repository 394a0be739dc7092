import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { HOUR, Instant } from '../../dialogue/model/instant.ts';
import { InvitationCode } from '../../dialogue/model/programme/invitation.ts';
import { PurchaserId } from '../../dialogue/model/programme/purchaser.ts';
import type { RandomBytes } from '../../purchasers/random-codes.ts';
import type { DocumentStore } from '../../store/documents.ts';

/** What the page says once, after something was done: a claim code must not come back by going back. */
const Notice = z.discriminatedUnion('type', [
  z.object({ type: z.literal('claim'), purchaser: PurchaserId, code: InvitationCode }),
  z.object({ type: z.literal('removed'), company: z.string(), told: z.number().int() }),
  z.object({ type: z.literal('erased') }),
]);
export type Notice = z.infer<typeof Notice>;

/** Somebody who signed in. */
const Signed = z.object({ expiresAt: Instant, notice: Notice.optional() });

/** A working day; who comes back tomorrow signs in again. */
export const SIGNED_IN_FOR = 12 * HOUR;

const PREFIX = 'desk-session-';

/** Who is signed in. Kept in the document store, so that a restart signs nobody out and any process knows it. */
export interface Sessions {
  /** Signs somebody in; resolves to the secret that the browser keeps. */
  open(now: Instant): Promise<string>;
  isOpen(secret: string, now: Instant): Promise<boolean>;
  /** Keeps something to be said at the next look. */
  leave(secret: string, notice: Notice): Promise<void>;
  /** What was left to be said, once. */
  take(secret: string): Promise<Notice | undefined>;
  close(secret: string): Promise<void>;
}

/** Makes the sessions. The store holds only what cannot be turned back into a secret; another token signs everybody out. */
export const consoleSessions = (documents: DocumentStore, random: RandomBytes, token: string): Sessions => {
  const idOf = (secret: string): string => `${PREFIX}${createHmac('sha256', token).update(secret).digest('hex')}`;

  const signed = async (secret: string) => {
    const shelved = await documents.get('note', idOf(secret));
    const read = Signed.safeParse(shelved?.document.value);
    return shelved && read.success ? { ...read.data, version: shelved.version } : undefined;
  };

  const put = async (secret: string, value: z.infer<typeof Signed>, version: number | undefined): Promise<void> => {
    await documents.put('note', { format: 1, id: idOf(secret), value }, version);
  };

  const clearOld = async (now: Instant): Promise<void> => {
    for (const { id, value } of await documents.of('note', '')) {
      const read = id.startsWith(PREFIX) ? Signed.safeParse(value) : undefined;
      if (read && (!read.success || read.data.expiresAt <= now)) await documents.remove('note', id);
    }
  };

  return {
    async open(now) {
      await clearOld(now);
      const secret = Buffer.from(random(32)).toString('base64url');
      await put(secret, { expiresAt: now + SIGNED_IN_FOR }, undefined);
      return secret;
    },
    async isOpen(secret, now) {
      const session = await signed(secret);
      return session !== undefined && session.expiresAt > now;
    },
    async leave(secret, notice) {
      const session = await signed(secret);
      if (session) await put(secret, { expiresAt: session.expiresAt, notice }, session.version);
    },
    async take(secret) {
      const session = await signed(secret);
      if (session?.notice === undefined) return undefined;
      await put(secret, { expiresAt: session.expiresAt }, session.version);
      return session.notice;
    },
    close: (secret) => documents.remove('note', idOf(secret)),
  };
};
