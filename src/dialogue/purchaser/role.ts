import type { Role } from '../core/role.ts';
import { endReply } from './end-reply.ts';
import { onMessage } from './on-message.ts';
import { onNotification } from './on-notification.ts';
import { onTimer } from './on-timer.ts';
import { planReminders } from './plan-reminders.ts';

/** How a turn goes for one of a purchaser's people. */
export const memberRole = {
  onReturn: (conversation) => conversation,
  onMessage,
  onNotification,
  onTimer,
  planned: (context) => ({ ...context.conversation, reminders: planReminders(context) }),
  endReply,
} as const satisfies Role;
