import type { Instant } from '../../dialogue/model/instant.ts';

/** Messages that a chat may still be sent: WeCom counts a minute and an hour, and drops what is too much, often silently. */
export interface CallBudget {
  /** Takes one message, or tells how many milliseconds to wait for one. */
  take(chat: string): number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** After so many chats those that were silent for an hour are forgotten. */
const CHATS_BEFORE_SWEEPING = 2_000;

/** Makes the budget of a door (developer.work.weixin.qq.com: 30 a minute and 1,000 an hour with one person or group). */
export const createCallBudget = (clock: () => Instant, perMinute = 30, perHour = 1_000): CallBudget => {
  const chats = new Map<string, Instant[]>();

  const sweep = (now: Instant): void => {
    for (const [chat, moments] of chats) if ((moments.at(-1) ?? 0) <= now - HOUR) chats.delete(chat);
  };

  return {
    take(chat) {
      const now = clock();
      if (chats.size >= CHATS_BEFORE_SWEEPING && !chats.has(chat)) sweep(now);
      const moments = (chats.get(chat) ?? []).filter((moment) => moment > now - HOUR);
      chats.set(chat, moments);
      const ofMinute = moments.at(-perMinute);
      const ofHour = moments.at(-perHour);
      const wait = Math.max(
        ofMinute === undefined ? 0 : ofMinute + MINUTE - now,
        ofHour === undefined ? 0 : ofHour + HOUR - now,
      );
      if (wait > 0) return wait;
      moments.push(now);
      return 0;
    },
  };
};
