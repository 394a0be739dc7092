import { describe, expect, it } from 'vitest';
import type { SendResult } from '../../src/channels/channel.ts';
import { WHEN_BACK } from '../../src/dialogue/core/delivery/delivery.ts';
import { DAY, HOUR, MINUTE } from '../../src/dialogue/model/instant.ts';
import { LEASE } from '../../src/engine/delivery/outbox-lease.ts';
import { fakeChannel } from './fake-channel.ts';
import { fakeStore } from './fake-store.ts';
import { fakeTime, monday, settle } from './fake-time.ts';
import { person, said, start } from './start.ts';

const busy: SendResult = { status: 'retry', reason: 'busy' };

describe('delivering', () => {
  it('sends again what the platform could not take, a little later each time, and keeps the key', async () => {
    const telegram = fakeChannel();
    telegram.answers = [() => busy, () => busy, () => busy];
    const { engine, time, store } = await start({ channels: [telegram] });
    await engine.receive(said('lin', '一'));
    await settle();
    const waits: number[] = [];
    while (telegram.got.length === 0) {
      const next = store.peek(person('lin'))?.outbox[0]?.notBefore ?? 0;
      waits.push(next - time.clock());
      await time.advance(next - time.clock());
      await engine.tick();
    }
    expect(waits).toEqual([2_000, 3_000, 5_000]);
    expect(new Set(telegram.tries.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    expect(telegram.tries[0]?.idempotencyKey).toMatch(/^[0-9a-f]{32}$/);
    expect(store.peek(person('lin'))?.outbox).toEqual([]);
  });

  it('does not ask before the time that the platform named', async () => {
    const telegram = fakeChannel();
    telegram.answers = [() => ({ ...busy, afterMilliseconds: 10 * MINUTE })];
    const { engine, time } = await start({ channels: [telegram] });
    await engine.receive(said('lin', '一'));
    await time.advance(10 * MINUTE - 1);
    await engine.tick();
    expect(telegram.tries).toHaveLength(1);
    await time.advance(5_000);
    await engine.tick();
    expect(telegram.got).toEqual(['lin: re:一']);
  });

  it('lets nothing overtake a message that waits for another try, and holds up no other place', async () => {
    const telegram = fakeChannel();
    telegram.answers = [() => busy];
    const { engine, time } = await start({ channels: [telegram] });
    await engine.receive(said('lin', '一'));
    await settle();
    await engine.receive(said('lin', '二'));
    await engine.receive(said('lin', '三', { group: 'g1' }));
    await engine.receive(said('wang', '一'));
    await settle();
    expect(telegram.got).toEqual(['g1: re:三', 'wang: re:一']);
    await time.advance(HOUR);
    await engine.tick();
    expect(telegram.got.slice(2)).toEqual(['lin: re:一', 'lin: re:二']);
  });

  it('keeps the order of several messages when the first of them fails', async () => {
    const telegram = fakeChannel();
    telegram.answers = [() => busy];
    const { engine, time } = await start({ channels: [telegram] });
    await engine.receive(said('lin', 'say 3'));
    await settle();
    expect(telegram.tries).toHaveLength(1);
    await time.advance(MINUTE);
    await engine.tick();
    expect(telegram.got).toEqual(['lin: re:say 3#1', 'lin: re:say 3#2', 'lin: re:say 3#3']);
  });

  it('gives up after a day, with the reason, and goes on with what follows', async () => {
    const telegram = fakeChannel();
    const { engine, time, store, log, registry } = await start({ channels: [telegram] });
    telegram.answers = Array.from({ length: 200 }, () => () => busy);
    await engine.receive(said('lin', '一'));
    for (let hour = 0; hour < 48 && (store.peek(person('lin'))?.undelivered.length ?? 0) === 0; hour += 1) {
      await time.advance(HOUR);
      await engine.tick();
    }
    expect(store.peek(person('lin'))).toMatchObject({
      outbox: [],
      undelivered: [{ channel: 'telegram', reason: 'busy' }],
    });
    expect(time.clock() - monday).toBeLessThanOrEqual(DAY + HOUR);
    expect(telegram.tries.length).toBeGreaterThan(10);
    expect(log.codes).toContain('message_given_up');
    expect(await registry.getSingleMetricAsString('ruzhu_given_up_total')).toContain(
      'channel="telegram",kind="reply"} 1',
    );
    telegram.answers = [];
    await engine.receive(said('lin', '二'));
    await settle();
    expect(telegram.got).toEqual(['lin: re:二']);
  });

  it('tries a message that waited through days of downtime several times before giving it up', async () => {
    const store = fakeStore();
    const time = fakeTime();
    const dead = fakeChannel();
    dead.answers = [() => new Promise(() => {})];
    await (await start({ store, time, channels: [dead] })).engine.receive(said('lin', '一'));
    await time.advance(3 * DAY);
    const telegram = fakeChannel();
    telegram.answers = [() => busy, () => busy];
    const { engine } = await start({ store, time, channels: [telegram] });
    for (let tries = 0; tries < 3; tries += 1) {
      await engine.tick();
      await time.advance(MINUTE);
    }
    expect(telegram.got).toEqual(['lin: re:一']);
  });

  it('moves what is refused to the list of the operator at once', async () => {
    const telegram = fakeChannel();
    telegram.answers = [() => ({ status: 'refused', reason: 'blocked_by_user' })];
    const { engine, store } = await start({ channels: [telegram] });
    await engine.receive(said('lin', 'say 2'));
    await settle();
    expect(telegram.got).toEqual(['lin: re:say 2#2']);
    expect(store.peek(person('lin'))).toMatchObject({
      outbox: [],
      undelivered: [{ number: 1, reason: 'blocked_by_user' }],
    });
  });

  it.each([
    { idempotent: true, tries: 2 },
    { idempotent: false, tries: 1 },
  ])(
    'repeats what may have arrived only where the platform drops repeats: $idempotent',
    async ({ idempotent, tries }) => {
      const telegram = fakeChannel('telegram', { idempotent });
      telegram.answers = [() => ({ status: 'unknown', reason: 'timeout' })];
      const { engine, store, time } = await start({ channels: [telegram] });
      await engine.receive(said('lin', '一'));
      await time.advance(MINUTE);
      await engine.tick();
      expect(telegram.tries).toHaveLength(tries);
      expect(store.peek(person('lin'))?.undelivered).toHaveLength(2 - tries);
    },
  );

  it('takes a channel that throws for one whose answer is unknown', async () => {
    const telegram = fakeChannel();
    telegram.answers = [() => Promise.reject(new Error('bug with lin in it'))];
    const { engine, store, log } = await start({ channels: [telegram] });
    await engine.receive(said('lin', '一'));
    await settle();
    expect(store.peek(person('lin'))?.undelivered).toMatchObject([{ reason: 'channel_failed' }]);
    expect(log.lines.join()).not.toContain('lin');
  });

  it('keeps what nobody was there to take until the person is back, however long that is', async () => {
    const web = fakeChannel('web');
    web.answers = [() => ({ status: 'absent' })];
    const { engine, store, time } = await start({ channels: [web] });
    await engine.receive(said('lin', '一', { channel: 'web' }));
    await time.advance(30 * DAY);
    expect(await engine.tick()).toBe(0);
    expect(store.peek(person('lin', 'web'))?.outbox).toMatchObject([{ notBefore: WHEN_BACK, attempts: 0 }]);
    await engine.flush(person('lin', 'web'), { channel: 'web', user: 'lin', heardAt: 0 });
    expect(web.got).toEqual(['lin: re:一']);
    expect(store.peek(person('lin', 'web'))?.outbox).toEqual([]);
  });

  it('sends what waited for the person before the answer to their next words', async () => {
    const web = fakeChannel('web');
    web.answers = [() => ({ status: 'absent' })];
    const { engine } = await start({ channels: [web] });
    await engine.receive(said('lin', '一', { channel: 'web' }));
    await settle();
    await engine.receive(said('lin', '二', { channel: 'web' }));
    await settle();
    expect(web.got).toEqual(['lin: re:一', 'lin: re:二']);
  });

  it('does not write to a person whose reply window has closed', async () => {
    const kf = fakeChannel('wecom_kf', { replyWindowMilliseconds: 2 * DAY });
    const { engine, store, time } = await start({ channels: [kf], time: fakeTime(0) });
    await engine.receive(said('lin', `in ${2 * DAY + 1}`, { channel: 'wecom_kf' }));
    await time.advance(2 * DAY + 1);
    await engine.tick();
    expect(kf.got).toHaveLength(1);
    expect(store.peek(person('lin', 'wecom_kf'))?.undelivered).toMatchObject([{ reason: 'reply_window_closed' }]);
  });

  it('gives up a reminder, and keeps an answer, that the platform does not take until the person writes', async () => {
    const kf = fakeChannel('wecom_kf', { replyWindowMilliseconds: 2 * DAY, messagesPerWindow: 5 });
    const absent = () => ({ status: 'absent' }) as const;
    const { engine, store, time } = await start({ channels: [kf], time: fakeTime(0) });
    await engine.receive(said('lin', 'in 5000', { channel: 'wecom_kf' }));
    await settle();
    kf.answers = [absent, absent];
    await time.advance(5_000);
    await engine.tick();
    await engine.receive(said('lin', '二', { channel: 'wecom_kf' }));
    await settle();
    const { outbox, undelivered } = store.peek(person('lin', 'wecom_kf')) ?? {};
    expect(outbox).toMatchObject([{ kind: 'reply', notBefore: WHEN_BACK }]);
    expect(undelivered).toMatchObject([{ reason: 'reply_window_closed' }]);
  });

  it('tries later when the channel does not run', async () => {
    const { engine, store, time } = await start();
    await engine.receive(said('lin', '一'));
    await settle();
    expect(store.peek(person('lin'))?.outbox).toMatchObject([{ attempts: 1 }]);
    expect(store.peek(person('lin'))?.outbox[0]?.notBefore).toBeGreaterThan(time.clock());
  });

  it('writes the turn and the mark, and fewer marks than messages when there are many', async () => {
    const telegram = fakeChannel();
    const { engine, store } = await start({ channels: [telegram] });
    await engine.receive(said('lin', '一'));
    await settle();
    expect(store.saves).toBe(2);
    await Promise.all(['二', '三', '四', '五'].map((text) => engine.receive(said('lin', text))));
    await settle();
    expect(store.saves).toBeLessThanOrEqual(2 + 4 + 2);
    expect(telegram.got).toHaveLength(5);
  });

  it('does not repeat a delivered message whose mark could not be written', async () => {
    const telegram = fakeChannel();
    const { engine, store, time, log } = await start({ channels: [telegram] });
    let saves = 0;
    store.beforeSave = () => {
      saves += 1;
      if (saves === 2) throw new Error('disk full');
    };
    await engine.receive(said('lin', '一'));
    await settle();
    expect(store.peek(person('lin'))?.outbox).toHaveLength(1);
    expect(log.codes).toEqual(['unknown']);
    await time.advance(LEASE);
    await engine.tick();
    expect(telegram.got).toEqual(['lin: re:一']);
    expect(store.peek(person('lin'))?.outbox).toEqual([]);
  });
});

describe('a process that dies', () => {
  const crash = async () => {
    const store = fakeStore();
    const time = fakeTime();
    const stuck = fakeChannel();
    stuck.answers = Array.from({ length: 9 }, () => () => new Promise(() => {}));
    const dead = await start({ store, time, channels: [stuck] });
    await dead.engine.receive(said('lin', '一', { id: 'm1' }));
    await dead.engine.receive(said('lin', '二', { id: 'm2' }));
    await settle();
    const telegram = fakeChannel();
    const { engine } = await start({ store, time, channels: [telegram] });
    return { engine, telegram, time, store };
  };
  const both = ['lin: re:一', 'lin: re:二'];

  it('leaves what it saved to the next one, which delivers it once, at start', async () => {
    const { engine, telegram, time } = await crash();
    await engine.recover();
    await settle();
    expect(telegram.got).toEqual(both);
    await engine.recover();
    await time.advance(MINUTE);
    await engine.tick();
    expect(telegram.got).toEqual(both);
  });

  it('or, beside other processes, when the lease has run out', async () => {
    const { engine, telegram, time } = await crash();
    await engine.tick();
    expect(telegram.got).toEqual([]);
    await time.advance(LEASE);
    await engine.tick();
    expect(telegram.got).toEqual(both);
  });

  it('or when the platform sends the message again', async () => {
    const { engine, telegram, time, store } = await crash();
    await time.advance(16_000);
    await expect(engine.receive(said('lin', '二', { id: 'm2' }))).resolves.toMatchObject({ duplicate: true });
    await settle();
    expect(telegram.got).toEqual(both);
    expect(store.peek(person('lin'))).toMatchObject({ lastNumber: 2, outbox: [] });
  });

  it('does not let two processes that get the same message at once answer it twice', async () => {
    const store = fakeStore();
    const time = fakeTime();
    const telegram = fakeChannel();
    const engines = [
      (await start({ store, time, channels: [telegram] })).engine,
      (await start({ store, time, channels: [telegram] })).engine,
    ];
    await Promise.all(engines.map((engine) => engine.receive(said('lin', '一', { id: 'same' }))));
    await time.advance(LEASE);
    for (const engine of engines) await engine.tick();
    expect(telegram.got).toEqual(['lin: re:一']);
  });
});

describe('stopping', () => {
  it('finishes what is under way', async () => {
    const telegram = fakeChannel();
    const { engine, store } = await start({ channels: [telegram] });
    await engine.receive(said('lin', 'say 3'));
    await engine.stop();
    expect(telegram.got).toHaveLength(3);
    expect(store.peek(person('lin'))?.outbox).toEqual([]);
  });

  it('gives back to the record what waits for its pace, for the next start', async () => {
    const store = fakeStore();
    const time = fakeTime();
    const slow = fakeChannel('telegram', { perSecond: 1 });
    const first = await start({ store, time, channels: [slow] });
    await first.engine.receive(said('lin', 'say 3'));
    await settle();
    await first.engine.stop();
    expect(slow.got).toHaveLength(1);
    const quick = fakeChannel();
    const { engine } = await start({ store, time, channels: [quick] });
    await engine.recover();
    await engine.tick();
    expect([...slow.got, ...quick.got]).toEqual(['lin: re:say 3#1', 'lin: re:say 3#2', 'lin: re:say 3#3']);
  });
});
