import { type Address, samePlace } from './address.ts';
import type { Conversation, OutboxItem } from './conversation.ts';
import { backLine, guide, offersFor } from './guide.ts';
import type { Link, Message } from './message.ts';
import type { Offer, Outcome, Tail } from './outcome.ts';
import { pose } from './pose.ts';
import { type Scene, withConversation } from './scene.ts';
import { settled } from './settled.ts';
import { currentStep } from './standing.ts';

/** More choices than this fit on no platform's message. */
const MOST_CHOICES = 6;

const strength = { none: 0, back: 1, guide: 2, ask: 3 } as const satisfies Record<Tail['kind'], number>;

const strongest = (tails: readonly Tail[]): Tail =>
  tails.reduce((best, tail) => (strength[tail.kind] >= strength[best.kind] ? tail : best), { kind: 'none' });

/** Each once: the first of those that are alike, where the last of them stands. There are only a few. */
const unique = <Item>(items: Item[], key: (item: Item) => string): Item[] => {
  if (items.length < 2) return items;
  const keys = items.map(key);
  return keys.flatMap((mine, index) => {
    const item = items[keys.indexOf(mine)];
    return item !== undefined && keys.lastIndexOf(mine) === index ? [item] : [];
  });
};

interface Ending {
  readonly conversation: Conversation;
  readonly lines: readonly string[];
  readonly links: readonly Link[];
  readonly offers: readonly Offer[];
}

const nothing = { lines: [], links: [], offers: [] } as const;

/** How the reply ends, and the question that is open after it. */
const ending = (scene: Scene, tail: Tail): Ending => {
  const { question } = scene.conversation;
  const rest = settled(scene.conversation);
  switch (tail.kind) {
    case 'none':
      return { conversation: scene.conversation, ...nothing };
    case 'guide':
      return { conversation: rest, ...guide(withConversation(scene, rest)) };
    case 'ask': {
      const posed = pose(scene, tail.question);
      return {
        conversation: { ...rest, question: tail.question },
        lines: [posed.text],
        links: [],
        offers: posed.offers,
      };
    }
    case 'back': {
      // Guesses that the person passed over are not offered again.
      if (question && question.asks !== 'which_intent') {
        const posed = pose(scene, question);
        return { conversation: scene.conversation, lines: [posed.text], links: [], offers: posed.offers };
      }
      const current = currentStep(scene);
      const offers = current ? offersFor(scene, current.step, current.standing) : [];
      return { conversation: rest, lines: [backLine(scene)], links: [], offers };
    }
  }
};

/** What is said, and the conversation with the question and the choices that are open after it. */
export interface Composed {
  readonly conversation: Conversation;
  readonly message: Message | undefined;
}

/** Makes one message of everything that is to be said, in the words of the conversation as it is after all of it. */
export const compose = (scene: Scene, outcomes: readonly Outcome[]): Composed => {
  const after = withConversation(scene, outcomes.at(-1)?.conversation ?? scene.conversation);
  const end = ending(after, strongest(outcomes.map((outcome) => outcome.tail)));
  const text = [...outcomes.flatMap((outcome) => outcome.lines), ...end.lines]
    .filter((line) => line !== '')
    .join('\n\n');
  if (text === '') return { conversation: end.conversation, message: undefined };
  const links = unique([...outcomes.flatMap((outcome) => outcome.links ?? []), ...end.links], (link) => link.url);
  const offers = unique(
    [...outcomes.flatMap((outcome) => outcome.offers ?? []), ...end.offers],
    (offer) => offer.label,
  ).slice(0, MOST_CHOICES);
  const choices = offers.map(({ label, say }) => ({ label, say }));
  return { conversation: { ...end.conversation, offers }, message: { text, links, choices } };
};

const saidThere = (addresses: readonly Address[], place: Address): Address[] =>
  addresses.map((known) => (samePlace(known, place) ? { ...known, said: (known.said ?? 0) + 1 } : known));

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
