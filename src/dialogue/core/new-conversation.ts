import type { Locale } from '../../content/schema/text.ts';
import type { Conversation } from '../model/conversation.ts';
import type { PersonId } from '../model/person.ts';
import type { World } from './world.ts';

/** The conversation of somebody who has not said anything yet. */
export const newConversation = (
  id: PersonId,
  world: Pick<World, 'now' | 'content'>,
  locale: Locale = 'zh-CN',
): Conversation => ({
  format: 2,
  id,
  journey: { id: world.content.journey.id, hash: world.content.hash },
  role: 'supplier',
  locale,
  addresses: [],
  progress: {},
  deferred: [],
  facts: {},
  quickReplies: [],
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

/** Whether nothing was heard from the person and nothing said to them yet. */
export const isNew = (conversation: Conversation): boolean =>
  conversation.log.length === 0 && conversation.lastNumber === 0;
