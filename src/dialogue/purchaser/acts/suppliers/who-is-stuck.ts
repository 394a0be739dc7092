import type { QuickReply } from '../../../core/reply/reply-draft.ts';
import type { Invitation } from '../../../model/programme/invitation.ts';
import type { MemberContext } from '../../member-context.ts';
import { nudgeable, pendingOf } from '../../suppliers/pending-tasks.ts';
import { type Row, rowsOf } from '../../suppliers/progress-rows.ts';
import { type Stuck, stuckInvitation } from '../../suppliers/stuckness.ts';
import { namesOf, openInvitations, type Supplier, shortName } from '../../suppliers/supplier-names.ts';
import { doneReply, quickReplies, quickReply, reply } from '../../text/menu.ts';
import { adviceText, stuckText } from '../../text/progress-text.ts';
import type { PurchaserAct } from '../act.ts';
import { suppliersProgress } from './progress.ts';

/** So many are told one by one, each with something to tap. */
const MOST_LISTED = 6;

/** A supplier that is stuck, or an invitation that got nowhere. */
export type StuckSupplier = Supplier & { readonly stuck: Stuck; readonly row?: Row };

/** Everyone who is stuck: suppliers as {@link rowsOf} has them, then invitations, the oldest first. */
export const everyoneStuck = (
  context: MemberContext,
  rows: readonly Row[] = rowsOf(context),
): readonly StuckSupplier[] => {
  const suppliers = rows.flatMap((row): StuckSupplier[] =>
    row.stuck ? [{ summary: row.summary, stuck: row.stuck, row }] : [],
  );
  const invitations = openInvitations(context).flatMap((invitation: Invitation): StuckSupplier[] => {
    const stuck = stuckInvitation(invitation, context);
    return stuck ? [{ invitation, stuck }] : [];
  });
  return [...suppliers, ...invitations.sort((left, right) => left.stuck.since - right.stuck.since)];
};

const offerLook = ({ translator }: MemberContext, person: Row['summary']['person'], name: string): QuickReply =>
  quickReply(
    translator.t('purchaser.button_look', { name: shortName(name) }),
    { intent: 'one_supplier', person },
    translator.t('purchaser.button_look', { name }),
  );

/** To tap: a word to the supplier from the assistant. */
export const nudgeReply = ({ translator }: MemberContext, person: Row['summary']['person'], name: string): QuickReply =>
  quickReply(
    translator.t('purchaser.button_nudge', { name: shortName(name) }),
    { intent: 'nudge_supplier', person },
    translator.t('purchaser.button_nudge', { name }),
  );

/** The one thing suggested for somebody who is stuck, to tap. */
const suggestion = (context: MemberContext, supplier: StuckSupplier, name: string): QuickReply => {
  const { summary, invitation, stuck } = supplier;
  if (!summary) {
    return quickReply(
      context.translator.t('purchaser.button_resend', { name: shortName(name) }),
      { intent: 'invite_suppliers', code: invitation.code },
      context.translator.t('purchaser.button_resend', { name }),
    );
  }
  const [pending] = pendingOf(summary, context);
  if (stuck.suggests === 'added' && pending) return doneReply(context, pending, name);
  if (stuck.suggests === 'nudge' && nudgeable(context)(summary)) return nudgeReply(context, summary.person, name);
  return offerLook(context, summary.person, name);
};

/** Those who are stuck, in lines: why, since when, what can be done. */
export const stuckLines = (context: MemberContext, suppliers: readonly StuckSupplier[]): readonly string[] => {
  const names = namesOf(suppliers, context);
  return suppliers.map(({ stuck, row }, place) =>
    context.translator.t('purchaser.stuck_line', {
      name: names[place] ?? '',
      why: stuckText(row?.context ?? context, stuck),
      advice: adviceText(context, stuck),
    }),
  );
};

/** Who is stuck since when, the likely reason, and one suggestion each. */
export const whoIsStuck: PurchaserAct = (context, wanted) => {
  const { translator, conversation } = context;
  const rows = rowsOf(context);
  const stuck = everyoneStuck(context, rows);
  // Nobody has come yet: that is the news, and not that nobody is stuck.
  if (stuck.length === 0 && rows.length === 0) return suppliersProgress(context, wanted);
  if (stuck.length === 0) {
    const done = rows.filter(({ current }) => !current).length;
    const line = translator.t('purchaser.nobody_stuck', { going: rows.length - done, done });
    return reply(conversation, [line], { quickReplies: quickReplies(context, 'progress', 'invite') });
  }
  const shown = stuck.slice(0, MOST_LISTED);
  const rest = stuck.length - shown.length;
  const names = namesOf(shown, context);
  const buttons = shown.map((supplier, place) => suggestion(context, supplier, names[place] ?? ''));
  const isNudgeable = nudgeable(context);
  const toNudge = stuck.filter(
    ({ summary, stuck: { suggests } }) => summary && suggests === 'nudge' && isNudgeable(summary),
  );
  const all = toNudge.length > 1 ? quickReplies(context, 'nudge_all') : [];
  return reply(
    conversation,
    [
      translator.t('purchaser.stuck_heading', { count: stuck.length }),
      stuckLines(context, shown).join('\n'),
      ...(rest > 0 ? [translator.t('purchaser.more_stuck', { count: rest })] : []),
    ],
    { quickReplies: [...all, ...buttons] },
  );
};
