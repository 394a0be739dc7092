import { describe, expect, it } from 'vitest';
import { IntentId } from '../../src/content/schema/intent.ts';
import type { OutboxItem } from '../../src/dialogue/model/conversation.ts';
import type { Reading } from '../../src/understanding/reading.ts';
import { fakeChannel } from './fake-channel.ts';
import { fakeDialogue } from './fake-dialogue.ts';
import { fakeStore } from './fake-store.ts';
import { fakeTime, settle } from './fake-time.ts';
import { person, said, start } from './start.ts';

const numbers = Array.from({ length: 10 }, (_, index) => `${index + 1}`);

describe('taking messages', () => {
  it('answers ten messages that one person sends at once, each once and in order', async () => {
    const telegram = fakeChannel();
    const { engine, store } = await start({ channels: [telegram] });
    await Promise.all(numbers.map((text) => engine.receive(said('lin', text))));
    await engine.stop();
    expect(telegram.got).toEqual(numbers.map((text) => `lin: re:${text}`));
    expect(store.peek(person('lin'))).toMatchObject({ lastNumber: 10, outbox: [] });
  });

  it('hands each of ten requests at once its own answer', async () => {
    const { engine } = await start();
    const answers = await Promise.all(
      numbers.map(async (text) => {
        const given: string[] = [];
        await engine.receive(said('lin', text, { channel: 'web' }), async (items) => {
          given.push(...items.map(({ message }) => message.text));
          return 'sent';
        });
        return given;
      }),
    );
    expect(answers).toEqual(numbers.map((text) => [`re:${text}`]));
  });

  it('answers the same message once however often it comes', async () => {
    const telegram = fakeChannel();
    const { engine, store } = await start({ channels: [telegram] });
    const five = await Promise.all(
      Array.from({ length: 5 }, () => engine.receive(said('lin', '你好', { id: 'same' }))),
    );
    await settle();
    expect(telegram.got).toEqual(['lin: re:你好']);
    expect(five.map(({ duplicate }) => duplicate)).toEqual([false, true, true, true, true]);
    const { saves } = store;
    const late = await engine.receive(said('lin', '你好', { id: 'same' }));
    expect(late.duplicate).toBe(true);
    expect(store.saves).toBe(saves);
  });

  it('does not deliver before the turn is saved', async () => {
    const telegram = fakeChannel();
    const store = fakeStore();
    const seenAtSave: number[] = [];
    store.beforeSave = () => void seenAtSave.push(telegram.tries.length);
    const { engine } = await start({ store, channels: [telegram] });
    await engine.receive(said('lin', '一'));
    expect(seenAtSave[0]).toBe(0);
    await settle();
    expect(telegram.got).toHaveLength(1);
  });

  it('does not keep anybody waiting for somebody else', async () => {
    const store = fakeStore();
    let release = (): void => {};
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    store.beforeSave = ({ id }) => (id === person('slow') ? blocked : undefined);
    const { engine } = await start({ store, channels: [fakeChannel()] });
    const slow = engine.receive(said('slow', '一'));
    await expect(engine.receive(said('quick', '一'))).resolves.toMatchObject({ duplicate: false });
    release();
    await expect(slow).resolves.toMatchObject({ duplicate: false });
  });

  it('repeats the turn on the fresh record when another process saved in between', async () => {
    const store = fakeStore();
    const time = fakeTime();
    const telegram = fakeChannel();
    const one = await start({ store, time, channels: [telegram] });
    const two = await start({ store, time, channels: [telegram] });
    await Promise.all([
      ...numbers.map((text) => one.engine.receive(said('lin', `a${text}`))),
      ...numbers.map((text) => two.engine.receive(said('lin', `b${text}`))),
    ]);
    await one.engine.stop();
    await two.engine.stop();
    expect(telegram.got).toHaveLength(20);
    expect(new Set(telegram.got).size).toBe(20);
    expect(store.peek(person('lin'))).toMatchObject({ lastNumber: 20, outbox: [] });
  });

  it('refuses the message when somebody else wins every time', async () => {
    const store = fakeStore();
    const { engine } = await start({ store });
    await engine.receive(said('lin', '一'));
    store.beforeSave = ({ id }) => {
      const record = store.records.get(id);
      if (record) record.version += 1;
    };
    await expect(engine.receive(said('lin', '二'))).rejects.toMatchObject({ code: 'conflict_persists' });
  });

  it('does not take a message that cannot be saved, and takes it when it comes again', async () => {
    const store = fakeStore();
    const telegram = fakeChannel();
    const { engine } = await start({ store, channels: [telegram] });
    store.beforeSave = () => {
      throw new Error('no space left');
    };
    await expect(engine.receive(said('lin', '一', { id: 'm' }))).rejects.toThrow('no space left');
    store.beforeSave = undefined;
    await expect(engine.receive(said('lin', '一', { id: 'm' }))).resolves.toMatchObject({ duplicate: false });
    await settle();
    expect(telegram.got).toEqual(['lin: re:一']);
  });

  it('goes on with the next message when the turn of one fails', async () => {
    const { engine } = await start({ channels: [fakeChannel()] });
    const results = await Promise.allSettled(['一', '!', '二'].map((text) => engine.receive(said('lin', text))));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('starts a person anew whose record is damaged, and says so in the log without naming them', async () => {
    const store = fakeStore();
    const telegram = fakeChannel();
    const { engine, log } = await start({ store, channels: [telegram] });
    store.records.set(person('lin'), { text: '\u0000', version: 3 });
    await expect(engine.receive(said('lin', '一'))).resolves.toMatchObject({ conversation: { lastNumber: 1 } });
    expect(log.codes).toEqual(['record_damaged']);
    expect(log.lines.join()).not.toContain('lin');
  });

  it('lets the turn see how the text was read, and goes on without when reading fails', async () => {
    const reading: Reading = {
      intent: IntentId.parse('greet'),
      confidence: 1,
      certainty: 'clear',
      intents: [IntentId.parse('greet')],
      candidates: [],
      clauses: [],
      entities: {},
      language: 'zh-CN',
    };
    const seen: unknown[] = [];
    const read = (text: string): Reading => {
      if (text === 'odd') throw new Error(text);
      return reading;
    };
    const { engine, log } = await start({
      recogniser: () => ({ read }),
      dialogue: {
        ...fakeDialogue,
        turn: (conversation, event, world) => {
          if (event.type === 'said') seen.push(event.reading);
          return fakeDialogue.turn(conversation, event, world);
        },
      },
    });
    expect((await engine.receive(said('lin', '你好'))).reading).toBe(reading);
    expect(await engine.receive(said('lin', 'odd'))).not.toHaveProperty('reading');
    expect(seen).toEqual([reading, undefined]);
    expect(log.lines.join()).not.toContain('odd');
  });

  it('takes nothing more after it was stopped', async () => {
    const { engine } = await start();
    await engine.stop();
    await expect(engine.receive(said('lin', '一'))).rejects.toMatchObject({ code: 'engine_stopped' });
  });
});

describe('answering on the spot', () => {
  const collect = (outcome: 'sent' | 'absent') => {
    const given: string[] = [];
    return {
      given,
      give: async (items: readonly OutboxItem[]) => {
        given.push(...items.map(({ message }) => message.text));
        return outcome;
      },
    };
  };

  it('hands over what waits at that place, in order, before it resolves', async () => {
    const { engine, store } = await start();
    const gone = collect('absent');
    await engine.receive(said('lin', '一', { channel: 'web' }), gone.give);
    await settle();
    expect(store.peek(person('lin', 'web'))?.outbox).toHaveLength(1);
    const back = collect('sent');
    await engine.receive(said('lin', '二', { channel: 'web' }), back.give);
    expect(back.given).toEqual(['re:一', 're:二']);
    await settle();
    expect(store.peek(person('lin', 'web'))?.outbox).toEqual([]);
  });

  it('gives a redelivery what was never handed over, and nothing that was', async () => {
    const { engine } = await start();
    const gone = collect('absent');
    await engine.receive(said('lin', '一', { id: 'm', channel: 'web' }), gone.give);
    await settle();
    const again = collect('sent');
    await engine.receive(said('lin', '一', { id: 'm', channel: 'web' }), again.give);
    expect(again.given).toEqual(['re:一']);
    const third = collect('sent');
    await engine.receive(said('lin', '一', { id: 'm', channel: 'web' }), third.give);
    expect(third.given).toEqual([]);
  });

  it('counts a hand-over that fails as nobody being there', async () => {
    const { engine, store, log } = await start();
    await engine.receive(said('lin', '一', { channel: 'web' }), () => Promise.reject(new Error('broken pipe')));
    await settle();
    expect(store.peek(person('lin', 'web'))?.outbox).toHaveLength(1);
    expect(log.codes).toEqual(['unknown']);
  });

  it('plans nothing for what was handed over', async () => {
    const { engine } = await start();
    await engine.receive(said('lin', '一', { channel: 'web' }), collect('sent').give);
    expect(await engine.nextDue()).toBeUndefined();
  });

  it('sends what belongs to other places by their channels', async () => {
    const telegram = fakeChannel();
    const { engine } = await start({ channels: [telegram] });
    telegram.answers = [() => ({ status: 'retry', reason: 'busy' })];
    await engine.receive(said('lin', '一', { group: 'g1' }));
    await settle();
    const here = collect('sent');
    await engine.receive(said('lin', '二'), here.give);
    expect(here.given).toEqual(['re:二']);
    expect(telegram.got).toEqual([]);
  });
});
