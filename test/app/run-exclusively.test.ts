import { describe, expect, it } from 'vitest';
import { exclusivelyWith } from '../../src/app/run-exclusively.ts';
import { openMemoryStore } from '../../src/store/memory/memory-store.ts';
import { fakeTime, settle } from '../channels/fake-time.ts';

const stage = () => {
  const time = fakeTime();
  const store = openMemoryStore({ now: time.now });
  const process = (holder: string) => exclusivelyWith(store, 'fetching', holder, time.sleep);
  return { time, store, one: process('one'), other: process('other') };
};

describe('work that is done by one process at a time', () => {
  it('is waited for by the others', async () => {
    const { time, one, other } = stage();
    const done: string[] = [];
    let finish = (): void => undefined;
    const first = one(async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      done.push('one');
    });
    await settle();
    const second = other(async () => void done.push('other'));
    await settle();
    await time.advance(1_000);
    expect(done).toEqual([]);
    finish();
    await first;
    await time.advance(100);
    await second;
    expect(done).toEqual(['one', 'other']);
  });

  it('is done all the same when the other takes too long: whoever asked wants to be answered', async () => {
    const { time, one, other } = stage();
    void one(() => new Promise(() => undefined));
    await settle();
    let isDone = false;
    const second = other(async () => {
      isDone = true;
    });
    await settle();
    await time.advance(3_000);
    await second;
    expect(isDone).toBe(true);
  });

  it('makes room for the next when it fails, and says why', async () => {
    const { one, other } = stage();
    const failing = one(async () => {
      throw new Error('not fetched');
    });
    await expect(failing).rejects.toThrow('not fetched');
    let isDone = false;
    await other(async () => {
      isDone = true;
    });
    expect(isDone).toBe(true);
  });

  it('is not done when nobody can tell who does it', async () => {
    const { store, one } = stage();
    await store.close();
    await expect(one(async () => expect.fail('it was done'))).rejects.toMatchObject({ code: 'store_closed' });
  });
});
