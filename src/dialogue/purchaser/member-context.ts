import { type TurnContext, withConversation } from '../core/turn-context.ts';
import type { Conversation } from '../model/conversation.ts';
import type { PurchaserSnapshot } from '../model/programme/purchaser-snapshot.ts';

/** What is kept about one of a purchaser's people beyond what is kept about everybody. */
export type Member = NonNullable<Conversation['member']>;

/** The context of one of a purchaser's people, with what they may look at. */
export interface MemberContext extends TurnContext {
  readonly snapshot: PurchaserSnapshot;
  readonly member: Member;
}

/** The context with what a purchaser's person may look at; nothing when there is no such purchaser, or they are none of its people. */
export const asMember = (context: TurnContext): MemberContext | undefined => {
  const { snapshot, conversation } = context;
  const { member } = conversation;
  return snapshot && member ? { ...context, snapshot, member } : undefined;
};

/** The conversation with something changed of what the person gets unasked. */
export const withMember = ({ conversation, member }: MemberContext, change: Partial<Member>): Conversation => ({
  ...conversation,
  member: { ...member, ...change },
});

/** The same context after the conversation has changed. */
export const withMemberConversation = (context: MemberContext, conversation: Conversation): MemberContext => ({
  ...withConversation(context, conversation),
  snapshot: context.snapshot,
  member: conversation.member ?? context.member,
});
