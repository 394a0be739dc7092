import type { Content } from '../../src/content/content.ts';
import type { World } from '../../src/dialogue/core/world.ts';
import { type Address, sameAddress } from '../../src/dialogue/model/address.ts';
import type { Conversation, OutboxItem } from '../../src/dialogue/model/conversation.ts';
import type { Notified, MessageContent as Said } from '../../src/dialogue/model/event.ts';
import type { DialoguePort } from '../../src/engine/dialogue-port.ts';

const text = { 'zh-CN': '词', en: 'word' };

/** Content with nothing in it: this dialogue says everything itself. */
export const emptyContent: Content = {
  hash: 'empty',
  settings: { journey: 'none', reminders: { opens: 540, closes: 1080, spread_minutes: 0 }, budgets: {} },
  journeys: new Map(),
  journey: {
    id: 'none',
    title: text,
    checked: '2026-03-01',
    welcome: text,
    prepare: text,
    finish: text,
    terms: { purchaser: text, purchaser_account: text, credit_amount: text, credit_limit: 1, credit_days: 30 },
    steps: [],
    favours: [],
    exceptions: [],
  },
  intents: new Map(),
  purchaserIntents: [],
  phrases: new Map(),
  pageTexts: [],
  terms: {},
  calendar: { isWorkingDay: () => true, covers: () => true },
  translator: (locale) => ({ locale, t: () => '', format: (filled) => filled['zh-CN'], finding: () => '' }),
  texts: () => {
    throw new Error('no surface is asked for its texts here');
  },
};

const saying = (
  conversation: Conversation,
  said: string,
  address: Address,
  world: World,
  kind: OutboxItem['kind'],
): Conversation => ({
  ...conversation,
  lastNumber: conversation.lastNumber + 1,
  outbox: [
    ...conversation.outbox,
    {
      number: conversation.lastNumber + 1,
      address,
      message: { text: said, links: [], choices: [] },
      savedAt: world.now,
      kind,
      attempts: 0,
      notBefore: world.now,
    },
  ],
});

/** What was told is said at the person's first place. */
const fakeHear = (conversation: Conversation, notified: Notified, world: World): Conversation => {
  const [address] = conversation.addresses;
  const seen = [...conversation.seen, { id: notified.id, at: world.now }];
  const heard = { ...conversation, seen };
  return address ? saying(heard, `told:${notified.notification.type}`, address, world, 'notice') : heard;
};

const wordsOf = (content: Said): string => ('text' in content ? (content.text ?? '') : content.type);

/**
 * A dialogue small enough to know what it will say: "甲" is answered "re:甲"; "in 5000" also plans a reminder in so many
 * milliseconds; "!" makes it throw; "say 3 甲" answers three times.
 */
export const fakeDialogue: DialoguePort = {
  newConversation: (id, world) => ({
    format: 2,
    id,
    journey: { id: 'none', hash: world.content.hash },
    role: 'supplier',
    locale: 'zh-CN',
    addresses: [],
    progress: {},
    deferred: [],
    facts: {},
    quickReplies: [],
    mode: 'guided',
    remindersOn: true,
    reminded: {},
    reminders: [],
    overdue: [],
    seen: [],
    outbox: [],
    undelivered: [],
    lastNumber: 0,
    unanswered: [],
    log: [],
    startedAt: world.now,
  }),
  turn(conversation, event, world) {
    if (event.type === 'due') {
      const due = conversation.reminders.filter(({ at }) => at <= world.now);
      const rest = { ...conversation, reminders: conversation.reminders.filter(({ at }) => at > world.now) };
      const address = conversation.addresses[0];
      return due.reduce(
        (next, { at }) => (address ? saying(next, `due:${at}`, address, world, 'reminder') : next),
        rest,
      );
    }
    if (conversation.seen.some(({ id }) => id === event.id)) return conversation;
    if (event.type === 'told') return fakeHear(conversation, event, world);
    const words = event.type === 'said' ? wordsOf(event.content) : 'entered';
    if (words === '!') throw new Error('a fault of the dialogue');
    const others = conversation.addresses.filter((known) => !sameAddress(known, event.address));
    const heard = {
      ...conversation,
      seen: [...conversation.seen, { id: event.id, at: world.now }],
      addresses: [...others, event.address],
    };
    const wait = /^in (\d+)$/.exec(words)?.[1];
    const planned = wait
      ? { ...heard, reminders: [...heard.reminders, { at: world.now + Number(wait), which: 'chosen' as const }] }
      : heard;
    const times = Number(/^say (\d+)/.exec(words)?.[1] ?? 1);
    return Array.from({ length: times }).reduce<Conversation>(
      (next, _, index) => saying(next, `re:${words}${times > 1 ? `#${index + 1}` : ''}`, event.address, world, 'reply'),
      planned,
    );
  },
  publicStateOf: (conversation) => ({
    user: conversation.id,
    role: 'supplier',
    locale: 'zh-CN',
    journey: 'none',
    mode: 'guided',
    current: null,
    steps: {},
    facts: {},
    reminders: [],
    reminders_on: true,
  }),
};
