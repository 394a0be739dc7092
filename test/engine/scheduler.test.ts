import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/dialogue/model/instant.ts';
import { startScheduler } from '../../src/engine/timers/scheduler.ts';
import { fakeChannel } from './fake-channel.ts';
import { fakeDialogue } from './fake-dialogue.ts';
import { fakeStore } from './fake-store.ts';
import { fakeTime, monday, settle } from './fake-time.ts';
import { person, said, start } from './start.ts';

const people = (count: number): string[] => Array.from({ length: count }, (_, index) => `p${index}`);

/** An engine that has so many people with a reminder in an hour, and what their channel got since. */
const withReminders = async (count: number, abilities = {}) => {
  const store = fakeStore();
  const time = fakeTime();
  const first = await start({ store, time, channels: [fakeChannel()] });
  for (const user of people(count)) await first.engine.receive(said(user, `in ${HOUR}`));
  await first.engine.stop();
  const telegram = fakeChannel('telegram', abilities);
  return { ...(await start({ store, time, channels: [telegram] })), telegram };
};

describe('a tick', () => {
  it('does nothing before the moment, and reminds once at it', async () => {
    const { engine, time, telegram } = await withReminders(1);
    await time.advance(HOUR - 1);
    expect(await engine.tick()).toBe(0);
    await time.advance(1);
    expect(await engine.tick()).toBe(1);
    expect(await engine.tick()).toBe(0);
    expect(telegram.got).toEqual([`p0: due:${monday + HOUR}`]);
  });

  it('looks at nobody who is not due', async () => {
    const { engine, store } = await withReminders(20);
    const { loads } = store;
    await engine.tick();
    expect(store.loads).toBe(loads);
  });

  it('reminds once when ticks overlap, in one process and in two', async () => {
    const { engine, store, time, telegram } = await withReminders(20);
    const other = await start({ store, time, channels: [telegram] });
    await time.advance(HOUR);
    await Promise.all([engine.tick(), engine.tick(), other.engine.tick(), other.engine.tick()]);
    expect(telegram.got).toHaveLength(20);
    expect(new Set(telegram.got).size).toBe(20);
  });

  it('leaves alone whom another process is waking, and looks again for them', async () => {
    const { engine, store, time, telegram } = await withReminders(4);
    await time.advance(HOUR);
    const theirs = new Set(['p1', 'p2'].map((user) => person(user)));
    const { loads } = store;
    store.claimDue = async (ids) => ids.filter((id) => !theirs.has(id));
    const ticking = engine.tick();
    await settle();
    expect([...telegram.got].sort()).toEqual(['p0', 'p3'].map((user) => `${user}: due:${monday + HOUR}`));
    expect(store.loads).toBe(loads + 2);
    theirs.clear();
    await time.advance(1_000);
    expect(await ticking).toBe(4);
    expect(new Set(telegram.got).size).toBe(4);
  });

  it('reminds once when the person writes at the same moment', async () => {
    const { engine, time, telegram } = await withReminders(1);
    await time.advance(HOUR);
    await Promise.all([engine.receive(said('p0', '一')), engine.tick(), engine.receive(said('p0', '二'))]);
    await settle();
    expect([...telegram.got].sort()).toEqual([`p0: due:${monday + HOUR}`, 'p0: re:一', 'p0: re:二']);
  });

  it('catches up after three days of downtime no faster than the platform allows', async () => {
    const { engine, time, telegram, store } = await withReminders(100, { perSecond: 20 });
    await time.advance(3 * DAY);
    const ticking = engine.tick();
    await settle();
    expect(telegram.got).toHaveLength(20);
    await time.advance(1_000);
    expect(telegram.got).toHaveLength(40);
    await time.advance(10_000);
    await ticking;
    expect(new Set(telegram.got).size).toBe(100);
    expect((await store.nextDue()) ?? Number.POSITIVE_INFINITY).toBe(Number.POSITIVE_INFINITY);
  });

  it('is not held up by somebody whose turn fails', async () => {
    const store = fakeStore();
    const telegram = fakeChannel();
    let broken = true;
    const { engine, time, log } = await start({
      store,
      channels: [telegram],
      dialogue: {
        ...fakeDialogue,
        turn: (conversation, event, world) => {
          if (broken && event.type === 'due' && conversation.id === person('bad')) throw new Error('a fault');
          return fakeDialogue.turn(conversation, event, world);
        },
      },
    });
    for (const user of ['bad', 'good']) await engine.receive(said(user, 'in 1000'));
    await time.advance(1_000);
    await engine.tick();
    expect(telegram.got.filter((line) => line.includes('due'))).toEqual([`good: due:${monday + 1_000}`]);
    expect(log.codes).toEqual(['unknown']);
    broken = false;
    await time.advance(MINUTE);
    await engine.tick();
    expect(telegram.got.at(-1)).toBe(`bad: due:${monday + 1_000}`);
  });

  it('does not run in circles when a turn leaves its moment where it was', async () => {
    const { engine, time, log } = await start({
      channels: [fakeChannel()],
      dialogue: {
        ...fakeDialogue,
        turn: (conversation, event, world) =>
          event.type === 'due' ? conversation : fakeDialogue.turn(conversation, event, world),
      },
    });
    await engine.receive(said('lin', 'in 1000'));
    await time.advance(1_000);
    expect(await engine.tick()).toBe(0);
    expect(await engine.tick()).toBe(0);
    expect(log.codes).toEqual(['wake_not_moved']);
  });

  it('counts what it did', async () => {
    const { engine, time, registry } = await withReminders(3);
    await time.advance(2 * HOUR);
    expect(await registry.getSingleMetricAsString('ruzhu_oldest_due_seconds')).toContain(
      'ruzhu_oldest_due_seconds 3600',
    );
    await engine.tick();
    expect(await registry.getSingleMetricAsString('ruzhu_due_total')).toContain('ruzhu_due_total 3');
    expect(await registry.getSingleMetricAsString('ruzhu_sent_total')).toContain('kind="reminder"} 3');
    expect(await registry.getSingleMetricAsString('ruzhu_sent_this_month')).toContain('{channel="telegram"} 3');
    expect(await registry.getSingleMetricAsString('ruzhu_oldest_due_seconds')).toContain('ruzhu_oldest_due_seconds 0');
  });
});

describe('ticking', () => {
  const running = async (count: number, abilities = {}) => {
    const started = await withReminders(count, abilities);
    return { ...started, ticking: startScheduler({ ...started, ...started.time }) };
  };

  it('wakes when something is due', async () => {
    const { time, telegram, ticking } = await running(2);
    await time.advance(HOUR - 1);
    expect(telegram.got).toEqual([]);
    await time.advance(2);
    expect(telegram.got).toHaveLength(2);
    await ticking.stop();
  });

  it('wakes sooner when something is planned for sooner', async () => {
    const { engine, time, telegram, ticking } = await running(0);
    await time.advance(10);
    await engine.receive(said('lin', 'in 2000'));
    await time.advance(2_001);
    expect(telegram.got).toEqual(['lin: re:in 2000', `lin: due:${monday + 2_010}`]);
    await ticking.stop();
  });

  it('sends again in time what failed', async () => {
    const { engine, time, telegram, ticking } = await running(0);
    telegram.answers = [() => ({ status: 'retry', reason: 'busy' })];
    await engine.receive(said('lin', '一'));
    await time.advance(2_001);
    expect(telegram.got).toEqual(['lin: re:一']);
    await ticking.stop();
  });

  it('hears within a minute of what another process planned', async () => {
    const { store, time, telegram, ticking } = await running(0);
    const other = await start({ store, time, channels: [fakeChannel()] });
    await other.engine.receive(said('lin', 'in 5000'));
    await time.advance(MINUTE + 1);
    expect(telegram.got).toEqual([`lin: due:${monday + 5_000}`]);
    await ticking.stop();
  });

  it('keeps others going while one platform hangs', async () => {
    const { engine, time, telegram, ticking } = await running(1);
    telegram.answers = [() => new Promise(() => {})];
    await time.advance(HOUR);
    await engine.receive(said('lin', 'in 1000'));
    await time.advance(1_001);
    expect(telegram.got).toEqual(['lin: re:in 1000', `lin: due:${monday + HOUR + 1_000}`]);
    await ticking.stop();
  });

  it('goes on after the store could not be asked', async () => {
    const { store, time, telegram, ticking, log } = await running(1);
    const { due } = store;
    store.due = async () => {
      throw new Error('disk gone');
    };
    await time.advance(HOUR);
    store.due = due;
    await time.advance(5_000);
    expect(log.codes).toContain('unknown');
    expect(telegram.got).toHaveLength(1);
    await ticking.stop();
  });
});
