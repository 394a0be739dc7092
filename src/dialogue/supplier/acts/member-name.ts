import { checkMemberName } from '../../../text/checks/member-name.ts';
import type { Act } from '../../core/acts/act.ts';
import { closeQuestion } from '../../core/close-question.ts';
import { termsOf } from '../../core/expected-terms.ts';
import { reach } from '../../core/progress/record-progress.ts';
import { isAsFarAs, stepStatusOf } from '../../core/progress/step-status.ts';
import type { ReplyDraft } from '../../core/reply/reply-draft.ts';
import { type TurnContext, withConversation } from '../../core/turn-context.ts';
import type { Conversation } from '../../model/conversation.ts';
import { forgetPurchaserTasks } from '../purchaser-tasks.ts';

/** Who has a member name has registered, whether they said so or not. */
const registered = (context: TurnContext, conversation: Conversation): Conversation => {
  const first = context.journey.steps[0];
  const last = first?.milestones.at(-1);
  if (!first || !last || stepStatusOf(withConversation(context, conversation), first).type === 'done')
    return conversation;
  return reach(conversation, first, last, context.now);
};

/** The message that asks an unknown purchaser for what is possible by now, ready to forward; a known one is asked from here. */
const forwardable = (context: TurnContext): string[] =>
  context.conversation.membership
    ? []
    : context.journey.favours
        .filter(({ after }) => isAsFarAs(context, after))
        .map((favour) =>
          context.translator.t('fact.forward', { message: context.translator.format(favour.ask, termsOf(context)) }),
        );

const keep = (context: TurnContext, name: string, remarks: readonly string[]): ReplyDraft => {
  const { translator } = context;
  const before = context.conversation.facts.member_name;
  const rest = closeQuestion(context.conversation);
  const renamed = before === undefined || before === name ? rest : forgetPurchaserTasks(rest);
  const conversation = registered(context, { ...renamed, facts: { ...rest.facts, member_name: name } });
  if (context.inGroup) {
    return { conversation, lines: [translator.t('fact.member_name_in_group', {})], followUp: { type: 'guide' } };
  }
  const isNew = before === undefined || before === name;
  const line = translator.t(isNew ? 'fact.member_name' : 'fact.member_name_changed', { name });
  const after = withConversation(context, conversation);
  return { conversation, lines: [line, ...remarks, ...forwardable(after)], followUp: { type: 'guide' } };
};

/** The person tells their member name: checked for its form, kept, and put into a message for the purchaser. */
export const giveMemberName: Act = (context, { entities }) => {
  const { translator, conversation } = context;
  const name = entities.member_name;
  if (name === undefined)
    return { conversation, lines: [], followUp: { type: 'ask', question: { type: 'member_name' } } };
  const { verdict, findings } = checkMemberName(name);
  const remarks = findings.map((finding) => translator.finding(finding.code, finding.values ?? {}));
  if (verdict === 'wrong') {
    return { conversation, lines: remarks, followUp: { type: 'ask', question: { type: 'member_name' } } };
  }
  return keep(context, name, remarks);
};

/** Which member name they told; in a group it is not said. */
export const recallMemberName: Act = ({ conversation, translator, inGroup }) => {
  const name = conversation.facts.member_name;
  if (inGroup)
    return { conversation, lines: [translator.t('fact.recall_not_in_group', {})], followUp: { type: 'back' } };
  const line = name === undefined ? translator.t('fact.recall_none', {}) : translator.t('fact.recall_name', { name });
  return { conversation, lines: [line], followUp: { type: 'back' } };
};
