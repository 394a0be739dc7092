import type { IntentId } from '../../content/intent.ts';
import type { Outcome } from '../outcome.ts';
import type { Scene } from '../scene.ts';
import { acceptedFor, termsOf } from '../terms.ts';
import type { Act } from './act.ts';

/** The fixed answer to a question of the catalogue; `undefined` when the intent has none. */
export const answerTo = (scene: Scene, id: IntentId): string | undefined => {
  const intent = scene.content.intents.get(id);
  if (intent?.kind !== 'faq') return undefined;
  return [...acceptedFor(scene, id), scene.voice.fill(intent.answer, termsOf(scene))].join('\n');
};

/** Answers a question, then one line back to the step. */
export const answerQuestion: Act = (scene, { meaning }): Outcome => {
  const answer = meaning.act === 'intent' ? answerTo(scene, meaning.intent) : undefined;
  return { conversation: scene.conversation, lines: answer ? [answer] : [], tail: { kind: 'back' } };
};
