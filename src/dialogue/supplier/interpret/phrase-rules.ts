import type { IntentId } from '../../../content/schema/intent.ts';
import type { PhraseMeaning } from '../../../content/schema/phrases.ts';
import { phraseKey } from '../../../text/phrase-key.ts';
import { intents } from '../../core/intents.ts';
import type { TurnContext } from '../../core/turn-context.ts';
import type { Meaning, MembershipRequest } from '../../model/meaning.ts';
import { asks, intent, waitsFor } from './interpretation.ts';
import { isEcho } from './reports/resolve-reports.ts';

/** The purchaser's part is there: reported as the very milestone that is waited for. */
const purchaserDid = (context: TurnContext): Meaning | undefined => {
  const waiting = waitsFor('purchaser')(context);
  return waiting?.status.type === 'waiting'
    ? { type: 'intent', intent: intents.stepDone, step: waiting.step.id, milestone: waiting.status.next.id }
    : undefined;
};

const always = (): boolean => true;

/** Whether everything is to be deleted or cleared, as was asked last. */
export const asksToDestroy = ({ conversation: { question } }: TurnContext): boolean =>
  question?.type === 'confirm' && question.what !== 'leave';

/** A rule: in such a conversation, this phrase means that. */
type Rule = readonly [
  phrase: PhraseMeaning,
  when: (context: TurnContext) => unknown,
  means: (context: TurnContext) => Meaning | undefined,
];

/** Makes the meaning of a repair, for a rule. */
export const repair = (what: Extract<Meaning, { type: 'repair' }>['repair']) => (): Meaning => ({
  type: 'repair',
  repair: what,
});

const answer = (yes: boolean) => (): Meaning => ({ type: 'answer', yes });

const wishes = (wish: MembershipRequest) => (): Meaning => ({ type: 'member', command: wish });

const says = (id: IntentId) => (): Meaning => intent(id);

/** A moment to be called at was offered. */
const isOffered = ({ conversation: { question } }: TurnContext): boolean =>
  question?.type === 'time' && question.suggested !== undefined;

/** What the short phrases mean, by what was asked and what is waited for. The first rule that fits decides. */
const rules: readonly Rule[] = [
  // What cannot be undone is not done for a “嗯”: the question stands again, with its own words to tap.
  ['yes', asksToDestroy, repair('repeat')],
  ['yes', asks('confirm', 'amount_in_fen', 'reached'), answer(true)],
  ['do_it', asks('confirm'), answer(true)],
  ['yes', isOffered, says(intents.remindLater)],
  ['no', isOffered, answer(false)],
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
  ['passed', isEcho, says(intents.affirm)],
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
export const byRule = (context: TurnContext, phrase: PhraseMeaning | undefined): Meaning | undefined => {
  const rule = rules.find(([when, holds]) => when === phrase && Boolean(holds(context)));
  return rule?.[2](context);
};

/** The choices of a journey, by their words; computed once for each content. */
const reportsOf = new WeakMap<TurnContext['journey'], ReadonlyMap<string, Meaning>>();

/** A milestone reported in the very words that its choice has, whether the choice was just offered or not. */
export const reported = ({ journey }: TurnContext, key: string): Meaning | undefined => {
  let reports = reportsOf.get(journey);
  if (!reports) {
    reports = new Map(
      journey.steps.flatMap((step) =>
        step.milestones.flatMap((milestone) =>
          Object.values(milestone.choice).map((words): [string, Meaning] => [
            phraseKey(words),
            { type: 'intent', intent: milestone.means[0] ?? intents.stepDone, step: step.id, milestone: milestone.id },
          ]),
        ),
      ),
    );
    reportsOf.set(journey, reports);
  }
  return reports.get(key);
};

/** Yes and no in longer words mean what the short ones do. */
export const asPhrase = (id: IntentId): PhraseMeaning | undefined =>
  id === intents.affirm ? 'yes' : id === intents.deny ? 'no' : undefined;
