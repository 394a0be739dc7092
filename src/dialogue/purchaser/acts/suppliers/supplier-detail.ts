import { findInvitationCodes } from '../../../../text/invitation-code.ts';
import { numberOf, stepStatuses } from '../../../core/progress/step-status.ts';
import type { QuickReply, ReplyDraft } from '../../../core/reply/reply-draft.ts';
import { type Invitation, voidAt } from '../../../model/programme/invitation.ts';
import type { SupplierSummary } from '../../../model/programme/membership.ts';
import type { MemberContext } from '../../member-context.ts';
import { findSuppliers, namingPart } from '../../suppliers/find-supplier.ts';
import { nudgeable, pendingOf } from '../../suppliers/pending-tasks.ts';
import { rowOf } from '../../suppliers/progress-rows.ts';
import { nameOf, type Supplier } from '../../suppliers/supplier-names.ts';
import { doneReply, quickReplies, quickReply, reply } from '../../text/menu.ts';
import { adviceText, stepText, stuckText } from '../../text/progress-text.ts';
import { sayDate, sayPast } from '../../text/relative-dates.ts';
import type { PurchaserAct } from '../act.ts';
import { showInvitation } from '../invitations/invite.ts';
import { suppliersProgress } from './progress.ts';
import { askWhich, nobodyCalled } from './which-supplier.ts';

const marks = { done: '●', doing: '◐', rejected: '◐', waiting: '◔', todo: '○' } as const;

/** What can be done about one supplier, without its name: it is the only one spoken of. */
const actions = (context: MemberContext, summary: SupplierSummary, isGoing: boolean): readonly QuickReply[] => {
  const { translator } = context;
  const name = nameOf({ summary }, context);
  const pending = pendingOf(summary, context).map((one) => doneReply(context, one, name));
  const label = translator.t('purchaser.button_nudge_this', {});
  const nudge = quickReply(
    label,
    { intent: 'nudge_supplier', person: summary.person },
    translator.t('purchaser.button_nudge', { name }),
  );
  return [...pending, ...(isGoing && nudgeable(context)(summary) ? [nudge] : []), ...quickReplies(context, 'progress')];
};

/** One supplier step by step. */
const showCard = (context: MemberContext, summary: SupplierSummary): ReplyDraft => {
  const { translator, conversation } = context;
  const row = rowOf(summary, context);
  const { journey } = row.context;
  const heading = [
    translator.t('purchaser.one_heading', {
      name: nameOf({ summary }, context),
      day: sayPast(summary.membership.at, context),
    }),
    ...(summary.member_name === undefined ? [] : [translator.t('purchaser.one_member', { name: summary.member_name })]),
    translator.t(summary.people > 1 ? 'purchaser.one_people' : 'purchaser.one_seen', {
      count: summary.people,
      day: sayPast(summary.heardAt, context),
    }),
  ];
  const steps = stepStatuses(row.context).map(({ step, status }) =>
    translator.t('progress.line', {
      mark: marks[status.type],
      number: numberOf(journey, step),
      title: translator.format(step.short, {}),
      status: stepText(row.context, status),
    }),
  );
  const { stuck } = row;
  const remarks = stuck
    ? [translator.t('purchaser.one_stuck', { why: stuckText(row.context, stuck), advice: adviceText(context, stuck) })]
    : [];
  const pending = pendingOf(summary, context)
    .filter(({ favour }) => favour.id !== stuck?.favour)
    .map(({ favour, askedAt }) =>
      translator.t('purchaser.stuck_ours', {
        favour: translator.format(favour.title, {}),
        day: sayPast(askedAt, context),
      }),
    );
  return reply(conversation, [heading.join('\n'), steps.join('\n'), [...remarks, ...pending].join('\n')], {
    quickReplies: actions(context, summary, row.current !== undefined),
  });
};

/** A supplier that was invited and did not come yet; the invitation can be forwarded again as it stands. */
const showWaiting = (context: MemberContext, invitation: Invitation): ReplyDraft => {
  const { translator, conversation } = context;
  const name = nameOf({ invitation }, context);
  const isExpired = voidAt(invitation, context.now) !== undefined;
  const line = translator.t(isExpired ? 'purchaser.one_expired' : 'purchaser.one_unopened', {
    name,
    day: sayPast(invitation.createdAt, context),
    until: sayDate(invitation.expiresAt, context),
  });
  const label = translator.t(isExpired ? 'purchaser.button_again' : 'purchaser.button_resend_this', {});
  return reply(conversation, [line], {
    quickReplies: [
      quickReply(
        label,
        { intent: 'invite_suppliers', code: invitation.code },
        translator.t('purchaser.button_resend', { name }),
      ),
      ...quickReplies(context, 'invitations'),
    ],
  });
};

const show = (context: MemberContext, { summary, invitation }: Supplier): ReplyDraft =>
  summary ? showCard(context, summary) : showWaiting(context, invitation);

const theInvitation = /邀请(?:码|链接|函)?[。.！!？?\s]*$|\binvitation\b/iu;

/** How one supplier stands, found by its name; asks which when several fit. */
export const oneSupplier: PurchaserAct = (context, { command, text }) => {
  const card = context.snapshot.summaries.find(({ person }) => person === command.person);
  if (card) return showCard(context, card);
  const codes = command.code === undefined ? findInvitationCodes(text) : [command.code];
  const invitation = context.snapshot.invitations.find(({ code }) => codes.includes(code));
  if (invitation) return showWaiting(context, invitation);
  if (namingPart(text) === '') return suppliersProgress(context, { command, text });
  const { suppliers } = findSuppliers(context, text);
  const [only, ...others] = suppliers;
  if (!only) return nobodyCalled(context);
  if (others.length > 0) return askWhich(context, 'one_supplier', suppliers);
  if (only.invitation && theInvitation.test(text) && voidAt(only.invitation, context.now) === undefined) {
    return showInvitation(context, only.invitation);
  }
  return show(context, only);
};
