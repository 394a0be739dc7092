import type { Act } from '../../core/acts/act.ts';
import { termsOf } from '../../core/expected-terms.ts';
import type { FollowUp, ReplyDraft } from '../../core/reply/reply-draft.ts';
import type { TurnContext } from '../../core/turn-context.ts';
import type { Recalled } from '../../model/meaning.ts';
import { recallMemberName } from './member-name.ts';
import { showProgress } from './steps/show-progress.ts';

const said = (context: TurnContext, line: string, kind: Exclude<FollowUp['type'], 'ask'> = 'back'): ReplyDraft => ({
  conversation: context.conversation,
  lines: [line],
  followUp: { type: kind },
});

/** Who invited them, as the record has it. */
const purchaserOf: Act = (context) => {
  const { translator, conversation } = context;
  const purchaser = termsOf(context).purchaser ?? '';
  return conversation.membership
    ? said(context, translator.t('recall.purchaser', { purchaser }))
    : said(context, translator.t('recall.no_purchaser', {}));
};

/** Another name than they told: which one is theirs. In a group it is not said. */
const otherName: Act = (context, utterance) => {
  const name = context.conversation.facts.member_name;
  if (name === undefined || context.inGroup) return recallMemberName(context, utterance);
  return said(context, context.translator.t('recall.other_name', { name }));
};

/** Nothing has to be done again: how far they are. */
const nothingLost: Act = (context, utterance) => {
  const progress = showProgress(context, utterance);
  return { ...progress, lines: [context.translator.t('recall.nothing_lost', {}), ...progress.lines] };
};

const acts = {
  member_name: recallMemberName,
  other_name: otherName,
  purchaser: purchaserOf,
  nothing_lost: nothingLost,
  others: (context) => said(context, context.translator.t('recall.others', {})),
  for_others: (context) => said(context, context.translator.t('recall.for_others', {})),
  no_invitation: (context) => said(context, context.translator.t('recall.no_invitation', {}), 'guide'),
  unknown_code: (context) => said(context, context.translator.t('join.unknown', {})),
  officer: (context) => said(context, context.translator.t('recall.officer', {}), 'none'),
  hurry: (context) => said(context, context.translator.t('recall.hurry', {})),
  amount: (context) => said(context, context.translator.t('deposit.amount_noted', {})),
} as const satisfies Record<Recalled, Act>;

/** Answers from the record, or what is said of what is not in it. */
export const recall: Act = (context, utterance) => {
  const what = utterance.meaning.type === 'recall' ? utterance.meaning.what : 'member_name';
  return acts[what](context, utterance);
};
