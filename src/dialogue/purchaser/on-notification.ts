import { closeQuestion } from '../core/close-question.ts';
import { chooseAddress } from '../core/delivery/choose-address.ts';
import { compose, enqueue } from '../core/reply/compose.ts';
import { invitationLink } from '../core/reply/invitation-text.ts';
import { listsAnswers } from '../core/reply/prompt.ts';
import type { ReplyDraft } from '../core/reply/reply-draft.ts';
import { isOpen } from '../core/time/working-time.ts';
import type { TurnContext } from '../core/turn-context.ts';
import type { Conversation } from '../model/conversation.ts';
import type { Notification } from '../model/effect.ts';
import type { Notified } from '../model/event.ts';
import { HOUR } from '../model/instant.ts';
import type { Invitation } from '../model/programme/invitation.ts';
import { notAMember } from './acts/colleagues.ts';
import { showInvitation } from './acts/invitations/invite.ts';
import { termsLines } from './acts/terms.ts';
import { endReply } from './end-reply.ts';
import { asMember, type MemberContext } from './member-context.ts';
import { pendingTasks } from './suppliers/pending-tasks.ts';
import { nameOf } from './suppliers/supplier-names.ts';
import { fileLinks } from './text/forwardable-message.ts';
import { quickReplies } from './text/menu.ts';
import { sayDate } from './text/relative-dates.ts';
import { taskReplies } from './text/task-text.ts';

type WordOf<Tells extends Notification['type']> = Extract<Notification, { type: Tells }>;

const silently = (conversation: Conversation): ReplyDraft => ({ conversation, lines: [], followUp: { type: 'none' } });

/** Somebody who wrote so recently is at it, and is told at any hour. */
const STILL_THERE = 2 * HOUR;

const mayBeToldNow = ({ conversation, now, schedule }: TurnContext): boolean =>
  isOpen(now, schedule) || conversation.addresses.some(({ heardAt }) => now - heardAt <= STILL_THERE);

/** An answer by its number must not hit what is offered now. */
const withoutList = (conversation: Conversation): Conversation =>
  conversation.question && listsAnswers(conversation.question) ? closeQuestion(conversation) : conversation;

/** A supplier asks for a favour. Outside working hours it waits for the opening, when it is reminded of. */
const onTaskAsked = (context: MemberContext, { favour: id, summary }: WordOf<'favour_asked'>): ReplyDraft => {
  const { translator, conversation, content, member, snapshot, now, schedule } = context;
  const journey = content.journeys.get(summary.journey) ?? content.journey;
  const favour = journey.favours.find((one) => one.id === id);
  if (!favour || !mayBeToldNow(context)) return silently(conversation);
  const line = translator.format(favour.notice, {
    supplier: nameOf({ summary }, context),
    member_name: summary.member_name ?? '',
    purchaser: snapshot.purchaser.terms.company,
    purchaser_account: snapshot.purchaser.terms.account,
    credit_amount: '',
    credit_days: snapshot.purchaser.terms.days,
  });
  const asked = { summary, favour, askedAt: summary.favours[id]?.askedAt ?? now };
  const others = pendingTasks(context).filter((one) => one.summary.person !== summary.person || one.favour.id !== id);
  const told = isOpen(now, schedule) ? {} : { member: { ...member, favoursAt: now } };
  return {
    conversation: { ...withoutList(conversation), ...told },
    lines: [line],
    quickReplies: taskReplies(context, [asked, ...others]),
    followUp: { type: 'none' },
  };
};

/** So many invitations are told with their links in the message; more come as a file alone. */
const MOST_LISTED = 8;

const colleagueInvited = (context: MemberContext, invitation: Invitation): ReplyDraft => {
  const { translator, conversation, snapshot, publicUrl } = context;
  const url = invitationLink(publicUrl, invitation.code);
  const words = translator.t('purchaser.colleague_forward', {
    company: snapshot.purchaser.terms.company,
    url,
    code: invitation.code,
    day: sayDate(invitation.expiresAt, context),
  });
  return { conversation, lines: [translator.t('purchaser.colleague_invited', {}), words], followUp: { type: 'none' } };
};

/** The invitations are there: one in words to be forwarded, a few with their links, many as a file. */
const invited = (context: MemberContext, { invitations, list }: WordOf<'invited'>): ReplyDraft => {
  const { translator, conversation, publicUrl, snapshot } = context;
  const [first, ...others] = invitations;
  if (!first) return silently(conversation);
  if (first.as === 'purchaser') return colleagueInvited(context, first);
  if (others.length === 0) return showInvitation(context, first);
  const links = list === undefined ? undefined : fileLinks(context, list);
  const count = invitations.length;
  const file = links ? [translator.t('purchaser.invited_file', links)] : [];
  const more = { quickReplies: quickReplies(context, 'progress', 'invitations'), followUp: { type: 'none' } } as const;
  if (links && count > MOST_LISTED) {
    return {
      conversation,
      lines: [translator.t('purchaser.invited_many', { count }), ...file, translator.t('purchaser.how_to_use', {})],
      ...more,
    };
  }
  const lines = invitations.map(({ company, code }) =>
    translator.t('purchaser.invited_line', { name: company ?? '', url: invitationLink(publicUrl, code) }),
  );
  const words = context.content.translator('zh-CN').t('purchaser.forward_beside', {
    purchaser: snapshot.purchaser.terms.company,
    count: context.journey.steps.length,
  });
  return {
    conversation,
    lines: [
      [translator.t('purchaser.invited_few', { count }), ...lines].join('\n'),
      translator.t('purchaser.say_beside', { words }),
      ...file,
    ],
    ...more,
  };
};

const revoked = ({ conversation, translator }: MemberContext, { companies, count }: WordOf<'revoked'>): ReplyDraft => {
  const [only] = companies;
  const line =
    count === 0
      ? translator.t('purchaser.nothing_to_revoke', {})
      : count === 1 && only !== undefined
        ? translator.t('purchaser.revoked_one', { name: only })
        : translator.t('purchaser.revoked', { count });
  return { conversation, lines: [line], followUp: { type: 'none' } };
};

const fileMade = (context: MemberContext, { pass }: WordOf<'file'>): ReplyDraft => ({
  conversation: context.conversation,
  lines: [context.translator.t('purchaser.file', fileLinks(context, pass))],
  followUp: { type: 'none' },
});

const termsKept = (context: MemberContext, { terms }: WordOf<'terms_kept'>): ReplyDraft => ({
  conversation: context.conversation,
  lines: [[context.translator.t('purchaser.terms_kept', {}), termsLines(context, terms)].join('\n')],
  followUp: { type: 'none' },
});

const gone = ({ conversation, translator }: TurnContext): ReplyDraft => ({
  conversation: notAMember(conversation),
  lines: [translator.t('purchaser.gone', {})],
  followUp: { type: 'none' },
});

const outcomeOf = (context: MemberContext, notification: Notification): ReplyDraft => {
  switch (notification.type) {
    case 'favour_asked':
      return onTaskAsked(context, notification);
    case 'invited':
      return invited(context, notification);
    case 'revoked':
      return revoked(context, notification);
    case 'terms_kept':
      return termsKept(context, notification);
    case 'file':
      return fileMade(context, notification);
    default:
      // The rest is for suppliers; the person was one when it was sent.
      return silently(context.conversation);
  }
};

/** Others read along in a group: there only that there is news. */
const inGroup = ({ translator }: TurnContext, draft: ReplyDraft): ReplyDraft =>
  draft.lines.length === 0
    ? draft
    : {
        conversation: draft.conversation,
        lines: [translator.t('purchaser.news_in_group', {})],
        followUp: { type: 'none' },
      };

/**
 * What the conversation of one of a purchaser's people becomes when a supplier's, or the purchasers’ side, tells it something. The
 * desk's answers are replies to what was asked; all else comes unasked.
 */
export const onNotification = (context: TurnContext, { notification }: Notified): Conversation => {
  const known = asMember(context);
  const draft =
    notification.type === 'purchaser_gone'
      ? gone(context)
      : known
        ? outcomeOf(known, notification)
        : silently(context.conversation);
  const address = chooseAddress(context.conversation);
  const composed = compose(context, [address?.group === undefined ? draft : inGroup(context, draft)], endReply);
  const kind = notification.type === 'favour_asked' ? 'notice' : 'reply';
  return composed.message && address
    ? enqueue(composed.conversation, composed.message, address, kind, context.now)
    : composed.conversation;
};
