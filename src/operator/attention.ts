import type { Conversation } from '../dialogue/model/conversation.ts';
import type { Instant } from '../dialogue/model/instant.ts';
import type { PersonId } from '../dialogue/model/person.ts';

/** Why a person needs somebody to look after them. */
export type Concern =
  /** They asked for a person. */
  | { readonly type: 'asked_for_a_person' }
  /** A deposit, a review or the purchaser has kept them waiting longer than the journey allows. */
  | { readonly type: 'waits_too_long'; readonly step: string }
  /** A reminder could not be sent, because the reply window of their platform had shut; they can write, we cannot. */
  | {
      readonly type: 'out_of_reach';
      readonly at: Instant;
      readonly channel: string;
      readonly steps: readonly string[];
    }
  /** A message never reached them. */
  | { readonly type: 'undelivered'; readonly at: Instant; readonly channel: string; readonly reason: string };

/** A person with what concerns them, and what is known of who they are. */
export interface Attention {
  readonly person: PersonId;
  readonly concerns: readonly Concern[];
  readonly role: Conversation['role'];
  /** Their company: as the purchaser calls it, else the member name. */
  readonly company?: string;
  /** The purchaser that invited them. */
  readonly purchaser?: string;
  /** When they last wrote. */
  readonly heardAt: Instant;
}

const attentionFor = (conversation: Conversation, concerns: readonly Concern[]): Attention => {
  const { id, role, membership, facts, startedAt, addresses } = conversation;
  const company = membership?.company ?? facts.member_name;
  return {
    ...{ person: id, concerns, role },
    ...(company === undefined ? {} : { company }),
    ...(membership === undefined ? {} : { purchaser: membership.terms.company }),
    heardAt: Math.max(startedAt, ...addresses.map(({ heardAt }) => heardAt)),
  };
};

/** What concerns one person; nothing when they are simply on their way. What was not delivered is over once they write. */
export const concernsOf = (conversation: Conversation): readonly Concern[] => {
  const { mode, overdue, unreachable, undelivered, addresses } = conversation;
  const heardAt = Math.max(0, ...addresses.map((address) => address.heardAt));
  return [
    ...(mode === 'human' ? [{ type: 'asked_for_a_person' } as const] : []),
    ...overdue.map((step) => ({ type: 'waits_too_long', step }) as const),
    ...(unreachable ? [{ type: 'out_of_reach', ...unreachable } as const] : []),
    ...undelivered
      .filter(({ at }) => at >= heardAt)
      .map(({ at, channel, reason }) => ({ type: 'undelivered', at, channel, reason }) as const),
  ];
};

/** Everybody who needs looking after. Nothing of what they said is in it. */
export async function* attentionOf(conversations: AsyncIterable<Conversation>): AsyncIterable<Attention> {
  for await (const conversation of conversations) {
    const concerns = concernsOf(conversation);
    if (concerns.length > 0) yield attentionFor(conversation, concerns);
  }
}
