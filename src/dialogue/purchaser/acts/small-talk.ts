import type { Step } from '../../../content/schema/journey.ts';
import { sayCredit, type Terms } from '../../core/expected-terms.ts';
import { numberOf } from '../../core/progress/step-status.ts';
import { enumerate } from '../../core/reply/enumerate.ts';
import type { ReplyDraft } from '../../core/reply/reply-draft.ts';
import { linkOf } from '../../core/reply/step-link.ts';
import type { MemberContext } from '../member-context.ts';
import { rowsOf } from '../suppliers/progress-rows.ts';
import { menu, quickReplies, reply } from '../text/menu.ts';
import { summary } from './suppliers/progress.ts';

/** The purchaser's own terms, for texts that are written for suppliers. */
const ownTerms = (context: MemberContext): Terms => {
  const { terms } = context.snapshot.purchaser;
  return {
    purchaser: terms.company,
    purchaser_account: terms.account,
    credit_amount: sayCredit(context, terms.credit),
    credit_days: terms.days,
    member_name: '',
    supplier: '',
  };
};

/** Somebody opens the talk: how things stand, and what can be done. */
export const greet = (context: MemberContext): ReplyDraft => {
  const { translator, conversation, snapshot, inGroup } = context;
  const company = snapshot.purchaser.terms.company;
  const isSilent = inGroup || snapshot.summaries.length === 0;
  const lines = isSilent
    ? [translator.t('purchaser.hello', { company })]
    : [translator.t('purchaser.hello_again', {}), summary(context, rowsOf(context))];
  return reply(conversation, lines, { quickReplies: menu(context) });
};

/** What the assistant does for a purchaser. */
export const help = (context: MemberContext): ReplyDraft =>
  reply(context.conversation, [context.translator.t('purchaser.can_do', {})], { quickReplies: menu(context) });

/** A person is wanted: noted for the operator. */
export const talkToHuman = (context: MemberContext): ReplyDraft =>
  reply({ ...context.conversation, mode: 'human' }, [context.translator.t('purchaser.human', {})], {
    quickReplies: menu(context),
  });

/** What is kept about the person is shown, and erased when they say so. */
export const keptData = (context: MemberContext): ReplyDraft => {
  const { conversation, translator, snapshot, member } = context;
  const kept = translator.t('purchaser.kept_data', {
    company: snapshot.purchaser.terms.company,
    digest: translator.t(`purchaser.digest_name_${member.digest}`, {}),
  });
  return { conversation, lines: [kept], followUp: { type: 'ask', question: { type: 'confirm', what: 'erase' } } };
};

/** What a supplier would be answered; while something is asked, that is asked again. */
export const answerFaq = (context: MemberContext, id: string): ReplyDraft => {
  const intent = [...context.content.intents.values()].find((one) => one.id === id);
  const lines = intent?.kind === 'faq' ? [context.translator.format(intent.answer, ownTerms(context))] : [];
  return {
    conversation: context.conversation,
    lines,
    followUp: context.conversation.question ? { type: 'back' } : { type: 'none' },
  };
};

/** How suppliers do a step. */
export const explainToPurchaser = (context: MemberContext, step: Step): ReplyDraft => {
  const { translator, journey, conversation } = context;
  const terms = ownTerms(context);
  const [first] = step.milestones;
  const required = step.fields.filter((field) => field.required).map(({ label }) => label);
  const lines = [
    translator.t('step.heading', {
      number: numberOf(journey, step),
      count: journey.steps.length,
      title: translator.format(step.title, {}),
    }),
    first ? translator.format(first.todo, terms) : '',
    translator.t('step.open', { url: step.link.url }),
    required.length === 0 ? '' : translator.t('step.fill_in', { fields: enumerate(translator, required) }),
  ];
  return reply(conversation, [lines.filter((line) => line !== '').join('\n')], { links: [linkOf(context, step)] });
};

/** It was not understood. */
export const unclear = (context: MemberContext, again: boolean): ReplyDraft =>
  reply(context.conversation, [context.translator.t(again ? 'purchaser.unclear_again' : 'purchaser.unclear', {})], {
    quickReplies: quickReplies(context, 'invite', 'progress', 'stuck', 'terms'),
  });

/** What suppliers do is told to nobody else: in a group only that it is told one-to-one. */
export const notInGroup = (context: MemberContext): ReplyDraft =>
  reply(context.conversation, [context.translator.t('purchaser.not_in_group', {})]);
