import type { Channel } from '../../../src/channels/channel.ts';
import type { WebEngine } from '../../../src/channels/web/engine.ts';
import type { OutboxItem } from '../../../src/dialogue/model/conversation.ts';
import type { ChatOpened, MessageReceived } from '../../../src/dialogue/model/event.ts';
import type { Message } from '../../../src/dialogue/model/message.ts';
import { type PersonId, personAt } from '../../../src/dialogue/model/person.ts';
import type { PublicState } from '../../../src/dialogue/model/public-state.ts';

/** What the fake says to an event, and how the person stands afterwards. */
export type Script = (
  event: MessageReceived | ChatOpened,
  state: PublicState,
) => { readonly messages: readonly Message[]; readonly state?: Partial<PublicState> };

interface Kept {
  state: PublicState;
  readonly seen: Set<string>;
  outbox: OutboxItem[];
  lastNumber: number;
}

const newcomer = (user: string, locale: PublicState['locale']): PublicState => ({
  user,
  role: 'supplier',
  locale,
  journey: '1688-supplier',
  mode: 'guided',
  current: 'register',
  steps: {
    register: { status: 'doing' },
    enterprise_auth: { status: 'todo' },
    taxpayer: { status: 'todo' },
    rongyishou: { status: 'todo' },
    credit_term: { status: 'todo' },
    quote: { status: 'todo' },
  },
  facts: {},
  reminders: [],
  reminders_on: true,
});

/** An engine without understanding or store that keeps the promises of `WebEngine`. */
export interface FakeEngine extends WebEngine {
  readonly events: readonly (MessageReceived | ChatOpened)[];
  /** The channel that `present` and `remind` deliver through. */
  connect(channel: Channel): void;
  /** Something falls due for a person. */
  remind(person: PersonId, message: Message): Promise<void>;
  people(): readonly PersonId[];
}

export const fakeEngine = (script: Script): FakeEngine => {
  const people = new Map<PersonId, Kept>();
  const events: (MessageReceived | ChatOpened)[] = [];
  let channel: Channel | undefined;

  const put = (kept: Kept, message: Message, address: OutboxItem['address'], at: number, kind: OutboxItem['kind']) => {
    kept.lastNumber += 1;
    kept.outbox.push({ number: kept.lastNumber, address, message, savedAt: at, kind, attempts: 0, notBefore: at });
  };
  const flush = async (person: PersonId) => {
    const kept = people.get(person);
    for (const item of kept?.outbox ?? []) {
      const result = await channel?.send({ person, item, idempotencyKey: `${person}/${item.number}` });
      if (result?.status !== 'sent' || kept === undefined) return;
      kept.outbox = kept.outbox.filter(({ number }) => number !== item.number);
    }
  };

  return {
    events,
    connect: (toward) => {
      channel = toward;
    },
    people: () => [...people.keys()],
    async receive(event, deliverHere) {
      const person = personAt(event.address);
      const language = event.type === 'entered' ? event.language : undefined;
      const kept = people.get(person) ?? {
        state: newcomer(event.address.user, language ?? 'zh-CN'),
        seen: new Set<string>(),
        outbox: [],
        lastNumber: 0,
      };
      people.set(person, kept);
      if (!kept.seen.has(event.id)) {
        events.push(event);
        kept.seen.add(event.id);
        const said = script(event, kept.state);
        kept.state = { ...kept.state, ...said.state };
        for (const message of said.messages) put(kept, message, event.address, event.at, 'reply');
      }
      const items = kept.outbox;
      if (items.length > 0 && (await deliverHere(items, kept.state)) === 'sent') {
        kept.outbox = kept.outbox.filter((item) => !items.includes(item));
      }
      return { state: kept.state };
    },
    present: flush,
    async state(person) {
      return people.get(person)?.state;
    },
    async remind(person, message) {
      const kept = people.get(person);
      if (kept === undefined) return;
      const at = Date.parse('2026-11-25T10:00:00+08:00');
      put(kept, message, { channel: 'web', user: kept.state.user, heardAt: at }, at, 'reminder');
      await flush(person);
    },
  };
};

/** Says back what was said. */
export const echo: Script = (event) => ({
  messages: [
    {
      text: event.type === 'said' && event.content.type === 'text' ? `echo: ${event.content.text}` : 'welcome',
      links: [],
      choices: [],
    },
  ],
});
