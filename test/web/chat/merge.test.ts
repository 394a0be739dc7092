import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { merge } from '../../../src/web/chat/page/data/merge.js';

type Entry = Parameters<typeof merge>[0][number];

const entry = (key: string, change: Partial<Entry> = {}): Entry => ({
  key,
  from: 'assistant',
  text: key,
  at: 0,
  ...change,
});
const entries = (keys: string): Entry[] => [...keys].map((key) => entry(key));
const keysOf = (merged: readonly Entry[]): string => merged.map(({ key }) => key).join('');

describe('what two tabs have of one conversation', () => {
  it.each([
    ['both have heard the same', 'abc', 'abc', 'abc'],
    ['one has heard more', 'abcd', 'ab', 'abcd'],
    ['each has said something', 'abx', 'aby', 'abyx'],
    ['the oldest are not kept any more', 'cd', 'abcde', 'abcde'],
    ['nothing is kept', '', 'ab', 'ab'],
    ['nothing is shown', 'ab', '', 'ab'],
  ])('is put together when %s', (_when, stored, own, together) => {
    expect(keysOf(merge(entries(stored), entries(own)))).toBe(together);
  });

  it.each(['sending', 'failed'] as const)(
    'a message that one knows to be sent is sent: the other has it %s',
    (status) => {
      const sent = entry('a', { from: 'person', status: 'sent' });
      const open = entry('a', { from: 'person', status });
      expect(merge([sent], [open])).toEqual([sent]);
      expect(merge([open], [sent])).toEqual([sent]);
    },
  );

  it('is all of it, each once, in the order that both have', () => {
    const part = fc.array(fc.boolean(), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(part, part, (inStored, inOwn) => {
        const all = [...'abcdefghijkl'];
        const of = (has: readonly boolean[]) => all.filter((_, index) => has[index]);
        const merged = [...keysOf(merge(entries(of(inStored).join('')), entries(of(inOwn).join(''))))];
        expect([...merged].sort()).toEqual(all.filter((_, index) => inStored[index] || inOwn[index]));
        expect(merged.filter((key) => of(inStored).includes(key))).toEqual(of(inStored));
        expect(merged.filter((key) => of(inOwn).includes(key))).toEqual(of(inOwn));
      }),
    );
  });
});
