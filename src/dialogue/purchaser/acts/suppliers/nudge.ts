import { sendEffect } from '../../../core/delivery/send-effect.ts';
import { currentStep } from '../../../core/progress/step-status.ts';
import { enumerate } from '../../../core/reply/enumerate.ts';
import type { ReplyDraft } from '../../../core/reply/reply-draft.ts';
import { sayMoment } from '../../../core/time/dates.ts';
import { nextOpen } from '../../../core/time/working-time.ts';
import type { SupplierSummary } from '../../../model/programme/membership.ts';
import type { MemberContext } from '../../member-context.ts';
import { findSuppliers } from '../../suppliers/find-supplier.ts';
import { isBeingNudged, nudgeable, pendingOf } from '../../suppliers/pending-tasks.ts';
import { rowOf, rowsOf } from '../../suppliers/progress-rows.ts';
import { nameOf, namesOf } from '../../suppliers/supplier-names.ts';
import { doneReply, quickReplies, reply } from '../../text/menu.ts';
import type { PurchaserAct } from '../act.ts';
import { askWhich } from './which-supplier.ts';

/** So many are nudged at once; whoever is stuck longest first. */
const MOST_AT_ONCE = 50;
const NAMES_TOLD = 5;

/** Nobody is nudged at night or on a day off: that waits for the next opening. */
const nudged = (context: MemberContext, summaries: readonly SupplierSummary[]): ReplyDraft => {
  const { translator, conversation, now, schedule } = context;
  const at = nextOpen(now, schedule);
  const told = summaries.reduce(
    (next, { person }) => sendEffect(next, { type: 'person', person, notification: { type: 'nudge' } }, now, at),
    conversation,
  );
  const names = namesOf(
    summaries.slice(0, NAMES_TOLD).map((summary) => ({ summary })),
    context,
  );
  const words = { names: enumerate(translator, names), count: summaries.length };
  const line = translator.t(summaries.length > NAMES_TOLD ? 'purchaser.nudged_more' : 'purchaser.nudged', words);
  const later = at > now ? [translator.t('purchaser.nudged_later', { moment: sayMoment(at, context) })] : [];
  return reply(told, [line, ...later], { quickReplies: quickReplies(context, 'progress') });
};

/** The suppliers that a word may help and may be sent to now, the longest stuck first. */
const toNudge = (context: MemberContext): readonly SupplierSummary[] => {
  const isNudgeable = nudgeable(context);
  return rowsOf(context)
    .filter(({ summary, stuck }) => stuck !== undefined && stuck.why !== 'ours' && isNudgeable(summary))
    .map(({ summary }) => summary)
    .slice(0, MOST_AT_ONCE);
};

/** Nudges everyone who is stuck; it was agreed to. */
export const nudgeAll = (context: MemberContext): ReplyDraft => {
  const summaries = toNudge(context);
  return summaries.length > 0 ? nudged(context, summaries) : nobodyToNudge(context);
};

/** How many would be nudged, and who the first of them are; to be agreed to. */
export const nudgeAllText = (context: MemberContext): string => {
  const summaries = toNudge(context);
  const names = namesOf(
    summaries.slice(0, NAMES_TOLD).map((summary) => ({ summary })),
    context,
  );
  return context.translator.t('purchaser.agree_nudge_all', {
    count: summaries.length,
    names: enumerate(context.translator, names),
  });
};

const nobodyToNudge = (context: MemberContext): ReplyDraft =>
  reply(context.conversation, [context.translator.t('purchaser.nobody_to_nudge', {})], {
    quickReplies: quickReplies(context, 'progress'),
  });

/** One supplier; not when there is nothing to ask them for, and not twice a day. */
const nudgeOne = (context: MemberContext, summary: SupplierSummary): ReplyDraft => {
  const { translator, conversation } = context;
  const row = rowOf(summary, context);
  const name = nameOf({ summary }, context);
  const pending = pendingOf(summary, context);
  if (!currentStep(row.context)) return reply(conversation, [translator.t('purchaser.nudge_through', { name })]);
  if (row.stuck?.why === 'ours') {
    const favours = enumerate(
      translator,
      pending.map(({ favour }) => translator.format(favour.title, {})),
    );
    const line =
      favours === ''
        ? translator.t('purchaser.nudge_our_turn', { name })
        : translator.t('purchaser.nudge_ours', { name, favours });
    return reply(conversation, [line], { quickReplies: pending.map((one) => doneReply(context, one, name)) });
  }
  if (isBeingNudged(context)(summary)) return reply(conversation, [translator.t('purchaser.nudge_waits', { name })]);
  if (!nudgeable(context)(summary)) return reply(conversation, [translator.t('purchaser.nudged_today', { name })]);
  return nudged(context, [summary]);
};

const allOfThem = /都|全部|所有|全|大家|一起|卡住的|每家|\ball\b|\beverybody\b|\beveryone\b|who is stuck/iu;

const askAll = ({ conversation }: MemberContext): ReplyDraft => ({
  conversation,
  lines: [],
  followUp: { type: 'ask', question: { type: 'agree', to: { type: 'nudge_all' } } },
});

/** Sends a supplier a word from the assistant: how is it going. Several at once only when that is agreed to. */
export const nudgeSupplier: PurchaserAct = (context, { command, text }) => {
  const { translator, conversation, snapshot } = context;
  const tapped = snapshot.summaries.find(({ person }) => person === command.person);
  if (tapped) return nudgeOne(context, tapped);
  const found = command.all ? undefined : findSuppliers(context, text);
  const [only, ...others] = found?.suppliers ?? [];
  if (only && (found?.kind === 'which' || others.length > 0)) {
    return askWhich(context, 'nudge_supplier', found?.suppliers ?? []);
  }
  if (only?.summary) return nudgeOne(context, only.summary);
  if (only) return reply(conversation, [translator.t('purchaser.nudge_unopened', { name: nameOf(only, context) })]);
  const summaries = toNudge(context);
  const [first, ...more] = summaries;
  if (!first) return nobodyToNudge(context);
  if (more.length === 0) return nudgeOne(context, first);
  if (command.all || allOfThem.test(text)) return askAll(context);
  return askWhich(
    context,
    'nudge_supplier',
    summaries.slice(0, NAMES_TOLD).map((summary) => ({ summary })),
  );
};
