import type { IntentId } from '../content/intent.ts';
import type { StepId } from '../content/journey.ts';
import type { PhraseMeaning } from '../content/phrases.ts';
import { checkMemberName } from '../text/checks/member-name.ts';
import { phraseKey } from '../text/phrase-key.ts';
import { readWhen } from '../text/when.ts';
import type { Entities, Reading } from '../understanding/reading.ts';
import { depositsToType } from './acts/deposit.ts';
import { intents } from './intents.ts';
import type { Meaning, MemberWish } from './meaning.ts';
import { listsAnswers } from './pose.ts';
import type { Question } from './question.ts';
import type { Scene } from './scene.ts';
import { currentStep, standings } from './standing.ts';

/** What a message amounts to, once the conversation it was said in is taken into account. */
export type Bent =
  | {
      readonly kind: 'meant';
      readonly meanings: readonly Meaning[];
      /** What the text names, as far as it counts here: the digits of "2" are no amount when 2 was a choice. */
      readonly entities: Entities;
    }
  | { readonly kind: 'reason'; readonly step: StepId; readonly about: IntentId | undefined }
  | { readonly kind: 'unsure'; readonly candidates: readonly IntentId[]; readonly step: StepId | undefined }
  | { readonly kind: 'refused' };

const meant = (meanings: readonly Meaning[], entities: Entities): Bent => ({ kind: 'meant', meanings, entities });

const intent = (id: IntentId): Meaning => ({ act: 'intent', intent: id });

const asks =
  (...kinds: readonly Question['asks'][]) =>
  ({ conversation }: Scene): boolean =>
    conversation.question !== undefined && kinds.includes(conversation.question.asks);

const waitsFor = (what: 'review' | 'deposit' | 'purchaser') => (scene: Scene) =>
  standings(scene).find(({ standing }) => standing.status === 'waiting' && standing.wait.for === what);

/** The purchaser's part is there: reported as the very milestone that is waited for. */
const purchaserDid = (scene: Scene): Meaning | undefined => {
  const waiting = waitsFor('purchaser')(scene);
  return waiting?.standing.status === 'waiting'
    ? { act: 'intent', intent: intents.stepDone, step: waiting.step.id, milestone: waiting.standing.next.id }
    : undefined;
};

const always = (): boolean => true;

/** A rule: in such a conversation, this phrase means that. */
type Rule = readonly [
  phrase: PhraseMeaning,
  when: (scene: Scene) => unknown,
  means: (scene: Scene) => Meaning | undefined,
];

const repair = (what: Extract<Meaning, { act: 'repair' }>['repair']) => (): Meaning => ({
  act: 'repair',
  repair: what,
});
const answer = (yes: boolean) => (): Meaning => ({ act: 'answer', yes });
const wishes = (wish: MemberWish) => (): Meaning => ({ act: 'member', wish });
const says = (id: IntentId) => (): Meaning => intent(id);

/** What the short phrases mean, by what was asked and what is waited for. The first rule that fits decides. */
const rules: readonly Rule[] = [
  ['yes', asks('confirm', 'amount_in_fen', 'reached'), answer(true)],
  ['do_it', asks('confirm'), answer(true)],
  ['yes', always, says(intents.affirm)],
  ['no', asks('reached'), repair('not_yet')],
  ['no', asks('confirm', 'amount_in_fen', 'which_intent', 'which_step', 'which_milestone'), answer(false)],
  ['no', always, says(intents.deny)],
  ['not_yet', asks('confirm', 'amount_in_fen'), answer(false)],
  ['not_yet', always, repair('not_yet')],
  ['arrived', waitsFor('deposit'), says(intents.depositReceived)],
  ['arrived', waitsFor('purchaser'), purchaserDid],
  ['invited', waitsFor('purchaser'), purchaserDid],
  ['finished', asks('reached'), answer(true)],
  ['finished', always, says(intents.stepDone)],
  ['passed', always, says(intents.reviewPassed)],
  ['skip', always, repair('skip')],
  ['why', always, repair('why')],
  ['repeat', always, repair('repeat')],
  ['pause', always, repair('pause')],
  ['continue', always, repair('continue')],
  ['who_sees', always, wishes('who_sees')],
  ['add_colleague', always, wishes('add_colleague')],
  ['leave_purchaser', always, wishes('leave_purchaser')],
];

const byRule = (scene: Scene, phrase: PhraseMeaning | undefined): Meaning | undefined => {
  const rule = rules.find(([when, holds]) => when === phrase && Boolean(holds(scene)));
  return rule?.[2](scene);
};

/** The choices of a journey, by their words; computed once for each content. */
const reportsOf = new WeakMap<Scene['journey'], ReadonlyMap<string, Meaning>>();

/** A milestone reported in the very words that its choice has, whether the choice was just offered or not. */
const reported = ({ journey }: Scene, key: string): Meaning | undefined => {
  let reports = reportsOf.get(journey);
  if (!reports) {
    reports = new Map(
      journey.steps.flatMap((step) =>
        step.milestones.flatMap((milestone) =>
          Object.values(milestone.choice).map((words): [string, Meaning] => [
            phraseKey(words),
            { act: 'intent', intent: milestone.means[0] ?? intents.stepDone, step: step.id, milestone: milestone.id },
          ]),
        ),
      ),
    );
    reportsOf.set(journey, reports);
  }
  return reports.get(key);
};

/** The phrase that a text is, whole or as several that mean the same ("没看懂，再说一遍"). */
export const phraseOf = ({ content: { phrases } }: Scene, text: string, key: string): PhraseMeaning | undefined => {
  const whole = phrases.get(key);
  if (whole !== undefined || key.length > longestPhrases) return whole;
  const parts = text.split(/[\s，。,.！!？?；;、~～]+/u).filter((part) => part !== '');
  const meanings = parts.map((part) => phrases.get(phraseKey(part)));
  // “不对，还没过”: the no only leads to what it is.
  const leads = meanings[0] === 'no' && meanings[1] === 'not_yet' ? meanings.slice(1) : meanings;
  const [first, ...others] = leads;
  if (leads !== meanings && others.length === 0) return first;
  return others.length > 0 && others.every((meaning) => meaning === first) ? first : undefined;
};

const longestPhrases = 30;

const ordinal = /^(?:第|选|选择|no|option)?([1-9一二三四五六])(?:个|项|号|条)?$/u;
const chineseDigits = '一二三四五六';

/** Words are the same when their keys are; a key is never longer than the words, and seldom much shorter. */
const sameWords = (words: string, key: string): boolean =>
  words === key || (words.length >= key.length && words.length <= key.length + 8 && phraseKey(words) === key);

/** A choice of the last message: tapped, typed, or named by its number where the choices were numbered. */
export const chosen = ({ conversation }: Scene, key: string): Meaning | undefined => {
  const { offers, question } = conversation;
  const byWords = offers.find(({ say, label }) => sameWords(say, key) || (label !== say && sameWords(label, key)));
  if (byWords) return byWords.means;
  const digit = ordinal.exec(key)?.[1];
  if (digit === undefined || !question || !listsAnswers(question)) return undefined;
  const number = Number(digit) || chineseDigits.indexOf(digit) + 1;
  return offers[number - 1]?.means;
};

/** Small talk that says nothing beside something that does. */
const smallTalk: ReadonlySet<IntentId> = new Set([
  intents.greet,
  intents.thank,
  intents.goodbye,
  intents.affirm,
  intents.deny,
]);

/** At most this many things are done in one turn, so that the answer stays on one screen. */
const AT_ONCE = 2;

/** Reports, the more telling first: "填完了，显示成功" is one report in two phrases, and the last word counts. */
const reports: readonly IntentId[] = [
  intents.reviewRejected,
  intents.reviewPassed,
  intents.depositReceived,
  intents.stepDone,
];

/**
 * What is acted on of all that was meant: no small talk beside something that tells, one report of the same thing, and no
 * report beside a member name, which tells by itself that the first step is done. What did not work is not done
 * ("填进去了，说不对"), and what is taken back is not reported ("说错了，其实没驳回").
 */
const toActOn = (scene: Scene, ids: readonly IntentId[], steps: readonly string[]): readonly IntentId[] => {
  const outweighed = new Set(ids.flatMap((id) => scene.content.intents.get(id)?.outweighs ?? []));
  const telling = ids.filter((id) => !smallTalk.has(id) && !outweighed.has(id));
  const isTakenBack = telling[0] === intents.goBack;
  const later = steps.some((id) => id !== scene.journey.steps[0]?.id);
  const named = telling.includes(intents.giveMemberName) && !later;
  const told = named ? undefined : reports.find((id) => telling.includes(id));
  const counted = telling.filter((id) => !(isTakenBack && reports.includes(id)));
  const once = steps.length > 1 ? counted : counted.filter((id) => id === told || !reports.includes(id));
  return (once.length > 0 ? once : ids.slice(0, 1)).slice(0, AT_ONCE);
};

/** Yes and no in longer words mean what the short ones do. */
const asPhrase = (id: IntentId): PhraseMeaning | undefined =>
  id === intents.affirm ? 'yes' : id === intents.deny ? 'no' : undefined;

/** What a person may say instead of giving a reason: they want to get on. */
const notAReason: ReadonlySet<IntentId> = new Set([
  intents.nextStep,
  intents.goBack,
  intents.remindLater,
  intents.talkToHuman,
  intents.getLink,
  intents.getChecklist,
  intents.showProgress,
  intents.stepDone,
  intents.restart,
  intents.thank,
  intents.goodbye,
  intents.changeLanguage,
]);

/** A question that belongs to no step ("是不是骗人的") is asked for itself, and tells nothing of why a step was rejected. */
const isOfItsOwn = ({ content }: Scene, { certainty, intent }: Reading): boolean => {
  const asked = content.intents.get(intent);
  return certainty === 'clear' && asked?.kind === 'faq' && asked.steps.length === 0;
};

/** From this confidence on a question of the catalogue is taken as what a rejection was about. */
const REASON_CONFIDENCE = 0.3;

const asReason = (scene: Scene, reading: Reading): Bent | undefined => {
  const { question } = scene.conversation;
  if (question?.asks !== 'rejection_reason') return undefined;
  if (reading.certainty === 'clear' && notAReason.has(reading.intent)) return undefined;
  if (isOfItsOwn(scene, reading)) return undefined;
  const about = reading.candidates.find(
    (candidate) =>
      candidate.confidence >= REASON_CONFIDENCE && scene.content.intents.get(candidate.intent)?.kind === 'faq',
  )?.intent;
  return { kind: 'reason', step: question.step, about };
};

const longestName = 30;

/** Asked for the member name, a few characters that could be one are taken for it. */
const asMemberName = (scene: Scene, text: string, reading: Reading): Bent | undefined => {
  if (!asks('member_name')(scene)) return undefined;
  const told = reading.entities.member_name;
  if (told !== undefined) return meant([intent(intents.giveMemberName)], reading.entities);
  if (reading.certainty === 'clear' && reading.intent !== intents.giveMemberName) return undefined;
  const name = text.normalize('NFKC').trim();
  const isName = name.length <= longestName && checkMemberName(name).verdict !== 'wrong';
  return isName ? meant([intent(intents.giveMemberName)], { ...reading.entities, member_name: name }) : undefined;
};

const asTime = (scene: Scene, text: string): Bent | undefined =>
  asks('time')(scene) && readWhen(text, scene.now, scene.schedule.offset(scene.now))
    ? meant([intent(intents.remindLater)], {})
    : undefined;

const longestBareAmount = 8;

/** While a deposit is waited for, or its amount has still to be typed, a bare amount is the deposit's. */
const asAmount = (scene: Scene, key: string, reading: Reading): Bent | undefined =>
  reading.entities.amount &&
  key.length <= longestBareAmount &&
  (waitsFor('deposit')(scene) || depositsToType(scene).length > 0)
    ? meant([intent(intents.depositReceived)], reading.entities)
    : undefined;

/** Asked which step a report is about, whoever names one of them has answered, however they put it. */
const asStep = (scene: Scene, reading: Reading): Bent | undefined => {
  const { question } = scene.conversation;
  if (question?.asks !== 'which_step') return undefined;
  const [named, ...others] = reading.entities.steps ?? [];
  const step = others.length === 0 ? question.steps.find((id) => id === named) : undefined;
  const saysNothingElse =
    reading.certainty !== 'clear' || reading.intent === intents.affirm || reading.intent === question.intent;
  return step !== undefined && saysNothingElse
    ? meant([{ act: 'intent', intent: question.intent, step }], {})
    : undefined;
};

const NEAR_STEP = 1.6;
const AHEAD = 1.8;

/** Between several readings, the one that belongs to the current step wins when it is then well ahead. */
const settledByStep = (scene: Scene, reading: Reading): IntentId | undefined => {
  const step = currentStep(scene)?.step.id;
  const weighed = reading.candidates
    .map(({ intent: id, confidence }) => {
      const near = step !== undefined && scene.content.intents.get(id)?.steps.includes(step) === true;
      return { id, near, weight: near ? confidence * NEAR_STEP : confidence };
    })
    .sort((left, right) => right.weight - left.weight);
  const [first, second] = weighed;
  // Progress is not guessed: “审核通过不了咋弄” must not count as passed because a review is under way.
  if (first && reports.includes(first.id)) return undefined;
  return first?.near && first.weight > AHEAD * (second?.weight ?? 0) ? first.id : undefined;
};

const ofReading = (scene: Scene, reading: Reading): Bent => {
  if (reading.certainty === 'refused') return { kind: 'refused' };
  if (reading.certainty === 'unsure') {
    const settled = settledByStep(scene, reading);
    if (settled) return meant([intent(settled)], reading.entities);
    const [named, ...others] = reading.entities.steps ?? [];
    const step = others.length === 0 ? scene.journey.steps.find(({ id }) => id === named)?.id : undefined;
    return { kind: 'unsure', candidates: reading.candidates.map((candidate) => candidate.intent), step };
  }
  const meantIds = reading.intents.length > 0 ? reading.intents : [reading.intent];
  const ids = toActOn(scene, meantIds, reading.entities.steps ?? []);
  return meant(
    ids.map((id) => byRule(scene, asPhrase(id)) ?? intent(id)),
    reading.entities,
  );
};

/** Takes a text, its `phraseKey` and its reading for what they mean in this conversation. */
export const bend = (scene: Scene, text: string, key: string, reading: Reading): Bent => {
  const direct = chosen(scene, key) ?? reported(scene, key) ?? byRule(scene, phraseOf(scene, text, key));
  if (direct) return meant([direct], {});
  return (
    asTime(scene, text) ??
    asStep(scene, reading) ??
    asMemberName(scene, text, reading) ??
    asAmount(scene, key, reading) ??
    asReason(scene, reading) ??
    ofReading(scene, reading)
  );
};
