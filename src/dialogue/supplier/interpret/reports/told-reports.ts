import type { IntentId } from '../../../../content/schema/intent.ts';
import { StepId } from '../../../../content/schema/journey.ts';
import type { Reading } from '../../../../understanding/reading.ts';
import { intents } from '../../../core/intents.ts';
import { lastMark, lastRejection } from '../../../core/progress/record-progress.ts';
import type { TurnContext } from '../../../core/turn-context.ts';
import type { Meaning } from '../../../model/meaning.ts';
import { type Interpretation, intent, meant, reports, smallTalk } from '../interpretation.ts';
import { loginBeside } from '../member-name.ts';
import { callsAtTime } from '../reminders/reminder-requests.ts';
import { spareNights, wantsOn } from '../reminders/reminder-words.ts';
import { isOfOthers, opensSomethingElse, reportsAnything, reportsTold } from './resolve-reports.ts';

/** At most this many things are done in one turn, so that the answer stays on one screen. */
const AT_ONCE = 2;

/**
 * What is acted on of all that was meant: no small talk beside something that tells, one report of the same thing, and no
 * report beside a member name, which tells by itself that the first step is done. What did not work is not done
 * ("填进去了，说不对"), and what is taken back is not reported ("说错了，其实没驳回").
 */
export const toActOn = (
  context: TurnContext,
  ids: readonly IntentId[],
  steps: readonly string[],
): readonly IntentId[] => {
  const outweighed = new Set(ids.flatMap((id) => context.content.intents.get(id)?.outweighs ?? []));
  const telling = ids.filter((id) => !smallTalk.has(id) && !outweighed.has(id));
  const isTakenBack = telling[0] === intents.goBack;
  const later = steps.some((id) => id !== context.journey.steps[0]?.id);
  const named = telling.includes(intents.giveMemberName) && !later;
  const told = named ? undefined : reports.find((id) => telling.includes(id));
  const counted = telling.filter((id) => !(isTakenBack && reports.includes(id)));
  const once = steps.length > 1 ? counted : counted.filter((id) => id === told || !reports.includes(id));
  return (once.length > 0 ? once : ids.slice(0, 1)).slice(0, AT_ONCE);
};

/** A question of the catalogue that a message may be, when it is no report. */
const ASKED_CONFIDENCE = 0.08;

/** What a message that sounds like a report and reports nothing is about: a question, or where the person stands. */
export const insteadOfReport = (reading: Reading): Meaning => {
  const isAsked = reading.clauses.some(({ assertion }) => assertion === 'asked' || assertion === 'hypothetical');
  const question = reading.candidates.find(
    ({ intent: id, confidence }) => confidence >= ASKED_CONFIDENCE && !reports.includes(id) && !smallTalk.has(id),
  );
  if (isAsked && question) return intent(question.intent);
  return isOfOthers(reading) ? intent(intents.affirm) : { type: 'repair', repair: 'not_yet' };
};

/** Says that something said before was a mistake. */
export const takesBack =
  /(?:看|睇|说|讲|点|记|搞|弄)(?:错|早|岔|混)(?:了|啦|咗|$)|看成别的|其实(?:没|还)|撤回|[没未](?:交|提交|传|填)(?:成功|上去?)|my mistake|my bad|\boops\b|by mistake|spoke too soon|i was wrong|(?:that|it) was wrong/iu;

const stillUnderWay =
  /还是?在?(?:审核?|等)|还在|[没未][^,，]{0,3}成功|没(?:交|传)上|没(?:交|提交|传|填|弄|办|注册|开通)|not (?:yet )?(?:submitted|done|arrived|there|handed)|没到|没收到|未(?:交|传|填|弄|提交)|没过|草稿|未到|still (?:in review|waiting|pending)/iu;

const LATELY = 3;

/**
 * “啊不对 看错了 还是审核中”: what was reported in the last turns is taken back. Something typed wrong is another matter, and
 * so is a new report in the same breath; then that counts.
 */
export const asTakenBack = (context: TurnContext, reading: Reading): Interpretation | undefined => {
  const { conversation } = context;
  const isSaid = reading.clauses.some(({ plain, assertion }) => takesBack.test(plain) && assertion !== 'asked');
  const refused = lastRejection(conversation, context.journey);
  const isNoRejection = refused !== undefined && reading.clauses.some(({ report }) => report === 'passed');
  // “其实过了，我看成别的了”: the rejection is what is taken back.
  if (isSaid && isNoRejection) return meant([intent(intents.goBack)], {});
  if (!isSaid || reading.clauses.some(({ hasAmount, report }) => hasAmount || report === 'passed')) return undefined;
  const last = lastMark(conversation, context.journey);
  const isDeposit = last?.milestone.means.includes(intents.depositReceived) === true;
  if (reading.intent === intents.depositNotReceived && !isDeposit) return undefined;
  const isOver = last !== undefined && last.milestone === last.step.milestones.at(-1);
  const didNotWork = isOver && reading.clauses.some(({ plain }) => /失败|没通过|不通过|报错|fail|error/iu.test(plain));
  const isNow =
    didNotWork || reading.clauses.some(({ plain }) => stillUnderWay.test(plain)) || reading.clauses.length === 1;
  const lately = conversation.log.slice(-LATELY).some(({ intent: id }) => reports.includes(id));
  const isAnswer = conversation.question !== undefined || reading.clauses.some(({ steps }) => steps.length > 0);
  return isNow && lately && !isAnswer && !reportsAnything(reading) ? meant([intent(intents.goBack)], {}) : undefined;
};

/** Reports told in so many words, and what else the message is about. */
export const asReports = (context: TurnContext, text: string, reading: Reading): Interpretation | undefined => {
  if (reading.clauses.length > 0 && opensSomethingElse(context, reading)) {
    return meant([{ type: 'repair', repair: 'not_yet' }], {});
  }
  const told = reportsTold(context, reading);
  if (!told) return undefined;
  // “明天的提醒照旧” asks for none that is not there already.
  const isBeside = (id: IntentId) => isBesideReport(context, id) && !(id === intents.remindLater && wantsOn.test(text));
  const asked = reading.clauses.some(({ assertion }) => assertion === 'asked');
  const likely = reading.candidates.filter(({ confidence }) => confidence >= LIKELY).slice(0, 1);
  const guessed = asked && reading.certainty === 'unsure' ? likely.map(({ intent: id }) => id).filter(isBeside) : [];
  const others =
    reading.certainty === 'clear' ? reading.intents.filter(isBeside).filter(saysMore(context, reading)) : guessed;
  // A name tells that the first step is done; what it is asked for is not asked for any more.
  const memberName = reading.entities.member_name ?? loginBeside(context, reading);
  const name = memberName === undefined ? [] : [intent(intents.giveMemberName)];
  const beside = others.filter((id) => id !== intents.giveMemberName).slice(0, 1);
  const first = context.journey.steps[0]?.id;
  const reported = name.length > 0 ? told.filter((meaning) => !('step' in meaning) || meaning.step !== first) : told;
  const entities = { ...reading.entities, steps: [], ...(memberName === undefined ? {} : { member_name: memberName }) };
  const wanted = wantedBeside(reading);
  const wishes: Meaning[] = spareNights.test(text) ? [{ type: 'reminder', command: 'rarely' }] : [];
  const isCall = !beside.includes(intents.remindLater) && callsAtTime(context, text);
  const call = isCall ? [intent(intents.remindLater)] : [];
  const language = reading.entities.language !== undefined && reading.intents.includes(intents.changeLanguage);
  const speech = language ? [intent(intents.changeLanguage)] : [];
  return meant(
    [...name, ...reported, ...beside.map((id) => intent(id)), ...wanted, ...wishes, ...call, ...speech],
    entities,
  );
};

/** From this confidence on a question beside a report is answered, though it may be another one. */
const LIKELY = 0.25;

/** The address of a step, and the whole way, where they are asked for in words of their own. */
const wantedBeside = ({ clauses }: Reading): readonly Meaning[] =>
  clauses.flatMap(({ text, steps, report }): Meaning[] => {
    if (report !== undefined) return [];
    const step = StepId.safeParse(steps.length === 1 ? steps[0] : undefined);
    const link: Meaning[] =
      /链接|网址|地址在|\blink\b/iu.test(text) && step.success
        ? [{ type: 'intent', intent: intents.getLink, step: step.data }]
        : [];
    return /流程|哪几步|几个?步骤|\bprocess\b/iu.test(text) ? [intent(intents.showOverview), ...link] : link;
  });

/** A question beside a report has words of its own: “填了 可以了” asks nothing. */
const saysMore =
  (context: TurnContext, { clauses }: Reading) =>
  (id: IntentId): boolean =>
    context.content.intents.get(id)?.kind !== 'faq' ||
    clauses.some(
      ({ report, text, assertion }) => report === undefined && (assertion !== 'asserted' || text.length > SHORT),
    );

/** So many characters beside a report say no more than it does. */
const SHORT = 4;

const isBesideReport = (context: TurnContext, id: IntentId): boolean =>
  besideReports.has(id) || context.content.intents.get(id)?.kind === 'faq';

const besideReports: ReadonlySet<IntentId> = new Set([intents.remindLater, intents.talkToHuman]);
