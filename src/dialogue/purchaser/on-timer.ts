import { closeQuestion } from '../core/close-question.ts';
import { chooseAddress } from '../core/delivery/choose-address.ts';
import { compose, enqueue } from '../core/reply/compose.ts';
import type { ReplyDraft } from '../core/reply/reply-draft.ts';
import type { TurnContext } from '../core/turn-context.ts';
import type { Conversation } from '../model/conversation.ts';
import { suppliersProgress } from './acts/suppliers/progress.ts';
import { endReply } from './end-reply.ts';
import { asMember, type MemberContext, withMemberConversation } from './member-context.ts';
import { planReminders } from './plan-reminders.ts';
import { pendingTasks } from './suppliers/pending-tasks.ts';
import { digestText } from './text/digest-text.ts';
import { taskLines, taskReplies } from './text/task-text.ts';

/** What has fallen due. */
interface Due {
  readonly chosen: boolean;
  readonly digest: boolean;
  readonly favours: boolean;
}

const dueIn = (context: MemberContext): Due => {
  const due = planReminders(context).filter(({ at }) => at <= context.now);
  const has = (kind: 'chosen' | 'digest' | 'favours'): boolean => due.some(({ which }) => which === kind);
  return { chosen: has('chosen'), digest: has('digest'), favours: has('favours') };
};

/** The conversation with what has fallen due marked as said, whether there was anything to say or not. */
const noted = ({ conversation, member, now }: MemberContext, due: Due): Conversation => {
  const { chosenReminder, ...rest } = conversation;
  return {
    ...rest,
    ...(due.chosen || chosenReminder === undefined ? {} : { chosenReminder }),
    member: {
      ...member,
      ...(due.digest ? { digestAt: now } : {}),
      // The news hold what suppliers wait for, too.
      ...(due.favours || due.digest ? { favoursAt: now } : {}),
    },
  };
};

const nothing = (conversation: Conversation): ReplyDraft => ({ conversation, lines: [], followUp: { type: 'none' } });

const wordsOf = (context: MemberContext, due: Due, since: number): ReplyDraft => {
  const conversation = closeQuestion(context.conversation);
  if (due.chosen) {
    const progress = suppliersProgress(context, { command: { intent: 'suppliers_progress' }, text: '' });
    return { ...progress, lines: [context.translator.t('purchaser.you_asked', {}), ...progress.lines] };
  }
  const digest = due.digest ? digestText(context, since) : undefined;
  if (digest) return { conversation, ...digest, followUp: { type: 'none' } };
  const pending = due.favours ? pendingTasks(context) : [];
  if (pending.length === 0) return nothing(context.conversation);
  const lines = [context.translator.t('purchaser.favours_reminder', {}), taskLines(context, pending).join('\n')];
  return { conversation, lines, quickReplies: taskReplies(context, pending), followUp: { type: 'none' } };
};

/** Others read along in a group: there only that there is news. */
const inGroup = (context: MemberContext, draft: ReplyDraft): ReplyDraft =>
  draft.lines.length === 0
    ? draft
    : { ...nothing(context.conversation), lines: [context.translator.t('purchaser.news_in_group', {})] };

/** Says what has fallen due for one of a purchaser's people, in one message; nothing when there is nothing new. */
export const onTimer = (context: TurnContext): Conversation => {
  const known = asMember(context);
  if (!known) return context.conversation;
  const due = dueIn(known);
  if (!due.chosen && !due.digest && !due.favours) return context.conversation;
  const since = known.member.digestAt ?? context.conversation.startedAt;
  const after = withMemberConversation(known, noted(known, due));
  const address = chooseAddress(after.conversation);
  if (!address) return after.conversation;
  const words = wordsOf(after, due, since);
  const composed = compose(after, [address.group === undefined ? words : inGroup(after, words)], endReply);
  return composed.message
    ? enqueue(composed.conversation, composed.message, address, 'reminder', context.now)
    : composed.conversation;
};
