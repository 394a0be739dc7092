import type { Channel } from '../../../src/channels/channel.ts';
import type { TerminalEngine } from '../../../src/channels/terminal/engine.ts';
import { IntentId } from '../../../src/content/schema/intent.ts';
import type { Address } from '../../../src/dialogue/model/address.ts';
import type { OutboxItem } from '../../../src/dialogue/model/conversation.ts';
import type { ChatOpened, MessageReceived } from '../../../src/dialogue/model/event.ts';
import { HOUR, type Instant } from '../../../src/dialogue/model/instant.ts';
import type { Choice } from '../../../src/dialogue/model/message.ts';
import { type PersonId, personAt } from '../../../src/dialogue/model/person.ts';
import type { PublicState } from '../../../src/dialogue/model/public-state.ts';
import type { Reading } from '../../../src/understanding/reading.ts';

/** An engine that echoes, offers two buttons, reminds when told `remind N` hours, and whispers when told `secret`. */
export interface FakeEngine extends TerminalEngine {
  readonly events: (MessageReceived | ChatOpened)[];
  /** When `tick` was called. */
  readonly ticks: Instant[];
}

const choices: readonly Choice[] = [
  { label: '下一步', say: '继续' },
  { label: '看清单', say: '要准备什么' },
];

const stateOf = (user: string): PublicState => ({
  user,
  role: 'supplier',
  locale: 'zh-CN',
  journey: 'test',
  mode: 'guided',
  current: 'taxpayer',
  steps: { register: { status: 'done', at: '2026-03-02T02:00:00.000Z' }, taxpayer: { status: 'doing' } },
  facts: {},
  reminders: [],
  reminders_on: true,
});

/** Makes one for a channel and a clock. */
export const createFakeEngine = (
  channel: Channel,
  clock: () => Instant,
  saved: ReadonlyMap<string, readonly Choice[]> = new Map(),
): FakeEngine => {
  const events: (MessageReceived | ChatOpened)[] = [];
  const ticks: Instant[] = [];
  const people = new Set<PersonId>();
  const seen = new Set<string>();
  const due: { readonly at: Instant; readonly address: Address }[] = [];
  const flushed: { readonly person: PersonId; readonly item: OutboxItem }[] = [];
  let number = 0;

  const item = (address: Address, text: string, kind: OutboxItem['kind'] = 'reply'): OutboxItem => {
    number += 1;
    return {
      number,
      address,
      message: { text, links: [{ label: '打开', url: 'https://example.com/a' }], choices: [...choices] },
      savedAt: clock(),
      kind,
      attempts: 0,
      notBefore: clock(),
    };
  };
  const send = async (person: PersonId, message: OutboxItem): Promise<void> => {
    await channel.send({ person, item: message, idempotencyKey: String(message.number) });
  };
  const nextDue = () => due.toSorted((left, right) => left.at - right.at)[0];

  return {
    events,
    ticks,
    async receive(event, deliverHere) {
      const person = personAt(event.address);
      const id = `${person} ${event.id}`;
      if (seen.has(id)) return { state: stateOf(event.address.user) };
      seen.add(id);
      events.push(event);
      people.add(person);
      const text = event.type === 'said' && 'text' in event.content ? event.content.text : undefined;
      if (text === 'fail') throw Object.assign(new Error('the disk is full'), { code: 'store_full' });
      const hours = /^remind (\d+)$/.exec(text ?? '')?.[1];
      if (hours !== undefined) due.push({ at: clock() + Number(hours) * HOUR, address: event.address });
      const { group: _group, ...alone } = event.address;
      if (text === 'secret') flushed.push({ person, item: item(alone, 'in private') });
      await deliverHere([
        item(event.address, event.type === 'entered' ? '您好' : `echo ${text ?? event.content.type}`),
      ]);
      const reading: Reading = {
        intent: IntentId.parse('greet'),
        confidence: 0.9,
        certainty: 'clear',
        intents: [],
        candidates: [],
        clauses: [],
        entities: {},
        language: undefined,
      };
      return { state: stateOf(event.address.user), ...(text === undefined ? {} : { reading }) };
    },
    async idle() {
      for (const waiting of flushed.splice(0)) await send(waiting.person, waiting.item);
    },
    async tick() {
      ticks.push(clock());
      let woken = 0;
      for (let next = nextDue(); next && next.at <= clock(); next = nextDue()) {
        due.splice(due.indexOf(next), 1);
        woken += 1;
        await send(personAt(next.address), item(next.address, `reminder for ${next.address.user}`, 'reminder'));
      }
      return woken;
    },
    nextDue: async () => nextDue()?.at,
    state: async (person) => (people.has(person) ? stateOf(person.slice('terminal:'.length)) : undefined),
    offers: async (person) => saved.get(person) ?? [],
  };
};
