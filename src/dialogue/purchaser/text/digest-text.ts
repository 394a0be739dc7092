import { enumerate } from '../../core/reply/enumerate.ts';
import type { QuickReply } from '../../core/reply/reply-draft.ts';
import type { Instant } from '../../model/instant.ts';
import { everyoneStuck, stuckLines } from '../acts/suppliers/who-is-stuck.ts';
import type { MemberContext } from '../member-context.ts';
import { pendingTasks } from '../suppliers/pending-tasks.ts';
import { type Row, rowsOf } from '../suppliers/progress-rows.ts';
import { namesOf } from '../suppliers/supplier-names.ts';
import { quickReplies } from './menu.ts';
import { taskLines, taskReplies } from './task-text.ts';

/** News of all suppliers in one message. */
export interface Digest {
  readonly lines: readonly string[];
  readonly quickReplies: readonly QuickReply[];
}

const NAMES_TOLD = 5;
const STUCK_TOLD = 4;

const names = (context: MemberContext, rows: readonly Row[]): string => {
  const { translator } = context;
  const told = enumerate(translator, namesOf(rows.slice(0, NAMES_TOLD), context));
  return rows.length <= NAMES_TOLD ? told : translator.t('purchaser.and_others', { names: told, count: rows.length });
};

/** Who came, who got through, who is stuck and who waits for the purchaser, since a moment; nothing when there is nothing of all that. */
export const digestText = (context: MemberContext, since: Instant): Digest | undefined => {
  const { translator } = context;
  const rows = rowsOf(context);
  const came = rows.filter(({ summary }) => summary.membership.at > since);
  const through = rows.filter(({ current, since: at }) => !current && at > since);
  const pending = pendingTasks(context);
  // What waits for the purchaser has lines of its own.
  const stuck = everyoneStuck(context, rows).filter((one) => one.stuck.favour === undefined);
  if (came.length + through.length + pending.length + stuck.length === 0) return undefined;
  const going = rows.filter(({ current }) => current).length;
  const news = [
    translator.t('purchaser.digest_heading', { going, done: rows.length - going }),
    ...(came.length === 0 ? [] : [translator.t('purchaser.digest_came', { names: names(context, came) })]),
    ...(through.length === 0 ? [] : [translator.t('purchaser.digest_through', { names: names(context, through) })]),
  ];
  const waiting =
    pending.length === 0 ? [] : [translator.t('purchaser.favours_heading', {}), ...taskLines(context, pending)];
  const shown = stuck.slice(0, STUCK_TOLD);
  const rest = stuck.length - shown.length;
  const held =
    stuck.length === 0
      ? []
      : [
          translator.t('purchaser.stuck_heading', { count: stuck.length }),
          ...stuckLines(context, shown),
          ...(rest > 0 ? [translator.t('purchaser.more_stuck_ask', { count: rest })] : []),
        ];
  const buttons = [
    ...taskReplies(context, pending).slice(0, 3),
    ...(stuck.length > 0 ? quickReplies(context, 'stuck') : []),
    ...quickReplies(context, 'progress', 'digest_off'),
  ];
  return { lines: [news, waiting, held].map((block) => block.join('\n')), quickReplies: buttons };
};
