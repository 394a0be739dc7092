import { expect, it } from 'vitest';
import { reminderKills } from '../bench/reminder-kills.ts';

it('kill -9 at 10 random moments while 200 reminders fall due: each arrives, and is seen once where repeats are dropped', async () => {
  const { doubled, ...tally } = await reminderKills(200, 10, 4);
  expect(tally).toEqual({ kills: 10, delivered: 200, lost: 0, doubledDespiteKeys: 0, doubledAfterMark: 0 });
  // Only what was between the platform's answer and its mark: thirty a second are under way at most.
  expect(doubled).toBeLessThanOrEqual(10 * 30);
}, 120_000);
