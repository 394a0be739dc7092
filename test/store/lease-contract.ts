import { describe, expect, it } from 'vitest';
import { HOUR } from '../../src/dialogue/model/instant.ts';
import { type Place, settingOf } from './open-place.ts';

/** What every store promises about rights that only one process may have at a time. */
export const holdContract = (name: string, makePlace: () => Promise<Place>): void => {
  describe(`${name} lets one at a time hold a name`, { timeout: 60_000 }, () => {
    const { open } = settingOf(makePlace);

    it('gives it to the first, who may renew it, and to nobody else until it is given back', async () => {
      const [one, other] = [open(), open()];
      expect(await one.acquireLease('telegram', 'a', HOUR)).toBe(true);
      expect(await other.acquireLease('telegram', 'b', HOUR)).toBe(false);
      expect(await one.acquireLease('telegram', 'a', HOUR)).toBe(true);
      await other.releaseLease('telegram', 'b');
      expect(await other.acquireLease('telegram', 'b', HOUR)).toBe(false);
      await one.releaseLease('telegram', 'a');
      expect(await other.acquireLease('telegram', 'b', HOUR)).toBe(true);
      expect(await one.acquireLease('telegram', 'a', HOUR)).toBe(false);
    });

    it('is over when its time is', async () => {
      const store = open();
      expect(await store.acquireLease('telegram', 'a', 0)).toBe(true);
      expect(await store.acquireLease('telegram', 'b', HOUR)).toBe(true);
      expect(await store.acquireLease('telegram', 'b', 0)).toBe(true);
      expect(await store.acquireLease('telegram', 'a', HOUR)).toBe(true);
    });

    it('keeps names apart, whatever they are', async () => {
      const store = open();
      const names = ['a', 'b', '', '张 三', '__proto__', 'x'.repeat(3_000)];
      for (const held of names) expect(await store.acquireLease(held, `holder of ${held}`, HOUR)).toBe(true);
      for (const held of names) expect(await store.acquireLease(held, 'another', HOUR)).toBe(false);
    });

    it('outlives the handle that took it', async () => {
      const store = open();
      await store.acquireLease('telegram', 'a', HOUR);
      await store.close();
      expect(await open().acquireLease('telegram', 'b', HOUR)).toBe(false);
      expect(await open().acquireLease('telegram', 'a', HOUR)).toBe(true);
    });

    it('gives it to exactly one of many who ask at once', async () => {
      const handles = [open(), open(), open()];
      const asked = Array.from({ length: 30 }, (_, index) =>
        handles[index % 3]?.acquireLease('telegram', `h${index}`, HOUR),
      );
      expect((await Promise.all(asked)).filter((held) => held)).toHaveLength(1);
    });

    it('lets go of nothing that nobody holds', async () => {
      await expect(open().releaseLease('telegram', 'a')).resolves.toBeUndefined();
    });
  });
};
