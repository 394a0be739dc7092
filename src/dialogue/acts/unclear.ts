import { type IntentId, OUT_OF_SCOPE } from '../../content/intent.ts';
import type { StepId } from '../../content/journey.ts';
import { intents } from '../intents.ts';
import type { Offer, Outcome } from '../outcome.ts';
import type { Scene } from '../scene.ts';
import { settled } from '../settled.ts';

const offer = (scene: Scene, key: 'choice.next' | 'choice.progress' | 'choice.human', intent: IntentId): Offer => {
  const label = scene.voice.say(key, {});
  return { label, say: label, means: { act: 'intent', intent } };
};

/** Nothing the assistant should answer: said plainly; after the second time in a row a person is offered. */
export const outOfScope = (scene: Scene): Outcome => {
  const { conversation, voice } = scene;
  const again = conversation.log.at(-1)?.intent === OUT_OF_SCOPE;
  return {
    conversation,
    lines: [voice.say(again ? 'unclear.again' : 'unclear.out_of_scope', {})],
    offers: again
      ? [
          offer(scene, 'choice.next', intents.nextStep),
          offer(scene, 'choice.progress', intents.showProgress),
          offer(scene, 'choice.human', intents.talkToHuman),
        ]
      : [],
    tail: { kind: 'back' },
  };
};

/** One of a few things is meant: asks which, once; when it was asked just now, says what can be said instead. */
export const unsure = (scene: Scene, candidates: readonly IntentId[], step: StepId | undefined): Outcome => {
  if (scene.conversation.question?.asks === 'which_intent') return noneOfThese(scene);
  return {
    conversation: scene.conversation,
    lines: [],
    tail: { kind: 'ask', question: { asks: 'which_intent', intents: candidates.slice(0, 3), step } },
  };
};

/** The guesses were wrong: asks for other words, and offers the usual ways on. */
export const noneOfThese = (scene: Scene): Outcome => {
  return {
    conversation: settled(scene.conversation),
    lines: [scene.voice.say('unclear.in_other_words', {})],
    offers: [offer(scene, 'choice.next', intents.nextStep), offer(scene, 'choice.human', intents.talkToHuman)],
    tail: { kind: 'none' },
  };
};
