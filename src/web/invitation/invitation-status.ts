import type { PersonId } from '../../dialogue/model/person.ts';
import type { Void } from '../../dialogue/model/programme/invitation.ts';

/** An invitation that can be used, with as much of it as strangers may see who hold the link. */
export type ValidInvitation =
  | {
      readonly type: 'good';
      readonly as: 'supplier' | 'colleague';
      /** The purchaser's company. */
      readonly company: string;
      /** The supplier it is meant for, as the purchaser calls it. */
      readonly invited?: string;
    }
  /** A claim code: of whom is told in the chat only, to whoever sends it. */
  | { readonly type: 'good'; readonly as: 'purchaser' };

/** What there is to see of a code; of one that cannot be used only why. */
export type InvitationStatus = ValidInvitation | { readonly type: Void | 'unknown' };

/**
 * Looks at an invitation without using it. `code` is written as `K7MQ-2XWD-9FHT`; `person` is the visitor, when they have
 * been here before: an invitation that they used themselves is good for them.
 */
export type ReadInvitationStatus = (code: string, person: PersonId | undefined) => Promise<InvitationStatus>;
