import { describe, expect, it } from 'vitest';
import { flushOpenPages } from '../../src/app/channels/flush-open-pages.ts';
import type { PersonId } from '../../src/dialogue/model/person.ts';
import type { AnyPerson } from '../../src/store/store.ts';
import { settle } from '../channels/fake-time.ts';
import { keptLog, person } from '../engine/start.ts';

const stage = (open: readonly string[], flush: (id: PersonId) => Promise<void> = async () => {}) => {
  const pages = new Set(open.map((user) => person(user, 'web')));
  const flushed: PersonId[] = [];
  const log = keptLog();
  let tell = (_who: PersonId | AnyPerson): void => undefined;
  let atOnce = 0;
  let most = 0;
  const end = flushOpenPages({
    store: {
      watch(listener) {
        tell = listener;
        return () => {
          tell = () => undefined;
        };
      },
    },
    pages: { isOpen: (id) => pages.has(id), people: () => [...pages] },
    async flush(id) {
      flushed.push(id);
      atOnce += 1;
      most = Math.max(most, atOnce);
      await flush(id).finally(() => {
        atOnce -= 1;
      });
    },
    log,
  });
  return { flushed, log, end, tell: (who: PersonId | AnyPerson) => tell(who), most: () => most };
};

describe('pages that are open here', () => {
  it('get what another process set aside for their person; whose page is not open is not looked up', async () => {
    const { flushed, tell } = stage(['ann']);
    tell(person('ann', 'web'));
    tell(person('bob', 'web'));
    await settle();
    expect(flushed).toEqual([person('ann', 'web')]);
  });

  it('are all looked after when something may have been missed, a few at a time, and once more for what came meanwhile', async () => {
    const users = Array.from({ length: 100 }, (_, index) => `p${index}`);
    const { flushed, tell, most } = stage(users, () => settle(2));
    tell('anybody');
    tell('anybody');
    tell('anybody');
    await settle(500);
    expect(new Set(flushed).size).toBe(100);
    expect(flushed).toHaveLength(200);
    expect(most()).toBeLessThanOrEqual(8);
  });

  it('are not given up because one could not be looked after', async () => {
    const { flushed, tell, log } = stage(['ann', 'bob'], async () => {
      throw Object.assign(new Error('away'), { code: 'store_unusable' });
    });
    tell('anybody');
    await settle(20);
    expect(new Set(flushed).size).toBe(2);
    expect(new Set(log.codes)).toEqual(new Set(['store_unusable']));
    expect(log.lines.join()).not.toContain('ann');
  });

  it('are left alone when it is over', async () => {
    const { flushed, tell, end } = stage(['ann']);
    end();
    tell(person('ann', 'web'));
    await settle();
    expect(flushed).toEqual([]);
  });
});
