import type { Instant } from '../../../dialogue/model/instant.ts';
import { createLru } from '../../shared/lru.ts';

/** How long after a customer's last message they may be written to (94677). */
export const WINDOW = 48 * 3_600_000;

/** How many messages may be sent to them within that time. */
export const MESSAGES = 5;

/** What customers may still be sent. After a restart it is not known what was sent; WeCom then says when it is too much. */
export interface ReplyWindow {
  /** The customer wrote at that moment: unless that is known, a new window opens. */
  opened(user: string, at: Instant): void;
  /** How many messages may still be sent; all of them while nothing is known of the customer. */
  left(user: string, now: Instant): number;
  /** One was sent. */
  sent(user: string): void;
  /** WeCom says that there is nothing left, until the customer writes. */
  close(user: string): void;
}

const REMEMBERED = 20_000;

/** Makes the windows of an account. */
export const createReplyWindow = (): ReplyWindow => {
  const windows = createLru<{ readonly openedAt: Instant; readonly sent: number }>(REMEMBERED);
  return {
    opened(user, at) {
      const known = windows.get(user);
      if (!known || at > known.openedAt) windows.set(user, { openedAt: at, sent: 0 });
    },
    left(user, now) {
      const window = windows.get(user);
      if (!window) return MESSAGES;
      return now > window.openedAt + WINDOW ? 0 : Math.max(0, MESSAGES - window.sent);
    },
    sent(user) {
      const window = windows.get(user);
      if (window) windows.set(user, { ...window, sent: window.sent + 1 });
    },
    close(user) {
      // Moments are WeCom's, whose clock is not ours: one of ours could hide what the customer writes next.
      windows.set(user, { openedAt: windows.get(user)?.openedAt ?? 0, sent: MESSAGES });
    },
  };
};
