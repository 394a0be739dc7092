import { type Address, sameAddress } from '../../model/address.ts';
import type { Conversation, OutboxItem } from '../../model/conversation.ts';
import type { Message } from '../../model/message.ts';
import { type TurnContext, withConversation } from '../turn-context.ts';
import type { FollowUp, ReplyDraft } from './reply-draft.ts';
import type { EndReply } from './reply-ending.ts';

/** More choices than this fit on no platform's message. */
const MOST_CHOICES = 6;

const strength = { none: 0, back: 1, guide: 2, ask: 3 } as const satisfies Record<FollowUp['type'], number>;

const strongest = (followUps: readonly FollowUp[]): FollowUp =>
  followUps.reduce((best, followUp) => (strength[followUp.type] >= strength[best.type] ? followUp : best), {
    type: 'none',
  });

/** Each once: the first of those that are alike, where the last of them stands. There are only a few. */
const unique = <Item>(items: Item[], key: (item: Item) => string): Item[] => {
  if (items.length < 2) return items;
  const keys = items.map(key);
  return keys.flatMap((mine, index) => {
    const item = items[keys.indexOf(mine)];
    return item !== undefined && keys.lastIndexOf(mine) === index ? [item] : [];
  });
};

/** What is said, and the conversation with the question and the choices that are open after it. */
export interface Composed {
  readonly conversation: Conversation;
  readonly message: Message | undefined;
}

/**
 * Makes one message of everything that is to be said, in the words of the conversation as it is after all of it. How it
 * ends is the role's: see `reply-ending.ts`.
 */
export const compose = (context: TurnContext, drafts: readonly ReplyDraft[], end: EndReply): Composed => {
  const after = withConversation(context, drafts.at(-1)?.conversation ?? context.conversation);
  const ending = end(after, strongest(drafts.map((draft) => draft.followUp)));
  const text = [...drafts.flatMap((draft) => draft.lines), ...ending.lines].filter((line) => line !== '').join('\n\n');
  if (text === '') return { conversation: ending.conversation, message: undefined };
  const links = unique([...drafts.flatMap((draft) => draft.links ?? []), ...ending.links], (link) => link.url);
  const quickReplies = unique(
    [...drafts.flatMap((draft) => draft.quickReplies ?? []), ...ending.quickReplies],
    (quickReply) => quickReply.label,
  ).slice(0, MOST_CHOICES);
  const choices = quickReplies.map(({ label, say }) => ({ label, say }));
  return { conversation: { ...ending.conversation, quickReplies }, message: { text, links, choices } };
};

const saidThere = (addresses: readonly Address[], place: Address): Address[] =>
  addresses.map((known) => (sameAddress(known, place) ? { ...known, said: (known.said ?? 0) + 1 } : known));

/** Puts a message into the outbox, to be delivered once the conversation is saved, and counts it as said at its place. */
export const enqueue = (
  conversation: Conversation,
  message: Message,
  address: Address,
  kind: OutboxItem['kind'],
  now: number,
  about?: readonly string[],
): Conversation => {
  const number = conversation.lastNumber + 1;
  const item: OutboxItem = { number, address, message, savedAt: now, kind, attempts: 0, notBefore: now };
  const named = about === undefined ? item : { ...item, about: [...about] };
  const addresses = saidThere(conversation.addresses, address);
  return { ...conversation, lastNumber: number, addresses, outbox: [...conversation.outbox, named] };
};
