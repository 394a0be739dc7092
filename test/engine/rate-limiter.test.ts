import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Capabilities } from '../../src/channels/channel.ts';
import { HOUR, MINUTE } from '../../src/dialogue/model/instant.ts';
import { createRateLimiter } from '../../src/engine/delivery/rate-limiter.ts';
import { fakeChannel } from './fake-channel.ts';
import { monday } from './fake-time.ts';
import { said, start } from './start.ts';

const abilities = (special: Partial<Capabilities>): Capabilities => fakeChannel('telegram', special).capabilities;
const lin = { channel: 'telegram', user: 'lin', heardAt: 0 } as const;

describe('pace', () => {
  it('never lets more than the published number through in any stretch of the published length', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 60 }),
        (most, gaps) => {
          const rateLimiter = createRateLimiter();
          let now = monday;
          const moments = gaps.map((gap) => {
            now += gap;
            return rateLimiter.inRoom(lin, abilities({ perAddressPerMinute: most }), now, Number.POSITIVE_INFINITY).at;
          });
          expect(moments).toEqual([...moments].sort((left, right) => left - right));
          for (const [index, at] of moments.entries()) {
            expect((moments[index + most] ?? Number.POSITIVE_INFINITY) - at).toBeGreaterThanOrEqual(MINUTE);
          }
        },
      ),
    );
  });

  it('says when to ask again instead of keeping a moment that is too far off', () => {
    const rateLimiter = createRateLimiter();
    const one = abilities({ perAddressPerMinute: 1 });
    expect(rateLimiter.inRoom(lin, one, monday, 0)).toEqual({ at: monday, kept: true });
    expect(rateLimiter.inRoom(lin, one, monday, 5_000)).toEqual({ at: monday + MINUTE, kept: false });
    expect(rateLimiter.inRoom(lin, one, monday + MINUTE, 0)).toEqual({ at: monday + MINUTE, kept: true });
  });

  it('counts a group as one place, whoever is answered in it, and people apart', () => {
    const rateLimiter = createRateLimiter();
    const one = abilities({ perAddressPerMinute: 1 });
    const ask = (user: string, group?: string) =>
      rateLimiter.inRoom({ channel: 'telegram', user, heardAt: 0, ...(group ? { group } : {}) }, one, monday, 0).kept;
    expect([ask('lin', 'g'), ask('wang', 'g'), ask('lin'), ask('wang')]).toEqual([true, false, true, true]);
  });

  it('keeps to the hour as well where there is a limit for it', () => {
    const rateLimiter = createRateLimiter();
    const both = abilities({ perAddressPerMinute: 2, perAddressPerHour: 3 });
    const moments = Array.from({ length: 4 }, () => rateLimiter.inRoom(lin, both, monday, HOUR).at - monday);
    expect(moments).toEqual([0, 0, MINUTE, HOUR]);
  });

  it('understands limits below one a second and no limit at all', () => {
    const rateLimiter = createRateLimiter();
    const ask = (perSecond: number) =>
      rateLimiter.onChannel('telegram', abilities({ perSecond }), monday, MINUTE).at - monday;
    expect([ask(Number.POSITIVE_INFINITY), ask(Number.POSITIVE_INFINITY)]).toEqual([0, 0]);
    expect([ask(0.5), ask(0.5), ask(0.5)]).toEqual([0, 2_000, 4_000]);
  });
});

describe('pace in delivery', () => {
  it('holds messages of one place for a moment, and puts them off when the moment is far', async () => {
    const telegram = fakeChannel('telegram', { perAddressPerMinute: 2 });
    const { engine, time } = await start({ channels: [telegram] });
    await Promise.all(['一', '二', '三', '四', '五'].map((text) => engine.receive(said('lin', text))));
    await engine.receive(said('wang', '一'));
    await time.advance(1);
    expect(telegram.got).toEqual(['lin: re:一', 'lin: re:二', 'wang: re:一']);
    const lins = (): string[] => telegram.got.filter((line) => line.startsWith('lin'));
    for (let minute = 0; minute < 3; minute += 1) {
      expect(lins().length).toBeLessThanOrEqual(2 * (minute + 1));
      await time.advance(MINUTE);
      await engine.tick();
    }
    expect(lins()).toEqual(['一', '二', '三', '四', '五'].map((text) => `lin: re:${text}`));
  });
});
