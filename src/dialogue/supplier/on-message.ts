import { type IntentId, OUT_OF_SCOPE } from '../../content/schema/intent.ts';
import { readPasted } from '../../text/pasted/pasted.ts';
import { phraseKey } from '../../text/phrase-key.ts';
import { guard } from '../../text/secrets/secrets.ts';
import type { Reading } from '../../understanding/reading.ts';
import { outOfScope, unsure } from '../core/acts/unclear.ts';
import { LONGEST, nothingReadable, secretSent, tooLong, wordless } from '../core/acts/unreadable-input.ts';
import { closeQuestion } from '../core/close-question.ts';
import { termsOf } from '../core/expected-terms.ts';
import { intents } from '../core/intents.ts';
import { keepUnanswered, textOf, withReadingLogged } from '../core/reading-log.ts';
import type { ReplyDraft } from '../core/reply/reply-draft.ts';
import { type TurnContext, withConversation } from '../core/turn-context.ts';
import type { MessageReceived } from '../model/event.ts';
import type { Meaning } from '../model/meaning.ts';
import { rejectionReason } from './acts/answer-yes-no.ts';
import { performAct } from './acts/perform-act.ts';
import { checkFields, fieldsToCheck } from './acts/steps/check-fields.ts';
import { fieldNamed, fieldQuestion } from './acts/steps/field-question.ts';
import { interpret } from './interpret/interpret.ts';
import type { Interpretation } from './interpret/interpretation.ts';

/** What an utterance led to, one outcome a meaning, and what it was taken for. */
interface Understood {
  readonly drafts: readonly ReplyDraft[];
  readonly intent: IntentId;
}

const inTurn = (
  context: TurnContext,
  meanings: readonly Meaning[],
  text: string,
  entities: Reading['entities'],
): ReplyDraft[] => {
  const drafts: ReplyDraft[] = [];
  let current = context;
  for (const meaning of meanings) {
    const draft = performAct(current, { text, meaning, entities });
    drafts.push(draft);
    current = withConversation(current, draft.conversation);
  }
  return drafts;
};

const intentOf = (meaning: Meaning | undefined, reading: Reading): IntentId => {
  if (meaning?.type === 'intent') return meaning.intent;
  if (meaning?.type === 'answer') return meaning.yes ? intents.affirm : intents.deny;
  return reading.intent;
};

/** Guesses, and how a whole step is done, say less than what belongs into the one field that was asked about. */
const fieldAskedFor = (context: TurnContext, text: string, interpretation: Interpretation) => {
  const [meaning, ...others] = interpretation.type === 'meant' ? interpretation.meanings : [];
  const isStep =
    meaning?.type === 'intent' &&
    others.length === 0 &&
    context.journey.steps.some((step) => step.intent === meaning.intent);
  const isGuess =
    interpretation.type === 'unsure' || interpretation.type === 'likely' || interpretation.type === 'refused';
  return isGuess || isStep ? fieldNamed(context, text) : undefined;
};

/** The answer with the other question that may have been meant, to tap. */
const withSecond = (context: TurnContext, draft: ReplyDraft, second: IntentId | undefined): ReplyDraft => {
  const other = second === undefined ? undefined : context.content.intents.get(second);
  if (!other) return draft;
  const label = context.translator.format(other.label, {});
  return {
    ...draft,
    quickReplies: [...(draft.quickReplies ?? []), { label, say: label, means: { type: 'intent', intent: other.id } }],
  };
};

const understand = (context: TurnContext, text: string, key: string, reading: Reading): Understood => {
  const interpretation = interpret(context, text, key, reading);
  const field = fieldAskedFor(context, text, interpretation);
  if (field) return { drafts: [fieldQuestion(context, field)], intent: intents.getChecklist };
  switch (interpretation.type) {
    case 'meant': {
      return {
        drafts: inTurn(context, interpretation.meanings, text, interpretation.entities),
        intent: intentOf(interpretation.meanings[0], reading),
      };
    }
    case 'reason':
      return {
        drafts: [rejectionReason(context, interpretation.about)],
        intent: interpretation.about ?? intents.reviewRejected,
      };
    case 'screen': {
      const line = context.translator.format(interpretation.screen.answer, termsOf(context));
      const { question } = context.conversation;
      // The page's words were asked for, or name what is missing on it: the step is begun again.
      const isReason = question?.type === 'rejection_reason';
      const goesOn = isReason || (question === undefined && interpretation.screen.about === intents.getChecklist);
      const conversation = isReason ? closeQuestion(context.conversation) : context.conversation;
      return {
        drafts: [{ conversation, lines: [line], followUp: { type: goesOn ? 'guide' : 'back' } }],
        intent: interpretation.screen.about,
      };
    }
    case 'likely': {
      const meaning: Meaning = { type: 'intent', intent: interpretation.intent };
      const answered = performAct(context, { text, meaning, entities: reading.entities });
      return { drafts: [withSecond(context, answered, interpretation.second)], intent: interpretation.intent };
    }
    case 'unsure':
      return { drafts: [unsure(context, interpretation.candidates, interpretation.step)], intent: reading.intent };
    case 'refused': {
      const kept = withConversation(context, keepUnanswered(context, text));
      return { drafts: [outOfScope(kept)], intent: OUT_OF_SCOPE };
    }
  }
};

/** Secrets are dealt with before anything is understood; what is pasted to be checked is not mistaken for one. */
const understandText = (context: TurnContext, text: string, reading: Reading): Understood => {
  if (text.length > LONGEST) return { drafts: [tooLong(context)], intent: OUT_OF_SCOPE };
  const key = phraseKey(text);
  if (key === '' && reading.certainty === 'refused') {
    return { drafts: [nothingReadable(context)], intent: OUT_OF_SCOPE };
  }
  const pasted = readPasted(text, fieldsToCheck(context));
  const { kinds } = guard(text);
  const secrets = pasted.length > 0 ? kinds.filter((kind) => kind !== 'bank_card') : kinds;
  if (secrets.length > 0) return { drafts: [secretSent(context, secrets)], intent: OUT_OF_SCOPE };
  if (pasted.length > 0) return { drafts: [checkFields(context, pasted)], intent: intents.getChecklist };
  return understand(context, text, key, reading);
};

const answer = (context: TurnContext, event: MessageReceived): Understood => {
  const text = textOf(event);
  if (text !== undefined && event.reading) return understandText(context, text, event.reading);
  const kind = event.content.type === 'text' ? 'other' : event.content.type;
  return { drafts: [wordless(context, kind)], intent: OUT_OF_SCOPE };
};

/** Acts on what somebody said: the drafts in order, and the record of what it was taken for. */
export const onMessage = (context: TurnContext, event: MessageReceived): readonly ReplyDraft[] => {
  const { drafts, intent } = answer(context, event);
  return withReadingLogged(drafts, context, intent, event.reading?.confidence ?? 0);
};
