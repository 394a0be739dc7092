import type { IntentId } from '../../content/intent.ts';
import { termsOf } from '../guide.ts';
import type { Outcome } from '../outcome.ts';
import type { Scene } from '../scene.ts';
import type { Act } from './act.ts';

/** The fixed answer to a question of the catalogue; `undefined` when the intent has none. */
export const answerTo = (scene: Scene, id: IntentId): string | undefined => {
  const intent = scene.content.intents.get(id);
  return intent?.kind === 'faq' ? scene.voice.fill(intent.answer, termsOf(scene)) : undefined;
};

/** Answers a question, then one line back to the step. */
export const answerQuestion: Act = (scene, { meaning }): Outcome => {
  const answer = meaning.act === 'intent' ? answerTo(scene, meaning.intent) : undefined;
  return { conversation: scene.conversation, lines: answer ? [answer] : [], tail: { kind: 'back' } };
};
