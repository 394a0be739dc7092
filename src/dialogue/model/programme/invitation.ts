import { z } from 'zod';
import { Instant } from '../instant.ts';
import { PersonId } from '../person.ts';
import { PurchaserId } from './purchaser.ts';

/**
 * A code that invites: twelve characters of Crockford's base 32 in groups of four, `K7MQ-2XWD-9FHT`, with at least one
 * letter and one digit. 60 bits: not to be guessed; no I, L, O and U: not to be misread.
 */
export const InvitationCode = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
  .brand<'InvitationCode'>();
export type InvitationCode = z.infer<typeof InvitationCode>;

/** An invitation as it is kept. */
export const Invitation = z.object({
  format: z.literal(1),
  code: InvitationCode,
  purchaser: PurchaserId,
  /** What it makes of whoever uses it: a supplier of the purchaser, a colleague in a supplier's company, or the purchaser's own. */
  as: z.enum(['supplier', 'colleague', 'purchaser']),
  /** The supplier it is meant for, as the purchaser calls it. */
  company: z.string().max(80).optional(),
  /** The person whose company a colleague joins. */
  lead: PersonId.optional(),
  /** `one`: the first person who uses it is the only one. `many`: an open invitation. */
  uses: z.enum(['one', 'many']),
  /** Who asked for it, and by which effect, so that an effect done twice makes no second invitation. */
  by: PersonId.optional(),
  errand: z.string().optional(),
  createdAt: Instant,
  expiresAt: Instant,
  revokedAt: Instant.optional(),
  usedBy: z.object({ person: PersonId, at: Instant }).optional(),
});
export type Invitation = z.infer<typeof Invitation>;

/** Why an invitation cannot be used. */
export type Void = 'expired' | 'revoked' | 'used' | 'withdrawn';

/** Why `person` (anybody, when absent) cannot use an invitation at `now`; `undefined` when it is good. Who used it before may again. */
export const voidAt = (invitation: Invitation, now: Instant, person?: PersonId): Void | undefined => {
  if (invitation.revokedAt !== undefined) return 'revoked';
  if (invitation.usedBy && invitation.usedBy.person === person) return undefined;
  if (invitation.uses === 'one' && invitation.usedBy) return 'used';
  return now >= invitation.expiresAt ? 'expired' : undefined;
};
