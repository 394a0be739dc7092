import type { IntentId } from '../../content/schema/intent.ts';
import type { Journey } from '../../content/schema/journey.ts';
import type { TurnContext } from './turn-context.ts';

/** The values that texts of journeys and answers leave to be filled in. */
export type Terms = Readonly<Record<string, string | number>>;

/** Thousands in groups, as an amount is written everywhere: 5,000,000. */
const grouped = (amount: number): string => String(amount).replace(/\B(?=(\d{3})+$)/g, ',');

/** An amount of yuan in words, with the digits to type. */
export const sayCredit = ({ translator }: Pick<TurnContext, 'translator'>, yuan: number): string =>
  translator.t('terms.credit', { amount: grouped(yuan), digits: yuan });

/** The terms of the purchaser that invited the person, or those of the journey where none did. */
export const termsOf = (context: TurnContext): Terms => {
  const { journey, translator, conversation } = context;
  const terms = conversation.membership?.terms;
  return {
    purchaser: terms?.company ?? translator.format(journey.terms.purchaser, {}),
    purchaser_account: terms?.account ?? translator.format(journey.terms.purchaser_account, {}),
    credit_amount: terms ? sayCredit(context, terms.credit) : translator.format(journey.terms.credit_amount, {}),
    credit_days: terms?.days ?? journey.terms.credit_days,
    member_name: conversation.facts.member_name ?? '',
    supplier: conversation.membership?.company ?? conversation.facts.member_name ?? '',
  };
};

/** What the purchaser's amount and days are, to compare pasted ones with. */
export const expectedTerms = ({ journey, conversation }: TurnContext): { credit: number; days: number } => {
  const { terms } = conversation.membership ?? {};
  return { credit: terms?.credit ?? journey.terms.credit_limit, days: terms?.days ?? journey.terms.credit_days };
};

type PurchaserException = Journey['exceptions'][number];

/** What the purchaser accepts beyond what the guide asks, of the exceptions that matter here, a line each. */
const accepted = (context: TurnContext, matters: (exception: PurchaserException) => boolean): readonly string[] =>
  context.journey.exceptions
    .filter((exception) => matters(exception) && context.conversation.membership?.terms.accepts.includes(exception.id))
    .map((exception) => context.translator.format(exception.accepted, termsOf(context)));

/** What the purchaser accepts at a step. */
export const acceptedAt = (context: TurnContext, step: string): readonly string[] =>
  accepted(context, ({ step: at }) => at === step);

/** What the purchaser accepts that changes the answer to a question. */
export const acceptedFor = (context: TurnContext, question: IntentId): readonly string[] =>
  accepted(context, ({ answers }) => answers.includes(question));
