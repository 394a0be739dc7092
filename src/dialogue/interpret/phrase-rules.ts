import type { IntentId } from '../../content/intent.ts';
import type { PhraseMeaning } from '../../content/phrases.ts';
import { phraseKey } from '../../text/phrase-key.ts';
import { intents } from '../intents.ts';
import type { Meaning, MemberWish } from '../meaning.ts';
import { listsAnswers } from '../pose.ts';
import type { Scene } from '../scene.ts';
import { asks, intent, waitsFor } from './interpretation.ts';

/** The purchaser's part is there: reported as the very milestone that is waited for. */
const purchaserDid = (scene: Scene): Meaning | undefined => {
  const waiting = waitsFor('purchaser')(scene);
  return waiting?.standing.status === 'waiting'
    ? { act: 'intent', intent: intents.stepDone, step: waiting.step.id, milestone: waiting.standing.next.id }
    : undefined;
};

const always = (): boolean => true;

/** Whether everything is to be deleted or cleared, as was asked last. */
export const asksToDestroy = ({ conversation: { question } }: Scene): boolean =>
  question?.asks === 'confirm' && question.what !== 'leave';

/** A rule: in such a conversation, this phrase means that. */
type Rule = readonly [
  phrase: PhraseMeaning,
  when: (scene: Scene) => unknown,
  means: (scene: Scene) => Meaning | undefined,
];

/** Makes the meaning of a repair, for a rule. */
export const repair = (what: Extract<Meaning, { act: 'repair' }>['repair']) => (): Meaning => ({
  act: 'repair',
  repair: what,
});

const answer = (yes: boolean) => (): Meaning => ({ act: 'answer', yes });

const wishes = (wish: MemberWish) => (): Meaning => ({ act: 'member', wish });

const says = (id: IntentId) => (): Meaning => intent(id);

/** What the short phrases mean, by what was asked and what is waited for. The first rule that fits decides. */
const rules: readonly Rule[] = [
  // What cannot be undone is not done for a “嗯”: the question stands again, with its own words to tap.
  ['yes', asksToDestroy, repair('repeat')],
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
  ['finished', asks('member_name'), says(intents.giveMemberName)],
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

/** What a short phrase means here by the first rule that fits; `undefined` when none does. */
export const byRule = (scene: Scene, phrase: PhraseMeaning | undefined): Meaning | undefined => {
  const rule = rules.find(([when, holds]) => when === phrase && Boolean(holds(scene)));
  return rule?.[2](scene);
};

/** The choices of a journey, by their words; computed once for each content. */
const reportsOf = new WeakMap<Scene['journey'], ReadonlyMap<string, Meaning>>();

/** A milestone reported in the very words that its choice has, whether the choice was just offered or not. */
export const reported = ({ journey }: Scene, key: string): Meaning | undefined => {
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

/** Yes and no in longer words mean what the short ones do. */
export const asPhrase = (id: IntentId): PhraseMeaning | undefined =>
  id === intents.affirm ? 'yes' : id === intents.deny ? 'no' : undefined;
