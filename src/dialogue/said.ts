import { type IntentId, OUT_OF_SCOPE } from '../content/intent.ts';
import { readPasted } from '../text/checks/pasted.ts';
import { phraseKey } from '../text/phrase-key.ts';
import { guard } from '../text/secrets.ts';
import type { Reading } from '../understanding/reading.ts';
import { perform } from './acts/acts.ts';
import { checkFields, fieldsToCheck } from './acts/check-fields.ts';
import { fieldNamed, fieldQuestion } from './acts/field-question.ts';
import { nothingReadable, secretSent, tooLong, wordless } from './acts/not-words.ts';
import { rejectionReason } from './acts/settle-question.ts';
import { outOfScope, unsure } from './acts/unclear.ts';
import type { Said } from './event.ts';
import { intents } from './intents.ts';
import { interpret } from './interpret/interpret.ts';
import type { Interpretation } from './interpret/interpretation.ts';
import { keepUnanswered, logged, textOf } from './log.ts';
import type { Meaning } from './meaning.ts';
import type { Outcome } from './outcome.ts';
import { type Scene, withConversation } from './scene.ts';
import { termsOf } from './terms.ts';

/** Longest text that is looked at, in UTF-16 units. */
export const LONGEST = 4_000;

/** What an utterance led to, one outcome a meaning, and what it was taken for. */
interface Understood {
  readonly outcomes: readonly Outcome[];
  readonly intent: IntentId;
}

const inTurn = (scene: Scene, meanings: readonly Meaning[], text: string, entities: Reading['entities']): Outcome[] => {
  const outcomes: Outcome[] = [];
  let current = scene;
  for (const meaning of meanings) {
    const outcome = perform(current, { text, meaning, entities });
    outcomes.push(outcome);
    current = withConversation(current, outcome.conversation);
  }
  return outcomes;
};

const intentOf = (meaning: Meaning | undefined, reading: Reading): IntentId => {
  if (meaning?.act === 'intent') return meaning.intent;
  if (meaning?.act === 'answer') return meaning.yes ? intents.affirm : intents.deny;
  return reading.intent;
};

/** Guesses, and how a whole step is done, say less than what belongs into the one field that was asked about. */
const fieldAskedFor = (scene: Scene, text: string, interpretation: Interpretation) => {
  const [meaning, ...others] = interpretation.kind === 'meant' ? interpretation.meanings : [];
  const isStep =
    meaning?.act === 'intent' &&
    others.length === 0 &&
    scene.journey.steps.some((step) => step.intent === meaning.intent);
  const isGuess =
    interpretation.kind === 'unsure' || interpretation.kind === 'likely' || interpretation.kind === 'refused';
  return isGuess || isStep ? fieldNamed(scene, text) : undefined;
};

/** The answer with the other question that may have been meant, to tap. */
const withSecond = (scene: Scene, outcome: Outcome, second: IntentId | undefined): Outcome => {
  const other = second === undefined ? undefined : scene.content.intents.get(second);
  if (!other) return outcome;
  const label = scene.voice.fill(other.label, {});
  return {
    ...outcome,
    offers: [...(outcome.offers ?? []), { label, say: label, means: { act: 'intent', intent: other.id } }],
  };
};

const understand = (scene: Scene, text: string, key: string, reading: Reading): Understood => {
  const interpretation = interpret(scene, text, key, reading);
  const field = fieldAskedFor(scene, text, interpretation);
  if (field) return { outcomes: [fieldQuestion(scene, field)], intent: intents.getChecklist };
  switch (interpretation.kind) {
    case 'meant': {
      return {
        outcomes: inTurn(scene, interpretation.meanings, text, interpretation.entities),
        intent: intentOf(interpretation.meanings[0], reading),
      };
    }
    case 'reason':
      return {
        outcomes: [rejectionReason(scene, interpretation.about)],
        intent: interpretation.about ?? intents.reviewRejected,
      };
    case 'screen': {
      const line = scene.voice.fill(interpretation.screen.answer, termsOf(scene));
      return {
        outcomes: [{ conversation: scene.conversation, lines: [line], tail: { kind: 'back' } }],
        intent: interpretation.screen.about,
      };
    }
    case 'likely': {
      const meaning: Meaning = { act: 'intent', intent: interpretation.intent };
      const answered = perform(scene, { text, meaning, entities: reading.entities });
      return { outcomes: [withSecond(scene, answered, interpretation.second)], intent: interpretation.intent };
    }
    case 'unsure':
      return { outcomes: [unsure(scene, interpretation.candidates, interpretation.step)], intent: reading.intent };
    case 'refused': {
      const kept = withConversation(scene, keepUnanswered(scene, text));
      return { outcomes: [outOfScope(kept)], intent: OUT_OF_SCOPE };
    }
  }
};

/** Secrets are dealt with before anything is understood; what is pasted to be checked is not mistaken for one. */
const hear = (scene: Scene, text: string, reading: Reading): Understood => {
  if (text.length > LONGEST) return { outcomes: [tooLong(scene)], intent: OUT_OF_SCOPE };
  const key = phraseKey(text);
  if (key === '' && reading.certainty === 'refused') {
    return { outcomes: [nothingReadable(scene)], intent: OUT_OF_SCOPE };
  }
  const pasted = readPasted(text, fieldsToCheck(scene));
  const { kinds } = guard(text);
  const secrets = pasted.length > 0 ? kinds.filter((kind) => kind !== 'bank_card') : kinds;
  if (secrets.length > 0) return { outcomes: [secretSent(scene, secrets)], intent: OUT_OF_SCOPE };
  if (pasted.length > 0) return { outcomes: [checkFields(scene, pasted)], intent: intents.getChecklist };
  return understand(scene, text, key, reading);
};

const attend = (scene: Scene, event: Said): Understood => {
  const text = textOf(event);
  if (text !== undefined && event.reading) return hear(scene, text, event.reading);
  const kind = event.content.kind === 'text' ? 'other' : event.content.kind;
  return { outcomes: [wordless(scene, kind)], intent: OUT_OF_SCOPE };
};

/** Acts on what somebody said: the outcomes in order, and the record of what it was taken for. */
export const listen = (scene: Scene, event: Said): readonly Outcome[] => {
  const { outcomes, intent } = attend(scene, event);
  return logged(outcomes, scene, intent, event.reading?.confidence ?? 0);
};
