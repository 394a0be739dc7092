import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { updateKeyValue } from '../../src/app/store/key-values.ts';
import { visitorKey } from '../../src/app/store/visitor-key.ts';
import { openMemoryStore } from '../../src/store/memory/memory-store.ts';

describe('the key that signs visitors', () => {
  it('is made once, also when two processes begin at the same moment', async () => {
    const store = openMemoryStore();
    const [one, other] = await Promise.all([visitorKey(store, randomBytes), visitorKey(store, randomBytes)]);
    expect(one).toHaveLength(32);
    expect(other).toEqual(one);
    expect(await visitorKey(store, randomBytes)).toEqual(one);
  });

  it('is made anew when its note says something else', async () => {
    const store = openMemoryStore();
    await updateKeyValue(store, 'visitor-key', () => 'short');
    const key = await visitorKey(store, randomBytes);
    expect(key).toHaveLength(32);
    expect(await visitorKey(store, randomBytes)).toEqual(key);
  });
});
