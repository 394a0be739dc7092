import type { IntentId } from '../content/intent.ts';
import type { Journey } from '../content/journey.ts';
import type { Scene } from './scene.ts';

/** The values that texts of journeys and answers leave to be filled in. */
export type Terms = Readonly<Record<string, string | number>>;

/** Thousands in groups, as an amount is written everywhere: 5,000,000. */
const grouped = (amount: number): string => String(amount).replace(/\B(?=(\d{3})+$)/g, ',');

/** An amount of yuan in words, with the digits to type. */
export const sayCredit = ({ voice }: Pick<Scene, 'voice'>, yuan: number): string =>
  voice.say('terms.credit', { amount: grouped(yuan), digits: yuan });

/** The terms of the purchaser that invited the person, or those of the journey where none did. */
export const termsOf = (scene: Scene): Terms => {
  const { journey, voice, conversation } = scene;
  const terms = conversation.membership?.terms;
  return {
    purchaser: terms?.company ?? voice.fill(journey.terms.purchaser, {}),
    purchaser_account: terms?.account ?? voice.fill(journey.terms.purchaser_account, {}),
    credit_amount: terms ? sayCredit(scene, terms.credit) : voice.fill(journey.terms.credit_amount, {}),
    credit_days: terms?.days ?? journey.terms.credit_days,
    member_name: conversation.facts.member_name ?? '',
    supplier: conversation.membership?.company ?? conversation.facts.member_name ?? '',
  };
};

/** What the purchaser's amount and days are, to compare pasted ones with. */
export const expectedTerms = ({ journey, conversation }: Scene): { credit: number; days: number } => {
  const { terms } = conversation.membership ?? {};
  return { credit: terms?.credit ?? journey.terms.credit_limit, days: terms?.days ?? journey.terms.credit_days };
};

type Exception = Journey['exceptions'][number];

/** What the purchaser accepts beyond what the guide asks, of the exceptions that matter here, a line each. */
const accepted = (scene: Scene, matters: (exception: Exception) => boolean): readonly string[] =>
  scene.journey.exceptions
    .filter((exception) => matters(exception) && scene.conversation.membership?.terms.accepts.includes(exception.id))
    .map((exception) => scene.voice.fill(exception.accepted, termsOf(scene)));

/** What the purchaser accepts at a step. */
export const acceptedAt = (scene: Scene, step: string): readonly string[] =>
  accepted(scene, ({ step: at }) => at === step);

/** What the purchaser accepts that changes the answer to a question. */
export const acceptedFor = (scene: Scene, question: IntentId): readonly string[] =>
  accepted(scene, ({ answers }) => answers.includes(question));
