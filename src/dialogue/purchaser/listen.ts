import { IntentId, OUT_OF_SCOPE } from '../../content/intent.ts';
import { phraseKey } from '../../text/phrase-key.ts';
import { guard } from '../../text/secrets.ts';
import type { Reading } from '../../understanding/reading.ts';
import { perform } from '../acts/acts.ts';
import { nothingReadable, secretSent, tooLong, wordless } from '../acts/not-words.ts';
import { unsure } from '../acts/unclear.ts';
import type { Said } from '../event.ts';
import { intents } from '../intents.ts';
import { keepUnanswered, logged, textOf } from '../log.ts';
import type { Outcome } from '../outcome.ts';
import type { Agreement } from '../question.ts';
import { LONGEST } from '../said.ts';
import type { Scene } from '../scene.ts';
import { settled } from '../settled.ts';
import { performForPurchaser } from './acts/acts.ts';
import { agreed } from './acts/agree.ts';
import { digestFrom, nothingUnasked } from './acts/digest.ts';
import { namedCompanies } from './acts/invite.ts';
import { noneOfThem } from './acts/people.ts';
import { answerFaq, explainToPurchaser, greet, help, keptData, notInGroup, talkToHuman, unclear } from './acts/talk.ts';
import { type Meant, meantBy } from './meant.ts';
import { menu, reply } from './offers.ts';
import { asPurchaser, type PurchaserScene, withPurchaserConversation } from './purchaser-scene.ts';

/** What a message led to, and what it was taken for. */
interface Understood {
  readonly outcome: Outcome;
  readonly intent: IntentId;
}

/** A purchaser's person is on no step: what leads a supplier back to theirs leads back to the open question, or nowhere. */
const withoutSteps = (outcome: Outcome): Outcome => {
  const { question } = outcome.conversation;
  if (outcome.tail.kind === 'guide') return { ...outcome, tail: { kind: 'none' } };
  if (outcome.tail.kind !== 'back' || (question && question.asks !== 'which_intent')) return outcome;
  return { ...outcome, tail: { kind: 'none' } };
};

const saidAgain = (scene: PurchaserScene): boolean => scene.conversation.log.at(-1)?.intent === OUT_OF_SCOPE;

const notUnderstood = (scene: PurchaserScene, text: string): Understood => {
  const kept = withPurchaserConversation(scene, keepUnanswered(scene, text));
  return { outcome: unclear(kept, saidAgain(scene)), intent: OUT_OF_SCOPE };
};

/** What everybody may say, answered as it is for a purchaser's people. */
type Answer = (scene: PurchaserScene, text: string) => Outcome;

const byIntent: ReadonlyMap<IntentId, Answer> = new Map<IntentId, Answer>([
  [intents.greet, greet],
  [intents.help, help],
  [intents.showOverview, help],
  [intents.talkToHuman, talkToHuman],
  [intents.stopReminders, (scene, text) => nothingUnasked(scene, { wish: { intent: 'set_digest' }, text })],
  [intents.resumeReminders, (scene) => digestFrom(scene, 'daily')],
  [intents.eraseMyData, keptData],
  [intents.depositNotReceived, ({ conversation, voice }) => reply(conversation, [voice.say('deposit.why_late', {})])],
  [intents.goodbye, ({ conversation, voice }) => reply(conversation, [voice.say('purchaser.goodbye', {})])],
  [
    intents.deny,
    (scene) => reply(scene.conversation, [scene.voice.say('purchaser.what_instead', {})], { offers: menu(scene) }),
  ],
]);

/** The same for everybody. */
const shared: ReadonlySet<IntentId> = new Set([
  intents.thank,
  intents.affirm,
  intents.changeLanguage,
  intents.remindLater,
]);

const plainly = (
  scene: PurchaserScene,
  text: string,
  meaning: Extract<Meant, { kind: 'intent' }>['meaning'],
  entities: Reading['entities'],
): Understood => {
  const { intent } = meaning;
  const own = byIntent.get(intent);
  if (own) return { outcome: own(scene, text), intent };
  if (shared.has(intent)) return { outcome: perform(scene, { text, meaning, entities }), intent };
  const [named, ...others] = entities.steps ?? [];
  const step =
    scene.journey.steps.find((one) => one.intent === intent) ??
    (intent === intents.getLink || intent === intents.getChecklist
      ? scene.journey.steps.find(({ id }) => id === named && others.length === 0)
      : undefined);
  if (step) return { outcome: explainToPurchaser(scene, step), intent };
  if (scene.content.intents.get(intent)?.kind === 'faq') return { outcome: answerFaq(scene, intent), intent };
  return notUnderstood(scene, text);
};

/** Yes or no to what was asked. */
const answered = (scene: PurchaserScene, text: string, yes: boolean): Outcome => {
  const { question } = scene.conversation;
  if (question?.asks === 'agree') return agreed(scene, question.to, yes);
  if (question?.asks === 'confirm') return perform(scene, { text, meaning: { act: 'answer', yes }, entities: {} });
  return unclear(scene, true);
};

const dropped = (scene: PurchaserScene): Outcome =>
  reply(scene.conversation, [scene.voice.say('purchaser.dropped', {})], { offers: menu(scene) });

const repeated = (scene: PurchaserScene): Outcome =>
  scene.conversation.question ? { conversation: scene.conversation, lines: [], tail: { kind: 'back' } } : help(scene);

const understood = (scene: PurchaserScene, text: string, meant: Meant, reading: Reading): Understood => {
  switch (meant.kind) {
    case 'wish': {
      const outcome = performForPurchaser(scene, { wish: meant.wish, text });
      return { outcome, intent: IntentId.parse(meant.wish.intent) };
    }
    case 'companies':
      return {
        outcome: scene.inGroup ? notInGroup(scene) : namedCompanies(scene, text),
        intent: IntentId.parse('invite_suppliers'),
      };
    case 'list': {
      const to: Agreement = { what: 'invite', companies: [...meant.list.companies] };
      const ask: Outcome = {
        conversation: settled(scene.conversation),
        lines: [],
        tail: { kind: 'ask', question: { asks: 'agree', to } },
      };
      return { outcome: scene.inGroup ? notInGroup(scene) : ask, intent: IntentId.parse('invite_suppliers') };
    }
    case 'answer':
      return { outcome: answered(scene, text, meant.yes), intent: meant.yes ? intents.affirm : intents.deny };
    case 'intent':
      return plainly(scene, text, meant.meaning, reading.entities);
    case 'unsure':
      return { outcome: unsure(scene, meant.candidates, undefined), intent: reading.intent };
    case 'continue':
      return {
        outcome: greet(withPurchaserConversation(scene, { ...scene.conversation, mode: 'guided' })),
        intent: intents.greet,
      };
    case 'repeat':
      return { outcome: repeated(scene), intent: intents.help };
    case 'dropped':
      return { outcome: dropped(scene), intent: intents.deny };
    case 'refused':
      return notUnderstood(scene, text);
  }
};

/** Secrets are dealt with before anything is understood. */
const attend = (scene: PurchaserScene, event: Said): Understood => {
  const text = textOf(event);
  const { reading } = event;
  if (text === undefined || !reading) {
    const kind = event.content.kind === 'text' ? 'other' : event.content.kind;
    return { outcome: wordless(scene, kind), intent: OUT_OF_SCOPE };
  }
  if (text.length > LONGEST) return { outcome: tooLong(scene), intent: OUT_OF_SCOPE };
  const { kinds } = guard(text);
  if (kinds.length > 0) return { outcome: secretSent(scene, kinds), intent: OUT_OF_SCOPE };
  const key = phraseKey(text);
  if (key === '' && reading.certainty === 'refused') return { outcome: nothingReadable(scene), intent: OUT_OF_SCOPE };
  return understood(scene, text, meantBy(scene, text, key, reading), reading);
};

/** Acts on what one of a purchaser's people said. Somebody whose purchaser is gone is told so, and is one of them no more. */
export const listenToPurchaser = (scene: Scene, event: Said): readonly Outcome[] => {
  const known = asPurchaser(scene);
  if (!known) {
    const line = scene.voice.say('purchaser.gone', {});
    return [{ conversation: noneOfThem(scene.conversation), lines: [line], tail: { kind: 'none' } }];
  }
  const { outcome, intent } = attend(known, event);
  return logged(
    [withoutSteps(outcome)],
    scene,
    intent,
    event.reading?.purchasing?.confidence ?? event.reading?.confidence ?? 0,
  );
};
