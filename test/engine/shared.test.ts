import { describe, expect, it } from 'vitest';
import { WHEN_BACK } from '../../src/dialogue/core/delivery/delivery.ts';
import { HOUR, MINUTE } from '../../src/dialogue/model/instant.ts';
import { LEASE } from '../../src/engine/delivery/outbox-lease.ts';
import { SHARED_PAUSE, startScheduler } from '../../src/engine/timers/scheduler.ts';
import { type FakeChannel, fakeChannel } from './fake-channel.ts';
import { fakeStore } from './fake-store.ts';
import { fakeTime, monday, settle } from './fake-time.ts';
import { person, said, start } from './start.ts';

/** Two processes on one store with a channel each of that name, which one of them may use at a time. */
const shared = async (id: 'telegram' | 'wecom' = 'telegram') => {
  const store = fakeStore();
  const time = fakeTime();
  const right = { holder: 'b' };
  const process = async (name: string) => {
    const sole: FakeChannel = Object.assign(fakeChannel(id), { carries: () => right.holder === name });
    const web = fakeChannel('web');
    return { ...(await start({ store, time, channels: [sole, web] })), sole, web };
  };
  return { store, time, right, a: await process('a'), b: await process('b') };
};

describe('a channel that only one process may use', () => {
  it('what another process says there stays in the record, due at once, and is sent by the one that may', async () => {
    const { store, a, b } = await shared();
    await a.engine.receive(said('lin', '一'));
    await settle();
    expect(a.sole.tries).toEqual([]);
    expect(store.peek(person('lin'))?.outbox).toMatchObject([{ attempts: 0, notBefore: monday }]);
    expect(await b.engine.tick()).toBe(1);
    expect(b.sole.got).toEqual(['lin: re:一']);
    expect(store.peek(person('lin'))?.outbox).toEqual([]);
    expect([...a.log.codes, ...b.log.codes]).toEqual([]);
  });

  it('reminders there are left alone by the others, whose own go on', async () => {
    const { store, time, a, b } = await shared();
    await b.engine.receive(said('lin', `in ${HOUR}`));
    await a.engine.receive(said('wang', `in ${HOUR}`, { channel: 'web' }));
    await time.advance(HOUR);
    const { loads } = store;
    expect(await a.engine.tick()).toBe(1);
    expect(store.loads).toBe(loads + 1);
    expect(a.web.got.at(-1)).toBe(`wang: due:${monday + HOUR}`);
    expect(a.sole.tries).toEqual([]);
    expect(await b.engine.tick()).toBe(1);
    expect(b.sole.got.at(-1)).toBe(`lin: due:${monday + HOUR}`);
  });

  it('thousands of reminders there keep nobody else waiting', async () => {
    const { time, a, b } = await shared();
    await Promise.all(Array.from({ length: 600 }, (_, index) => b.engine.receive(said(`p${index}`, `in ${HOUR}`))));
    await a.engine.receive(said('wang', `in ${HOUR + 1}`, { channel: 'web' }));
    await time.advance(HOUR + 1);
    expect(await a.engine.tick()).toBe(1);
    expect(a.web.got.at(-1)).toBe(`wang: due:${monday + HOUR + 1}`);
  });

  it('is looked at by the others about once a second while something is due there, and taken over soon', async () => {
    const { store, time, right, a, b } = await shared();
    await b.engine.receive(said('lin', `in ${HOUR}`));
    await time.advance(HOUR);
    let looks = 0;
    const { due } = store;
    store.due = (...asked) => {
      looks += 1;
      return due(...asked);
    };
    const ticking = startScheduler({ engine: a.engine, clock: time.clock, sleep: time.sleep, log: a.log });
    await time.advance(10 * SHARED_PAUSE);
    expect(looks).toBeLessThanOrEqual(11);
    expect(a.sole.tries).toEqual([]);
    right.holder = 'a';
    await time.advance(SHARED_PAUSE);
    expect(a.sole.got).toEqual([`lin: due:${monday + HOUR}`]);
    await ticking.stop();
    expect(a.log.codes).toEqual([]);
  });

  it('what a process was about to send when it lost the right goes back at once, untried, and in order', async () => {
    const { store, right, a, b } = await shared();
    right.holder = 'a';
    a.sole.answers = [
      () => {
        right.holder = 'b';
        return { status: 'retry', reason: 'not_connected' };
      },
    ];
    await a.engine.receive(said('lin', 'say 3'));
    await settle();
    expect(a.sole.tries).toHaveLength(1);
    expect(store.peek(person('lin'))?.outbox).toMatchObject(
      Array.from({ length: 3 }, () => ({ attempts: 0, notBefore: monday })),
    );
    await b.engine.tick();
    expect(b.sole.got).toEqual(['lin: re:say 3#1', 'lin: re:say 3#2', 'lin: re:say 3#3']);
    expect(a.log.codes).toEqual([]);
  });

  it('a right that is lost between the look and the turn is no fault', async () => {
    const { store, time, right, a, b } = await shared();
    right.holder = 'a';
    await a.engine.receive(said('lin', `in ${HOUR}`));
    await time.advance(HOUR);
    store.claimDue = async (people) => {
      right.holder = 'b';
      return people;
    };
    expect(await a.engine.round()).toMatchObject({ woken: 0 });
    expect(await b.engine.tick()).toBe(1);
    expect(a.log.codes).toEqual([]);
  });
});

describe('a page that is open at another process', () => {
  it('gets what was set aside for the person, also while the process has older news of them', async () => {
    const { store, time, a, b } = await shared();
    await a.engine.receive(said('wang', `in ${HOUR}`, { channel: 'web' }));
    await settle();
    await time.advance(HOUR);
    a.web.answers = [() => ({ status: 'absent' })];
    await a.engine.tick();
    expect(store.peek(person('wang', 'web'))?.outbox).toMatchObject([{ notBefore: WHEN_BACK }]);
    let release = (): void => undefined;
    b.web.answers = [
      () =>
        new Promise((resolve) => {
          release = () => resolve({ status: 'sent' });
        }),
    ];
    // A sender of this person is on its way here, and the record was read before the other process wrote.
    await b.engine.receive(said('wang', '二', { channel: 'web', group: 'g' }));
    a.web.answers = [() => ({ status: 'absent' })];
    await a.engine.receive(said('wang', '三', { channel: 'web' }));
    await settle();
    const flushed = b.engine.flush(person('wang', 'web'));
    await settle();
    release();
    await flushed;
    expect(b.web.got).toContain('wang: re:三');
  });
});

describe('an engine that stops', () => {
  it('gives back at once what it does not come to send, and others need not wait for its leases', async () => {
    const { store, time, right, a, b } = await shared();
    right.holder = 'a';
    let release = (): void => undefined;
    a.sole.answers = [
      () =>
        new Promise((resolve) => {
          release = () => resolve({ status: 'sent' });
        }),
    ];
    await a.engine.receive(said('lin', 'say 3'));
    await settle();
    const drained = a.engine.drain();
    await time.advance(4_000);
    release();
    await drained;
    expect(a.sole.got).toEqual(['lin: re:say 3#1']);
    expect(store.peek(person('lin'))?.outbox).toMatchObject([
      { number: 2, attempts: 0, notBefore: monday + 4_000 },
      { number: 3, attempts: 0, notBefore: monday + 4_000 },
    ]);
    right.holder = 'b';
    await b.engine.tick();
    expect(b.sole.got).toEqual(['lin: re:say 3#2', 'lin: re:say 3#3']);
  });

  it('sends what can be sent, wakes nobody any more, and takes what comes until it is over', async () => {
    const { store, time, right, a } = await shared();
    right.holder = 'a';
    await a.engine.receive(said('lin', `in ${MINUTE}`));
    await settle();
    await time.advance(MINUTE);
    const round = a.engine.drain().then(() => a.engine.round());
    expect(await round).toMatchObject({ woken: 0 });
    await a.engine.receive(said('wang', '一'));
    await settle();
    expect(a.sole.got).toEqual([`lin: re:in ${MINUTE}`]);
    expect(store.peek(person('wang'))?.outbox).toMatchObject([{ attempts: 0, notBefore: monday + MINUTE }]);
    await a.engine.stop();
    await expect(a.engine.receive(said('wang', '二'))).rejects.toMatchObject({ code: 'engine_stopped' });
  });

  it('leaves the messages behind one that has to wait as long as that one, not for the rest of their leases', async () => {
    const { time, right, a } = await shared();
    right.holder = 'a';
    a.sole.answers = [() => ({ status: 'retry', reason: 'busy' })];
    await a.engine.receive(said('lin', 'say 2'));
    await settle();
    await time.advance(2_000);
    await a.engine.tick();
    expect(time.clock()).toBeLessThan(monday + LEASE);
    expect(a.sole.got).toEqual(['lin: re:say 2#1', 'lin: re:say 2#2']);
  });
});
