import type { IntentId } from '../content/intent.ts';
import type { Step } from '../content/journey.ts';
import type { Language } from '../understanding/reading.ts';
import { numbered, yesOrNo } from './choices.ts';
import { offerMilestone, offersFor } from './guide.ts';
import { intents } from './intents.ts';
import type { Offer } from './outcome.ts';
import { posePurchaser } from './purchaser/pose.ts';
import type { Question } from './question.ts';
import type { Scene } from './scene.ts';
import { standingOf, stepOf } from './standing.ts';
import { termsOf } from './terms.ts';

/** A question in words, with the answers that can be tapped. */
export interface Posed {
  readonly text: string;
  readonly offers: readonly Offer[];
}

/** The kinds of question whose answers are listed by number, so that "2" is an answer. */
export const listsAnswers = (question: Question): boolean =>
  question.asks === 'which_step' ||
  question.asks === 'which_milestone' ||
  question.asks === 'which_intent' ||
  question.asks === 'which_supplier';

const stepsOf = (scene: Scene, ids: readonly string[]): Step[] =>
  ids.map((id) => stepOf(scene.journey, id)).filter((step) => step !== undefined);

/** How an answer to "which step?" reads: by whose deposit it is, where a deposit is meant, else by the step's name. */
const stepLabel = (scene: Scene, step: Step, intent: IntentId): string => {
  const deposit = step.milestones.find((milestone) => milestone.wait?.for === 'deposit')?.wait;
  const isDeposit = intent === intents.depositReceived || intent === intents.depositNotReceived;
  const title = scene.voice.fill(step.short, {});
  if (isDeposit && deposit) {
    return scene.voice.say('choice.deposit_of', { from: scene.voice.fill(deposit.from, {}), title });
  }
  return title;
};

const languages: readonly { readonly label: string; readonly language: Language }[] = [
  { label: '简体中文', language: 'zh-CN' },
  { label: '繁體中文', language: 'zh-Hant' },
  { label: 'English', language: 'en' },
];

const times = ['time.in_two_hours', 'time.tomorrow_morning', 'time.next_monday'] as const;

/** What cannot be undone is agreed to by a button that says what it does. */
const inItsOwnWords = ({ voice }: Scene, what: 'restart' | 'erase'): readonly Offer[] =>
  ([true, false] as const).map((yes): Offer => {
    const label = voice.say(yes ? `choice.confirm_${what}` : `choice.keep_${what}`, {});
    return { label, say: label, means: { act: 'answer', yes } };
  });

/** Puts a question into words. */
export const pose = (scene: Scene, question: Question): Posed => {
  const { voice } = scene;
  switch (question.asks) {
    case 'which_step': {
      const offers = stepsOf(scene, question.steps).map((step): Offer => {
        const label = stepLabel(scene, step, question.intent);
        return { label, say: label, means: { act: 'intent', intent: question.intent, step: step.id } };
      });
      return { text: numbered(voice.say('ask.which_step', {}), offers), offers };
    }
    case 'which_milestone': {
      const step = stepOf(scene.journey, question.step);
      const offers = (step?.milestones ?? [])
        .filter((milestone) => question.milestones.includes(milestone.id))
        .map((milestone) => (step ? offerMilestone(scene, step, milestone) : undefined))
        .filter((offer) => offer !== undefined);
      const title = step ? voice.fill(step.short, {}) : '';
      return { text: numbered(voice.say('ask.which_milestone', { title }), offers), offers };
    }
    case 'reached': {
      const step = stepOf(scene.journey, question.step);
      if (!step) return { text: voice.say('ask.where_are_you', {}), offers: [] };
      const milestone = step.milestones.find((candidate) => candidate.id === question.milestone);
      const choice = milestone ? voice.fill(milestone.choice, termsOf(scene)) : '';
      return { text: voice.say('ask.reached', { choice }), offers: offersFor(scene, step, standingOf(scene, step)) };
    }
    case 'which_intent': {
      const offers = question.intents.flatMap((id): Offer[] => {
        const intent = scene.content.intents.get(id);
        const label = intent ? voice.fill(intent.label, {}) : '';
        return intent ? [{ label, say: label, means: { act: 'intent', intent: id, step: question.step } }] : [];
      });
      const none = voice.say('choice.none_of_these', {});
      const all: Offer[] = [...offers, { label: none, say: none, means: { act: 'answer', yes: false } }];
      return { text: numbered(voice.say('ask.which_intent', {}), all), offers: all };
    }
    case 'member_name':
      return { text: voice.say('ask.member_name', {}), offers: [] };
    case 'amount_in_fen':
      return { text: voice.say('ask.amount_in_fen', {}), offers: yesOrNo(scene) };
    case 'rejection_reason':
      return { text: voice.say('ask.rejection_reason', {}), offers: [] };
    case 'time': {
      const offers = times.map((key): Offer => {
        const label = voice.say(key, {});
        return { label, say: label, means: { act: 'intent', intent: intents.remindLater } };
      });
      return { text: voice.say('ask.time', {}), offers };
    }
    case 'language': {
      const offers = languages.map(
        ({ label, language }): Offer => ({
          label,
          say: label,
          means: { act: 'intent', intent: intents.changeLanguage, language },
        }),
      );
      return { text: voice.say('ask.language', {}), offers };
    }
    case 'confirm':
      return {
        text: voice.say(`ask.${question.what}`, {}),
        offers: question.what === 'leave' ? yesOrNo(scene) : inItsOwnWords(scene, question.what),
      };
    case 'companies':
    case 'which_supplier':
    case 'agree':
      return posePurchaser(scene, question);
  }
};
