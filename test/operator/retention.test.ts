import { describe, expect, test } from 'vitest';
import { type RetentionDeps, startRetention } from '../../src/app/store/retention-schedule.ts';
import type { Conversation } from '../../src/dialogue/model/conversation.ts';
import { DAY, HOUR } from '../../src/dialogue/model/instant.ts';
import { PersonId } from '../../src/dialogue/model/person.ts';
import { EMPTY_DAYS, forgetOld } from '../../src/operator/retention.ts';
import type { Store } from '../../src/store/store.ts';
import { setUp, stores } from '../purchasers/stage.ts';
import { silentLog } from '../silent-log.ts';
import { monday, person, sampleConversation } from '../store/sample-conversation.ts';

const never = (error: Error): never => {
  throw error;
};

/** A visitor who opened the page, or said hello, and left. */
const passerBy = (id = person('passer-by')): Conversation => ({
  ...sampleConversation(id, { messages: 1 }),
  progress: {},
  facts: {},
  unanswered: [],
});

const keep = async (store: Store, ...people: readonly Conversation[]): Promise<void> => {
  for (const one of people) await store.save(one, undefined);
};

const old = monday + EMPTY_DAYS * DAY;

describe.each(stores)('forgetting, with the $name store', ({ open }) => {
  test('takes visitors who never said anything useful, once they were away for a month', async () => {
    const store = open();
    await keep(store, passerBy());
    expect(await forgetOld(store, old - 1, undefined, never)).toEqual({ empty: 0, silent: 0 });
    expect(await forgetOld(store, old, undefined, never)).toEqual({ empty: 1, silent: 0 });
    expect(await store.count()).toMatchObject({ people: 0 });
  });

  test('counts from the last word, wherever it was noted', async () => {
    const store = open();
    const back = { ...passerBy(), addresses: [{ channel: 'web', user: 'passer-by', heardAt: monday + DAY }] } as const;
    await keep(store, { ...back, addresses: [...back.addresses] });
    expect(await forgetOld(store, old, undefined, never)).toEqual({ empty: 0, silent: 0 });
    expect(await forgetOld(store, old + DAY, undefined, never)).toEqual({ empty: 1, silent: 0 });
  });

  test('leaves everybody else, however long ago it was, unless it is told to', async () => {
    const store = open();
    await keep(
      store,
      sampleConversation(person('waiting')),
      { ...passerBy(person('named')), facts: { member_name: '张三五金' } },
      { ...passerBy(person('asked-for-somebody')), mode: 'human' },
      passerBy(PersonId.parse('telegram:7')),
    );
    expect(await forgetOld(store, monday + 3650 * DAY, undefined, never)).toEqual({ empty: 0, silent: 0 });
    expect(await forgetOld(store, monday + 399 * DAY, 400, never)).toEqual({ empty: 0, silent: 0 });
    expect(await forgetOld(store, monday + 401 * DAY, 400, never)).toEqual({ empty: 0, silent: 4 });
    expect(await store.count()).toMatchObject({ people: 0 });
  });

  test('leaves who is to be reminded, and the purchaser’s people, in any case', async () => {
    const { store, purchaser } = await setUp(open);
    const buyer = passerBy(person('li'));
    await keep(store, { ...buyer, role: 'purchaser', member: { purchaser: purchaser.id, digest: 'off' } });
    await keep(store, sampleConversation(person('called'), { wakes: monday + 500 * DAY }));
    expect(await forgetOld(store, monday + 400 * DAY, 30, never)).toEqual({ empty: 0, silent: 0 });
  });

  test('happens once a day, however often the processes at a store look', async () => {
    const store = open();
    const clock = { now: old };
    let looks = 0;
    const run = async (rounds: number): Promise<void> => {
      await new Promise<void>((resolve) => {
        looks = 0;
        const parts: RetentionDeps = {
          ...{ store, days: undefined, clock: () => clock.now, log: silentLog },
          sleep: async (_milliseconds, signal) => {
            looks += 1;
            clock.now += HOUR;
            if (looks < rounds || signal.aborted) return;
            resolve();
            await new Promise<void>((wake) => signal.addEventListener('abort', () => wake()));
          },
        };
        const retention = startRetention(parts);
        stopping.push(retention.stop);
      });
    };
    const stopping: (() => Promise<void>)[] = [];
    await run(1);
    await keep(store, passerBy());
    await run(23);
    expect(await store.count()).toMatchObject({ people: 1 });
    await run(2);
    expect(await store.count()).toMatchObject({ people: 0 });
    for (const stop of stopping) await stop();
  });
});
