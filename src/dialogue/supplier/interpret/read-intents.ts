import type { IntentId } from '../../../content/schema/intent.ts';
import { StepId } from '../../../content/schema/journey.ts';
import type { Reading } from '../../../understanding/reading.ts';
import { intents } from '../../core/intents.ts';
import { currentStep } from '../../core/progress/step-status.ts';
import type { TurnContext } from '../../core/turn-context.ts';
import {
  asks,
  type Clause,
  type Interpretation,
  intent,
  meant,
  reports,
  smallTalk,
  waitsFor,
} from './interpretation.ts';
import { corrects } from './member-name.ts';
import { asPerson } from './person-request.ts';
import { asPhrase, byRule } from './phrase-rules.ts';
import { reportsFailure } from './reports/rejection-reason.ts';
import { assertsNothing } from './reports/resolve-reports.ts';
import { insteadOfReport, toActOn } from './reports/told-reports.ts';

const NEAR_STEP = 1.6;

const AHEAD = 1.8;

/** Between several readings, the one that belongs to the current step wins when it is then well ahead. */
const settledByStep = (context: TurnContext, reading: Reading): IntentId | undefined => {
  const step = currentStep(context)?.step.id;
  const weighed = reading.candidates
    .map(({ intent: id, confidence }) => {
      const near = step !== undefined && context.content.intents.get(id)?.steps.includes(step) === true;
      return { id, near, weight: near ? confidence * NEAR_STEP : confidence };
    })
    .sort((left, right) => right.weight - left.weight);
  const [first, second] = weighed;
  // Progress is not guessed: “审核通过不了咋弄” must not count as passed because a review is under way.
  if (first && reports.includes(first.id)) return undefined;
  return first?.near && first.weight > AHEAD * (second?.weight ?? 0) ? first.id : undefined;
};

/** Whether something has come is said in so many characters; a longer yes is to something else. */
const LONGEST_YES = 6;

/** From this confidence on a question is answered though it may be another one: a wrong answer costs less than being asked. */
const LIKELY = 0.28;

/** A question with an answer of its own, or how a step is done: answering it changes nothing. */
const isTopic = (context: TurnContext, id: IntentId): boolean =>
  context.content.intents.get(id)?.kind === 'faq' ||
  context.journey.steps.some((step) => step.intent === id) ||
  id === intents.getLink ||
  id === intents.getChecklist ||
  id === intents.showProgress ||
  id === intents.nextStep;

/** Nobody who was not understood meant one of these: what is offered are things to ask or to tell. */
const neverOffered: ReadonlySet<IntentId> = new Set([...smallTalk, intents.changeLanguage, intents.help]);

/** “我撤回上一条”: a message was taken back, not a report. */
const recallsMessage = /撤回[^,，]{0,4}(?:条|消息|信息)|recall/iu;
/** “小数点用中文的还是英文的” asks which of two goes into a field. */
const choosesBetween = /还是|或者?是/u;

/** A rejection is told with a word for it. */
const sentBack =
  /退|驳|拒|打回|没过|不通过|未通过|不给过|冇过|不行|失败|不合格|不符|reject|refus|fail|bounc|declin|turned down|not (?:pass|approv)|negative/iu;

const stillNothing =
  /(?:还没|没有?|仍没|未有?|冇)(?:什么|任何)?(?:动静|消息|结果|反应|音信|下文|出来|下来)|no news|nothing happen/iu;

const isStillNothing = ({ text, assertion }: Clause): boolean => assertion === 'denied' && stillNothing.test(text);

const isPlanOrState = (assertion: Clause['assertion']): boolean => assertion === 'planned' || assertion === 'asserted';

const isLater =
  /再|明[天日儿]|后天|等|晚|回头|下[周个]|later|tomorrow|soon|will|'ll|going|almost|nearly|快|在|准备|打算|还/iu;

/** All that is said is that something will be done later. */
const isOnlyLater = ({ clauses }: Reading): boolean =>
  clauses.some(({ assertion, plain }) => assertion === 'planned' && isLater.test(plain)) &&
  clauses.every(
    ({ assertion, text, report }) => isPlanOrState(assertion) && report === undefined && !/[?？]/u.test(text),
  );

const stepSpokenOf = ({ clauses }: Reading): StepId | undefined => {
  const named = [...new Set(clauses.flatMap(({ steps }) => steps))];
  const only = StepId.safeParse(named.length === 1 ? named[0] : undefined);
  return only.success ? only.data : undefined;
};

/** What is left to the intents that the recogniser found, once nothing in the situation said more. */
export const ofReading = (context: TurnContext, text: string, reading: Reading): Interpretation => {
  if (reading.intent === intents.goBack && recallsMessage.test(text)) return meant([intent(intents.affirm)], {});
  if (reading.intent === intents.changeLanguage && choosesBetween.test(text)) return { type: 'refused' };
  if (reading.intent === intents.reviewRejected && !sentBack.test(text)) {
    return meant([insteadOfReport(reading)], reading.entities);
  }
  const person = asPerson(text, reading);
  if (person) return person;
  const isDoubtful = reading.certainty !== 'clear';
  if (reports.includes(reading.intent) && (assertsNothing(reading) || reportsFailure(reading))) {
    return meant([insteadOfReport(reading)], reading.entities);
  }
  // “发票审核两天了还没动静”, “等哈我接个电话”: nothing new, and nothing to guess at.
  if (isDoubtful && (reading.clauses.some(isStillNothing) || isOnlyLater(reading))) {
    return meant([{ type: 'repair', repair: 'not_yet', step: stepSpokenOf(reading) }], {});
  }
  // “财务说没有”, while money is waited for.
  const [likeliest] = reading.candidates;
  if (isDoubtful && likeliest?.intent === intents.depositNotReceived && waitsFor('deposit')(context)) {
    return meant([intent(intents.depositNotReceived)], {});
  }
  const name = reading.entities.member_name;
  const known = context.conversation.facts.member_name;
  const isNews = name !== undefined && (known === undefined || (name !== known && corrects.test(text)));
  const isSaid = reading.clauses.some(
    ({ text: said, assertion }) => said.includes(name ?? '') && assertion === 'asserted',
  );
  if (isNews && isSaid && !reading.intents.includes(intents.giveMemberName)) {
    return meant([intent(intents.giveMemberName)], reading.entities);
  }
  if (reading.certainty === 'refused') return { type: 'refused' };
  if (reading.certainty === 'unsure') {
    const settled = settledByStep(context, reading);
    if (settled) return meant([intent(settled)], reading.entities);
    const [named, ...others] = reading.entities.steps ?? [];
    const step = others.length === 0 ? context.journey.steps.find(({ id }) => id === named)?.id : undefined;
    const [first, second] = reading.candidates.filter(({ intent: id }) => isTopic(context, id));
    const top = reading.candidates[0];
    if (first && first === top && first.confidence >= LIKELY) {
      return { type: 'likely', intent: first.intent, second: second?.intent };
    }
    const meantByPeople = reading.candidates.filter(({ intent: id }) => !neverOffered.has(id));
    return { type: 'unsure', candidates: meantByPeople.map((candidate) => candidate.intent), step };
  }
  // A report beside something else counts when it was told in words of its own, which was looked for before.
  const besides = reading.intents.filter((id) => id === reading.intent || !reports.includes(id));
  const meantIds = besides.length > 0 ? besides : [reading.intent];
  const isTooLong = asks('reached')(context) && text.trim().length > LONGEST_YES;
  const ids = toActOn(context, meantIds, reading.entities.steps ?? []);
  return meant(
    // “我对了一下没错” does not say that the money has come.
    ids.map((id) => (isTooLong ? undefined : byRule(context, asPhrase(id))) ?? intent(id)),
    reading.entities,
  );
};
