import type { Content } from '../../src/content/content.ts';
import { StepId } from '../../src/content/schema/journey.ts';
import { newConversation } from '../../src/dialogue/core/new-conversation.ts';
import type { World } from '../../src/dialogue/core/world.ts';
import type { Address } from '../../src/dialogue/model/address.ts';
import type { Conversation, OutboxItem } from '../../src/dialogue/model/conversation.ts';
import { HOUR, type Instant } from '../../src/dialogue/model/instant.ts';
import { personAt } from '../../src/dialogue/model/person.ts';
import { turn } from '../../src/dialogue/turn.ts';

/** A moment in Shanghai, `2026-03-02 10:00`. */
export const shanghai = (written: string): Instant => Date.parse(`${written.replace(' ', 'T')}:00+08:00`);

/** The world at a moment; WeChat customer service lets people be written to for 48 hours and five times. */
export const worldAt = (content: Content, now: Instant): World => ({
  now,
  content,
  offset: () => 480,
  publicUrl: 'https://ruzhu.example',
  replyWindows: (channel) => (channel === 'wecom_kf' ? { milliseconds: 48 * HOUR, messages: 5 } : undefined),
});

/** A place in WeChat customer service where the person wrote at a moment. */
export const kf = (heardAt: Instant, more: Partial<Address> = {}): Address => ({
  channel: 'wecom_kf',
  user: 'lin',
  heardAt,
  ...more,
});

/** Somebody who handed in these steps at these moments, and what is planned for them `now`. */
export const waitingFor = (
  content: Content,
  steps: Readonly<Record<string, Instant>>,
  addresses: readonly Address[],
  now: Instant,
): Conversation => {
  const since = Object.fromEntries(
    Object.entries(steps).map(([id, at]) => [
      StepId.parse(id),
      { reached: { submitted: { at, by: 'supplier' as const } } },
    ]),
  );
  const world = worldAt(content, now);
  const begun = newConversation(personAt(addresses[0] ?? kf(now)), world);
  return turn({ ...begun, progress: since, addresses: [...addresses] }, { type: 'due' }, world);
};

/** The same person after everything planned up to a moment fell due, each at its time. Nothing is delivered. */
export const fallingDue = (content: Content, conversation: Conversation, end: Instant): Conversation => {
  let current = conversation;
  for (;;) {
    const next = current.reminders.find(({ at }) => at <= end);
    if (!next) return current;
    current = turn(current, { type: 'due' }, worldAt(content, next.at));
  }
};

/** The same, but everything is delivered at once, into `sent`. */
export const afterDelivering = (
  content: Content,
  conversation: Conversation,
  end: Instant,
  sent: OutboxItem[],
): Conversation => {
  let current = conversation;
  for (;;) {
    sent.push(...current.outbox);
    current = { ...current, outbox: [] };
    const next = current.reminders.find(({ at }) => at <= end);
    if (!next) return current;
    current = turn(current, { type: 'due' }, worldAt(content, next.at));
  }
};
