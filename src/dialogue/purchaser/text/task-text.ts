import type { QuickReply } from '../../core/reply/reply-draft.ts';
import type { MemberContext } from '../member-context.ts';
import type { Pending } from '../suppliers/pending-tasks.ts';
import { namesOf } from '../suppliers/supplier-names.ts';
import { doneReply, quickReplies } from './menu.ts';

/** So many favours are told one by one. */
const MOST_LISTED = 5;

/** What suppliers wait for, a line each, with the member names to copy. */
export const taskLines = (context: MemberContext, pending: readonly Pending[]): readonly string[] => {
  const { translator } = context;
  const listed = pending.slice(0, MOST_LISTED);
  const names = namesOf(listed, context);
  const lines = listed.map(({ summary, favour }, place) =>
    translator.t('purchaser.favour_line', {
      name: names[place] ?? '',
      favour: translator.format(favour.title, {}),
      member: summary.member_name ?? translator.t('purchaser.no_member_name', {}),
    }),
  );
  const rest = pending.length - listed.length;
  return rest > 0 ? [...lines, translator.t('purchaser.more_favours', { count: rest })] : lines;
};

/** To tap: each of them is done, and all of them are. */
export const taskReplies = (context: MemberContext, pending: readonly Pending[]): readonly QuickReply[] => {
  const listed = pending.slice(0, MOST_LISTED);
  const names = namesOf(listed, context);
  const each = listed.map((one, place) => doneReply(context, one, names[place] ?? ''));
  return pending.length > 1 ? [...each, ...quickReplies(context, 'all_done')] : each;
};
