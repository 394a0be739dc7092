import type { Locale } from '../content/text.ts';
import type { Conversation } from './conversation.ts';
import type { PersonId } from './person.ts';
import type { World } from './world.ts';

/** The conversation of somebody who has not said anything yet. */
export const begin = (id: PersonId, world: Pick<World, 'now' | 'content'>, locale: Locale = 'zh-CN'): Conversation => ({
  format: 1,
  id,
  journey: { id: world.content.journey.id, hash: world.content.hash },
  role: 'supplier',
  locale,
  addresses: [],
  progress: {},
  deferred: [],
  facts: {},
  offers: [],
  mode: 'guided',
  remindersOn: true,
  reminded: {},
  reminders: [],
  overdue: [],
  seen: [],
  outbox: [],
  undelivered: [],
  lastNumber: 0,
  unanswered: [],
  log: [],
  startedAt: world.now,
});
