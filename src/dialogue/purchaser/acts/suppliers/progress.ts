import { numberOf } from '../../../core/progress/step-status.ts';
import { enumerate } from '../../../core/reply/enumerate.ts';
import type { MemberContext } from '../../member-context.ts';
import { pendingTasks } from '../../suppliers/pending-tasks.ts';
import { type Row, rowsOf } from '../../suppliers/progress-rows.ts';
import { namesOf, openInvitations } from '../../suppliers/supplier-names.ts';
import { quickReplies, reply } from '../../text/menu.ts';
import { stuckText, whereText } from '../../text/progress-text.ts';
import type { PurchaserAct } from '../act.ts';

/** So many suppliers are told one by one; it fits on one screen of a phone. */
const MOST_LISTED = 8;

/** How many are on each step: "1 注册 3 · 2 企业认证 8". */
const perStep = (context: MemberContext, rows: readonly Row[]): string => {
  const { translator, journey } = context;
  const counts = journey.steps.map((step) => ({
    step,
    count: rows.filter(({ current, stuck }) => current && (stuck?.step ?? current.step) === step).length,
  }));
  return counts
    .filter(({ count }) => count > 0)
    .map(({ step, count }) =>
      translator.t('purchaser.step_count', {
        number: numberOf(journey, step),
        step: translator.format(step.short, {}),
        count,
      }),
    )
    .join(' · ');
};

/** Each supplier in a line: why they are stuck, or where they are. */
const listed = (context: MemberContext, rows: readonly Row[]): readonly string[] => {
  const names = namesOf(rows, context);
  return rows.map((row, place) =>
    context.translator.t(
      row.stuck ? 'purchaser.line_stuck' : row.current ? 'purchaser.line' : 'purchaser.line_through',
      {
        name: names[place] ?? '',
        state: row.stuck ? stuckText(row.context, row.stuck) : whereText(row),
      },
    ),
  );
};

/** The whole in one line: how many are through, on the way, stuck. */
export const summary = ({ translator }: MemberContext, rows: readonly Row[]): string =>
  translator.t('purchaser.summary', {
    count: rows.length,
    done: rows.filter(({ current }) => !current).length,
    going: rows.filter(({ current }) => current).length,
    stuck: rows.filter(({ stuck }) => stuck).length,
  });

/** Who waits for the purchaser, in one line; nothing when nobody does. */
const waitForUs = (context: MemberContext): readonly string[] => {
  const { translator } = context;
  const pending = pendingTasks(context);
  if (pending.length === 0) return [];
  const names = namesOf(pending.slice(0, 3), context);
  return [
    translator.t(pending.length > 3 ? 'purchaser.waiting_for_us_more' : 'purchaser.waiting_for_us', {
      count: pending.length,
      names: enumerate(translator, names),
    }),
  ];
};

/** How all suppliers stand: how many on which step, and one by one, those who are stuck first. */
export const suppliersProgress: PurchaserAct = (context) => {
  const { translator, conversation } = context;
  const rows = rowsOf(context);
  const unopened = openInvitations(context).filter(({ uses }) => uses === 'one').length;
  if (rows.length === 0) {
    const line =
      unopened === 0
        ? translator.t('purchaser.nobody_yet', {})
        : translator.t('purchaser.nobody_came', { count: unopened });
    return reply(conversation, [line], { quickReplies: quickReplies(context, 'invite', 'invitations') });
  }
  const shown = rows.slice(0, MOST_LISTED);
  const rest = rows.length - shown.length;
  const steps = perStep(context, rows);
  const heading = [
    summary(context, rows),
    ...(rest > 0 && steps !== '' ? [steps] : []),
    ...(unopened === 0 ? [] : [translator.t('purchaser.unopened', { count: unopened })]),
    ...waitForUs(context),
  ];
  const lines = [
    ...listed(context, shown),
    ...(rest > 0 ? [translator.t('purchaser.more_suppliers', { count: rest })] : []),
  ];
  const isStuck = rows.some(({ stuck }) => stuck);
  return reply(conversation, [heading.join('\n'), lines.join('\n')], {
    quickReplies: quickReplies(
      context,
      ...(isStuck ? (['stuck'] as const) : []),
      ...(pendingTasks(context).length > 0 ? (['all_done'] as const) : []),
      'export',
      'invite',
    ),
  });
};
