import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Channel, Receive, SendResult } from '../../src/channels/channel.ts';
import type { Log } from '../../src/channels/log.ts';
import type { Address } from '../../src/dialogue/model/address.ts';
import type { OutboxItem } from '../../src/dialogue/model/conversation.ts';
import type { ChatOpened, MessageReceived } from '../../src/dialogue/model/event.ts';
import type { Message } from '../../src/dialogue/model/message.ts';
import { personAt } from '../../src/dialogue/model/person.ts';
import { until } from './fake-time.ts';

/** One message as it stands on somebody's screen: markup resolved, buttons and links apart. */
export interface Screen {
  readonly to: string;
  readonly group?: string;
  /** What can be read. */
  readonly text: string;
  /** What can be tapped to say something: the words that a tap says. */
  readonly taps: readonly string[];
  /** Addresses that can be opened. */
  readonly links: readonly string[];
}

/** What a person sends. The same `id` again is a redelivery as the platform does it. */
export interface Words {
  readonly text: string;
  readonly id: string;
  readonly user: string;
  readonly group?: string;
}

/** A way in which the platform fails to take a message, and what it must come to. */
export interface Fault {
  readonly name: string;
  /** The platform fails so until `calm`. */
  arrange(): void;
  readonly becomes: SendResult['status'];
}

/** A channel wired to a simulator of its platform. The clock and all waiting must be the test's. */
export interface ChannelUnderTest {
  readonly channel: Channel;
  /**
   * A person says something by the platform; resolves once it is certain whether the platform was told "received".
   * While the event is not saved it does not resolve.
   */
  says(words: Words): Promise<'acknowledged' | 'not_acknowledged'>;
  /** What stands on people's screens, oldest first. */
  screens(): readonly Screen[];
  /** Where the person can be answered just now, as the channel itself would give it. */
  address(user: string, group?: string): Address;
  readonly faults: readonly Fault[];
  /** The platform works again. */
  calm(): void;
  /** Things that no specification foresees; each resolves when the channel has dealt with it. */
  readonly odd: readonly { readonly name: string; happens(): Promise<unknown> }[];
  /** The platform goes away, and comes back; each resolves when the channel had the time to notice. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  /** Timers and sleeps of the channel that are running. */
  timers(): number;
  /** Connections that the platform holds with the channel. */
  connections(): number;
  /** What must not occur in any reason or log. */
  readonly secrets: readonly string[];
  /** Ends channel and simulator. */
  close(): Promise<void>;
}

/** What the platform itself cannot do, so that the suite does not ask for it. */
export interface Traits {
  /** The platform is told "received" (it redelivers otherwise). Default: yes. */
  readonly acknowledges?: boolean;
  /** There are groups. Default: yes. */
  readonly groups?: boolean;
  /** The platform shows something to tap for choices. Default: yes. */
  readonly taps?: boolean;
  /** A person and a group as the platform names them, where it is strict about that. Default: `li`, `g1`. */
  readonly person?: string;
  readonly group?: string;
}

/** What the suite gives to a channel. */
export interface Given {
  readonly receive: Receive;
  readonly log: Log;
}

type Heard = MessageReceived | ChatOpened;

const lone = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/u;
const squeezed = (text: string): string => text.replace(/\s+/gu, '');

let lastNumber = 0;

const itemFor = (address: Address, message: Partial<Message> & { text: string }): OutboxItem => {
  lastNumber += 1;
  const full: Message = { links: [], choices: [], ...message };
  return {
    number: lastNumber,
    address,
    message: full,
    savedAt: address.heardAt,
    kind: 'reply',
    attempts: 0,
    notBefore: address.heardAt,
  };
};

/** A delivery of a message to an address, as the engine would make it; every call is another message. */
export const deliveryFor = (address: Address, message: Partial<Message> & { text: string }) => {
  const item = itemFor(address, message);
  return { person: personAt(address), item, idempotencyKey: item.number.toString(16).padStart(32, '0') };
};

/**
 * What every channel must do, whatever the platform. `open` starts the channel against a fresh simulator and resolves once
 * it is up.
 */
export const channelContract = (
  name: string,
  open: (given: Given) => Promise<ChannelUnderTest>,
  traits: Traits = {},
): void => {
  const { acknowledges = true, groups = true, taps = true, person = 'li', group = 'g1' } = traits;

  describe(`${name} keeps the contract of channels`, () => {
    let heard: Heard[];
    let saving: (event: Heard) => Promise<void>;
    let logged: string[];
    let tested: ChannelUnderTest;
    const write = (entry: object, message: string): void => {
      logged.push(`${JSON.stringify(entry)} ${message}`);
    };

    beforeEach(async () => {
      heard = [];
      logged = [];
      saving = async () => {};
      tested = await open({
        receive: async (event) => {
          heard.push(event);
          await saving(event);
        },
        log: { info: write, warn: write, error: write },
      });
    });
    afterEach(async () => {
      await tested.close();
      const said = logged.join('\n');
      for (const secret of tested.secrets) expect(said).not.toContain(secret);
      expect(said).not.toContain('我的口令是芝麻开门');
    });

    const ids = (): string[] => heard.map(({ id }) => id);

    describe('hearing', () => {
      it('hands on what a person says, with the way to answer', async () => {
        await tested.says({ text: '你好', id: 'm1', user: person });
        expect(heard).toHaveLength(1);
        expect(heard[0]).toMatchObject({ type: 'said', content: { type: 'text', text: '你好' } });
        expect(heard[0]?.address).toMatchObject({ channel: tested.channel.id, user: person });
        expect(heard[0]?.address).not.toHaveProperty('group');
      });

      it.runIf(groups)('hears a group as the same person in another place', async () => {
        await tested.says({ text: '你好', id: 'm1', user: person, group });
        await until(() => heard.length === 1, 'hearing the group');
        expect(heard[0]?.address).toMatchObject({ user: person, group });
        expect(heard[0]).toMatchObject({ content: { type: 'text', text: '你好' } });
      });

      it('gives two messages two ids, and a redelivery the same one', async () => {
        await tested.says({ text: '你好', id: 'm1', user: person });
        await tested.says({ text: '你好', id: 'm2', user: person });
        await tested.says({ text: '你好', id: 'm1', user: person });
        const [first, second, again] = ids();
        expect(first).not.toBe(second);
        if (again !== undefined) expect(again).toBe(first);
      });

      it.runIf(acknowledges)('says "received" only after the message is saved', async () => {
        let save = (): void => {};
        saving = () =>
          new Promise((resolve) => {
            save = resolve;
          });
        let outcome: string | undefined;
        const told = tested.says({ text: '你好', id: 'm1', user: person }).then((said) => {
          outcome = said;
        });
        await until(() => heard.length === 1, 'hearing the message');
        expect(outcome).toBeUndefined();
        save();
        await told;
        expect(outcome).toBe('acknowledged');
      });

      it.runIf(acknowledges)(
        'does not say "received" when it cannot be saved, and takes it when it comes again',
        async () => {
          saving = async () => {
            throw Object.assign(new Error('disk full 我的口令是芝麻开门'), { code: 'store_unwritable' });
          };
          expect(await tested.says({ text: '我的口令是芝麻开门', id: 'm1', user: person })).toBe('not_acknowledged');
          saving = async () => {};
          expect(await tested.says({ text: '我的口令是芝麻开门', id: 'm1', user: person })).toBe('acknowledged');
          expect(new Set(ids()).size).toBe(1);
        },
      );

      it('survives whatever the platform sends, and hears what comes after', async () => {
        for (const oddity of tested.odd) {
          await oddity.happens();
          expect(tested.channel.health(), oddity.name).toEqual({ up: true });
        }
        const before = heard.length;
        await tested.says({ text: '还在吗', id: 'm9', user: person });
        expect(heard.slice(before)).toMatchObject([{ content: { text: '还在吗' } }]);
      });
    });

    describe('saying', () => {
      const send = (message: Partial<Message> & { text: string }, address = tested.address(person)) =>
        tested.channel.send(deliveryFor(address, message));

      it('shows text, links and choices, and the text is enough to act on', async () => {
        const text =
          '第 1 步（共 6 步）· 注册\n网址：https://example.com/register?from=a&to=b\n弄好了跟我说“注册好了”。';
        const url = 'https://example.com/register?from=a&to=b';
        const choices = [
          { label: '注册好了', say: '注册好了' },
          { label: '要备什么', say: '要备什么' },
        ];
        expect(await send({ text, links: [{ label: '打开注册页', url }], choices })).toEqual({ status: 'sent' });
        const screens = tested.screens();
        expect(screens).toHaveLength(1);
        expect(screens[0]).toMatchObject({ to: person });
        const [shown] = screens;
        expect(squeezed(shown?.text ?? '')).toContain(squeezed('第 1 步（共 6 步）· 注册'));
        expect(squeezed(shown?.text ?? '')).toContain('弄好了跟我说“注册好了”。');
        expect([...(shown?.links ?? []), shown?.text].some((place) => place?.includes(url))).toBe(true);
        if (taps) expect(shown?.taps).toEqual(['注册好了', '要备什么']);
        else for (const { say } of choices) expect(shown?.text).toContain(say);
      });

      it.runIf(groups)('answers in the group that it was asked in', async () => {
        expect(await send({ text: '您好' }, tested.address(person, group))).toEqual({ status: 'sent' });
        expect(tested.screens()).toMatchObject([{ group }]);
      });

      it('keeps characters that mean something to the platform or to nobody', async () => {
        const text = 'a<b> & "c" *d* _e_ `f` [g](h) #i 100% \\n {j} ~k~ 👨‍👩‍👧 𠮷';
        expect(await send({ text })).toEqual({ status: 'sent' });
        expect(tested.screens()[0]?.text).toContain(text);
      });

      it('splits what is too long between sentences, in order, within the limit, and never inside a character', async () => {
        const sentence = '请把营业执照拍清楚👨‍👩‍👧再上传𠮷好了。';
        const limit = tested.channel.capabilities.maximumBytes;
        const bytes = Buffer.byteLength(sentence);
        const text = sentence.repeat(Math.ceil((2.5 * limit) / bytes));
        expect(await send({ text })).toEqual({ status: 'sent' });
        const shown = tested.screens().map((screen) => screen.text);
        expect(shown.length).toBeGreaterThanOrEqual(3);
        expect(squeezed(shown.join(''))).toContain(squeezed(text));
        for (const part of shown) {
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(limit);
          expect(part).not.toMatch(lone);
        }
        for (const part of shown.slice(0, -1)) expect(part.trimEnd().endsWith('好了。')).toBe(true);
      });

      it('splits what has no place to break without breaking a character', async () => {
        const text = '👨‍👩‍👧'.repeat(Math.ceil((1.5 * tested.channel.capabilities.maximumBytes) / 18));
        expect(await send({ text })).toEqual({ status: 'sent' });
        const shown = tested.screens().map((screen) => screen.text.trim());
        expect(shown.join('')).toBe(text);
        for (const part of shown) expect(part.replaceAll('👨‍👩‍👧', '')).toBe('');
      });

      it('shows messages in the order they were sent', async () => {
        for (let number = 1; number <= 5; number += 1) await send({ text: `第 ${number} 条` });
        expect(tested.screens().map(({ text }) => text.match(/第 (\d) 条/u)?.[1])).toEqual(['1', '2', '3', '4', '5']);
      });

      it('classes every way to fail, names it without a secret, and works again afterwards', async () => {
        for (const fault of tested.faults) {
          const address = tested.address(person);
          fault.arrange();
          const result = await tested.channel.send(deliveryFor(address, { text: '您好' }));
          expect(result.status, fault.name).toBe(fault.becomes);
          if ('reason' in result) {
            expect(result.reason, fault.name).toMatch(/^[a-z][a-z0-9_]*( |$)/u);
            for (const secret of tested.secrets) expect(result.reason).not.toContain(secret);
            expect(result.reason).not.toContain('您好');
          }
          tested.calm();
          const later = await tested.channel.send(deliveryFor(tested.address(person), { text: '又好了' }));
          expect(later.status, `after ${fault.name}`).toBe('sent');
        }
      });

      it('knows failures that pass, failures that stay, and failures that leave it open', () => {
        const classes = new Set(tested.faults.map(({ becomes }) => becomes));
        expect([...classes]).toEqual(expect.arrayContaining(['retry', 'refused', 'unknown']));
      });
    });

    describe('living', () => {
      it('tells when the platform is gone and when it is back', async () => {
        expect(tested.channel.health()).toEqual({ up: true });
        await tested.goAway();
        const down = tested.channel.health();
        expect(down.up).toBe(false);
        if (!down.up) {
          expect(down.reason).not.toBe('');
          for (const secret of tested.secrets) expect(down.reason).not.toContain(secret);
        }
        await tested.comeBack();
        expect(tested.channel.health()).toEqual({ up: true });
        await tested.says({ text: '回来了吗', id: 'm1', user: person });
        expect(heard).toHaveLength(1);
      });

      it('leaves nothing running when it is stopped, also while the platform is gone', async () => {
        await tested.goAway();
        await tested.channel.stop();
        expect(tested.timers()).toBe(0);
        expect(tested.channel.health().up).toBe(false);
      });

      it('closes its connections when it is stopped, and may be stopped twice', async () => {
        await tested.channel.stop();
        await tested.channel.stop();
        await until(() => tested.connections() === 0, 'closing the connections');
        expect(tested.timers()).toBe(0);
      });
    });
  });
};
