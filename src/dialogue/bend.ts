import type { IntentId } from '../content/intent.ts';
import { StepId } from '../content/journey.ts';
import type { PhraseMeaning } from '../content/phrases.ts';
import type { Screen } from '../content/screen.ts';
import { checkMemberName } from '../text/checks/member-name.ts';
import { kindOfBusiness, looksLikePerson } from '../text/company-words.ts';
import { phraseKey } from '../text/phrase-key.ts';
import { readWhen } from '../text/when.ts';
import type { Entities, Reading } from '../understanding/reading.ts';
import { depositsToType } from './acts/deposit.ts';
import { intents } from './intents.ts';
import { lastRejection } from './marks.ts';
import type { Meaning, MemberWish, ReminderWish } from './meaning.ts';
import { listsAnswers } from './pose.ts';
import type { Question } from './question.ts';
import { assertsNothing, isOfOthers, reportsAnything, reportsTold } from './reports.ts';
import type { Scene } from './scene.ts';
import { screenIn } from './screens.ts';
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
  /** What a page says, in its words. */
  | { readonly kind: 'screen'; readonly screen: Screen }
  /** Probably this question, perhaps the other one: answered at once, the other one is offered. */
  | { readonly kind: 'likely'; readonly intent: IntentId; readonly second: IntentId | undefined }
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

/** Whether everything is to be deleted or cleared, as was asked last. */
const asksToDestroy = ({ conversation: { question } }: Scene): boolean =>
  question?.asks === 'confirm' && question.what !== 'leave';

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

/** “正反面传反了” tells a reason, although something was handed in. */
const reportsFailure = ({ clauses }: Reading): boolean => clauses.some(({ report }) => report === 'failed');

const asReason = (scene: Scene, reading: Reading): Bent | undefined => {
  const { question } = scene.conversation;
  if (question?.asks !== 'rejection_reason') return undefined;
  if (reading.certainty === 'clear' && notAReason.has(reading.intent) && !reportsFailure(reading)) return undefined;
  if (isOfItsOwn(scene, reading)) return undefined;
  const about = reading.candidates.find(
    (candidate) =>
      candidate.confidence >= REASON_CONFIDENCE && scene.content.intents.get(candidate.intent)?.kind === 'faq',
  )?.intent;
  return { kind: 'reason', step: question.step, about };
};

const longestName = 30;

const beforeName =
  /^(?:我的|我们的|会员名?|會員名|名字|账号|個名|个名|叫那个|俺|it'?s|it is|是|系|係|叫做?|就是|:|：|\s)+/iu;
/** A name of an account that is no word: it has a digit or a line in it, or no blank and is long. */
const accountName = /^(?:(?=[A-Za-z0-9_]*[0-9_])(?=[A-Za-z0-9_]*[A-Za-z])[A-Za-z0-9_]{4,25}|[a-z]{7,25})$/u;

/** Letters and digits in one word: nothing else that people say while they register. */
const withDigit = /^(?=.*[a-z])(?=.*\d)[a-z0-9_]{6,25}$/iu;

/** A company's short name and nothing beside it. */
const isCompanyAlone = (said: string): boolean =>
  said.length <= 15 &&
  /^[\p{Script=Han}A-Za-z0-9]+$/u.test(said) &&
  kindOfBusiness.test(said) &&
  !saidNotNamed.test(said);

/** Words that no company and no account is called by, but people answer with: 哦, 稍等, 我问下会计. */
const saidNotNamed =
  /[我你您他她的了吗呢吧啊哦嗯噢呃么怎哪忘不没]|稍|等[下会一]|记得|记不|问[下问一]|查[下一]|老板|会计|采购|电话|手机|公司名|是什么|叫什么|^(?:好|行|对|是|可以|收到|知道)/u;

/** Whether a few words can be a member name: letters and digits, a company's kind, or nothing that people say otherwise. */
const canBeName = (name: string): boolean =>
  /^[A-Za-z0-9_]+$/u.test(name) || kindOfBusiness.test(name) || !(saidNotNamed.test(name) || looksLikePerson(name));

/** A login that stands alone in a message of somebody who registers, and in which nothing is asked or supposed. */
const loginBeside = (scene: Scene, { clauses }: Reading): string | undefined => {
  const { conversation, journey } = scene;
  const isRegistering = conversation.facts.member_name === undefined && currentStep(scene)?.step === journey.steps[0];
  const logins = clauses.map(({ text: said }) => said).filter((said) => withDigit.test(said));
  const isSaid = clauses.every(({ assertion }) => assertion === 'asserted');
  return isRegistering && isSaid && logins.length === 1 ? logins[0] : undefined;
};

/** Asked for the member name, a few characters that could be one are taken for it. */
const isTried = /行不行|可不可以|好不好|行吗|可以吗|能用吗|合适吗|is (?:it|that) ok/iu;
const labelled = /会员名|會員名|member ?name|登录名|用户名/iu;

/** A person's name, or a name that is only asked about, is no member name: it is asked for, or what makes a good one is said. */
const asDoubtfulName = (scene: Scene, text: string, reading: Reading): Bent | undefined => {
  const name = reading.entities.member_name;
  if (name === undefined) return undefined;
  const question = reading.candidates.find(({ intent: id }) => scene.content.intents.get(id)?.kind === 'faq');
  if (isTried.test(text) && question) return meant([intent(question.intent)], {});
  if (labelled.test(text)) return undefined;
  if (looksLikePerson(name)) return meant([intent(intents.giveMemberName)], {});
  // “永康市嘉禾工具厂 到账了吗”: who asks signs with a company's name; it is told only where it was asked for.
  const isSigned = !asks('member_name')(scene) && reading.clauses.some(({ assertion }) => assertion !== 'asserted');
  const other = reading.candidates.find(
    ({ intent: id }) => id !== intents.giveMemberName && !reports.includes(id) && !smallTalk.has(id),
  );
  if (!isSigned) return undefined;
  return other ? meant([intent(other.intent)], {}) : { kind: 'refused' };
};

const asMemberName = (scene: Scene, text: string, reading: Reading): Bent | undefined => {
  const isAsked = asks('member_name')(scene);
  const login = loginBeside(scene, reading);
  if (!isAsked) {
    return login === undefined
      ? undefined
      : meant([intent(intents.giveMemberName)], { ...reading.entities, member_name: login });
  }
  const told = reading.entities.member_name;
  if (told !== undefined && !looksLikePerson(told)) return meant([intent(intents.giveMemberName)], reading.entities);
  const alone = reading.clauses
    .map(({ text: said }) => said.replace(beforeName, ''))
    .filter((said) => accountName.test(said) || isCompanyAlone(said));
  const [named, ...more] = alone;
  if (named !== undefined && more.length === 0) {
    const beside =
      reading.clauses.length > 1 && reading.certainty === 'clear' && reading.intent !== intents.giveMemberName;
    const question = beside && !reports.includes(reading.intent) && !smallTalk.has(reading.intent);
    const also = question ? [intent(reading.intent)] : [];
    return meant([intent(intents.giveMemberName), ...also], { ...reading.entities, member_name: named });
  }
  const isCompany = reading.clauses.length === 1 && kindOfBusiness.test(text) && !saidNotNamed.test(text);
  if (!isCompany && reading.certainty === 'clear' && reading.intent !== intents.giveMemberName) return undefined;
  if (!isCompany && reading.clauses.some(({ assertion, report }) => assertion !== 'asserted' || report !== undefined))
    return undefined;
  const name = text.normalize('NFKC').trim();
  const isName = name.length <= longestName && canBeName(name) && checkMemberName(name).verdict !== 'wrong';
  return isName ? meant([intent(intents.giveMemberName)], { ...reading.entities, member_name: name }) : undefined;
};

const speaksOfReminders = /提醒|挺醒|提型|[叫喊催]我|remind/iu;
const notForgotten = /(?:别|不要|勿|莫|唔好|don'?t|do not)[^,，]{0,2}(?:忘|漏|forget)/iu;
const lessOften =
  /晚上|夜里|半夜|晚间|下班后|老(?:是)?发|少(?:发|提醒)|频繁|一天一|太多|太勤|一次就够|at night|too often|less often|fewer|once a day|点(?:钟)?(?:以|之)?后|睡|吵|半夜/iu;
/** Turning reminders off has its own words; “你就别催了” and “不提醒我就忘了” are others. */
const turnsOff =
  /(?:不|别|勿|停|关|取消|退订|唔好|莫|甭)[^,，]{0,6}(?:提醒|挺醒|提我|通知|推送|发消息|发信息|再发|发了|发我|消息)|(?:提醒|通知|推送)[^,，]{0,6}(?:关|停|取消|不要|不用|不需要)|(?:stop|no more|turn off|disable|unsubscribe|don'?t)[^,.]{0,24}(?:remind|messag|notif|ping)?/iu;
const wouldForget = /(?:不|没)[^,，]{0,6}(?:就|会)[^,，]{0,2}忘/u;
const onlyOne =
  /(?:这|那|明天|后天|刚才|刚设|下午|早上|上午)[^,，]{0,5}(?:提醒|闹钟)|(?:this|that|tomorrow's) (?:reminder|one)/iu;
const wantsOn =
  /(?:提醒|挺醒|🔔)[^,，]{0,8}(?:打开|开一下|开启|开起来|恢复|重开|不要关|别关|不关|照旧|照常|还要|保留)|(?:打开|开启|恢复|重新开|重开)[^,，]{0,8}(?:提醒|挺醒|🔔)/u;
const moves = /不是[^,，]{1,8}是|改|换|挪|推|提前|延|晚|吧|啦|move|change|instead|make it/iu;

const shift =
  /(提早|提前|早|推迟|延后|推后|往后推|晚|earlier|later)[^\d一二两三四五六七八九十半]{0,3}(半|\d{1,2}|[一二两三四五六七八九十])\s*个?(半)?(小时|钟头|分钟|天|days?|hours?|minutes?)/iu;
const numbers = '一二三四五六七八九十';
const unitMinutes: readonly (readonly [RegExp, number])[] = [
  [/天|day/iu, 24 * 60],
  [/小时|钟头|hour/iu, 60],
  [/分/u, 1],
  [/minute/iu, 1],
];

/** By how many minutes somebody wants a reminder moved: “提早半个小时” is -30, “推迟一天” 1440. */
const shiftIn = (text: string): number | undefined => {
  const [, direction = '', count = '', half, unit = ''] = shift.exec(text) ?? [];
  const size = unitMinutes.find(([words]) => words.test(unit))?.[1];
  if (size === undefined) return undefined;
  const written = count === '半' ? 0.5 : count === '两' ? 2 : Number(count) || numbers.indexOf(count) + 1;
  const minutes = Math.round((written + (half ? 0.5 : 0)) * size);
  return /提早|提前|^早|earlier/iu.test(direction) ? -minutes : minutes;
};

const wishesReminder = (wish: ReminderWish): Bent => meant([{ act: 'reminder', wish }], {});

/**
 * What is wished of reminders beside a time: turning them off has words of its own, and neither “别忘了提醒我” nor “晚上别发”
 * are those.
 */
const asReminderWish = (scene: Scene, text: string, reading: Reading): Bent | undefined => {
  const { conversation, now, schedule } = scene;
  const isTime = (): boolean => readWhen(text, now, schedule.offset(now)) !== undefined;
  const isStop = reading.intents.includes(intents.stopReminders) || reading.intent === intents.stopReminders;
  if (reportsAnything(reading)) return undefined;
  if (notForgotten.test(text) && speaksOfReminders.test(text)) {
    return isTime() ? meant([intent(intents.remindLater)], {}) : wishesReminder('keep');
  }
  if (wantsOn.test(text)) {
    return conversation.remindersOn ? wishesReminder('keep') : meant([intent(intents.resumeReminders)], {});
  }
  if (wouldForget.test(text) && isStop) return wishesReminder('keep');
  if (isStop && (lessOften.test(text) || !turnsOff.test(text))) return wishesReminder('rarely');
  if (isStop && onlyOne.test(text) && conversation.chosenReminder !== undefined) return wishesReminder('cancel_chosen');
  const asksOnly = reading.clauses.length > 0 && reading.clauses.every(({ assertion }) => assertion === 'asked');
  if (reading.intent === intents.remindLater && asksOnly && /会|will/iu.test(text)) return wishesReminder('keep');
  const hasChosen = conversation.chosenReminder !== undefined;
  const minutes = hasChosen ? shiftIn(text) : undefined;
  if (minutes !== undefined) return meant([{ act: 'shift_reminder', minutes }], {});
  const isOpen =
    reading.certainty !== 'clear' || smallTalk.has(reading.intent) || reading.intent === intents.remindLater;
  return hasChosen && isOpen && moves.test(text) && isTime() ? meant([intent(intents.remindLater)], {}) : undefined;
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
/** An answer of so many characters is one, whatever else its words could mean: “税票”, “一般纳税人”. */
const SHORT_ANSWER = 8;

const asStep = (scene: Scene, text: string, reading: Reading): Bent | undefined => {
  const { question } = scene.conversation;
  if (question?.asks !== 'which_step' || assertsNothing(reading)) return undefined;
  const named = [...new Set(reading.clauses.flatMap(({ steps }) => steps))];
  const isShort = reading.clauses.length === 1 && text.length <= SHORT_ANSWER;
  const both = reading.clauses.some(({ all }) => all) && named.length === 0;
  if (both && (isShort || reading.intent === question.intent)) {
    return meant(
      question.steps.map((id): Meaning => ({ act: 'intent', intent: question.intent, step: id })),
      {},
    );
  }
  const step = named.length === 1 ? question.steps.find((id) => id === named[0]) : undefined;
  const saysNothingElse =
    isShort || reading.certainty !== 'clear' || reading.intent === intents.affirm || reading.intent === question.intent;
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

const asksWhoYouAre =
  /你(?:是|系|到底是)[^,，]{0,6}(?:真人|人工|人吗|机器|ai)|are you (?:a |an )?(?:human|real|bot|robot|person)/iu;
const wantsPerson =
  /人工|真人|客服|活人|转人|找个?人|有人吗|来个?人|派人|谁来|负责人|领导|经理|电话|投诉|直接联系|human|agent|real person|somebody|someone|operator|staff|support|speak|talk to|call me|rengong/iu;
const wantsNone = /不用人工|不要人工|不找人工|no human/iu;

/** The bot falls silent for a person only where a person was asked for, not where somebody asks what it is, or scolds it. */
const asPerson = (text: string, reading: Reading): Bent | undefined => {
  if (reading.intent !== intents.talkToHuman) return undefined;
  if (asksWhoYouAre.test(text)) return meant([intent(intents.help)], {});
  if (wantsPerson.test(text) && !wantsNone.test(text)) return undefined;
  return { kind: 'refused' };
};

/** A question of the catalogue that a message may be, when it is no report. */
const ASKED_CONFIDENCE = 0.08;

/** What a message that sounds like a report and reports nothing is about: a question, or where the person stands. */
const insteadOfReport = (reading: Reading): Meaning => {
  const isAsked = reading.clauses.some(({ assertion }) => assertion === 'asked' || assertion === 'hypothetical');
  const question = reading.candidates.find(
    ({ intent: id, confidence }) => confidence >= ASKED_CONFIDENCE && !reports.includes(id) && !smallTalk.has(id),
  );
  if (isAsked && question) return intent(question.intent);
  return isOfOthers(reading) ? intent(intents.affirm) : { act: 'repair', repair: 'not_yet' };
};

const takesBack =
  /(?:看|说|点|记|搞|弄)(?:错|早|岔|混)(?:了|啦|咗|$)|看成别的|其实(?:没|还)|撤回|没(?:交|提交|传|填)成功|my mistake|spoke too soon|i was wrong/iu;
const stillUnderWay =
  /还是?在?(?:审核?|等)|还在|没成功|没到|没收到|没过|草稿|未到|still (?:in review|waiting|pending)/iu;
const LATELY = 3;

/**
 * “啊不对 看错了 还是审核中”: what was reported in the last turns is taken back. Something typed wrong is another matter, and
 * so is a new report in the same breath; then that counts.
 */
const asTakenBack = (scene: Scene, reading: Reading): Bent | undefined => {
  const { conversation } = scene;
  const isSaid = reading.clauses.some(({ text, assertion }) => takesBack.test(text) && assertion !== 'asked');
  const refused = lastRejection(conversation, scene.journey);
  const isNoRejection = refused !== undefined && reading.clauses.some(({ report }) => report === 'passed');
  // “其实过了，我看成别的了”: the rejection is what is taken back.
  if (isSaid && isNoRejection) return meant([intent(intents.goBack)], {});
  if (!isSaid || reading.clauses.some(({ hasAmount, report }) => hasAmount || report === 'passed')) return undefined;
  if (reading.intent === intents.depositNotReceived) return undefined;
  const isNow = reading.clauses.some(({ text }) => stillUnderWay.test(text)) || reading.clauses.length === 1;
  const lately = conversation.log.slice(-LATELY).some(({ intent: id }) => reports.includes(id));
  const isAnswer = conversation.question !== undefined || reading.clauses.some(({ steps }) => steps.length > 0);
  return isNow && lately && !isAnswer && !reportsAnything(reading) ? meant([intent(intents.goBack)], {}) : undefined;
};

/** Reports told in so many words, and what else the message is about. */
const asReports = (scene: Scene, text: string, reading: Reading): Bent | undefined => {
  const told = reportsTold(scene, reading);
  if (!told) return undefined;
  // “明天的提醒照旧” asks for none that is not there already.
  const isBeside = (id: IntentId) => isBesideReport(scene, id) && !(id === intents.remindLater && wantsOn.test(text));
  const others = reading.certainty === 'clear' ? reading.intents.filter(isBeside) : [];
  // A name tells that the first step is done; what it is asked for is not asked for any more.
  const memberName = reading.entities.member_name ?? loginBeside(scene, reading);
  const name = memberName === undefined ? [] : [intent(intents.giveMemberName)];
  const beside = others.filter((id) => id !== intents.giveMemberName).slice(0, 1);
  const first = scene.journey.steps[0]?.id;
  const reported = name.length > 0 ? told.filter((meaning) => !('step' in meaning) || meaning.step !== first) : told;
  const entities = { ...reading.entities, steps: [], ...(memberName === undefined ? {} : { member_name: memberName }) };
  return meant([...name, ...reported, ...beside.map((id) => intent(id))], entities);
};

const isBesideReport = (scene: Scene, id: IntentId): boolean =>
  besideReports.has(id) || scene.content.intents.get(id)?.kind === 'faq';

const besideReports: ReadonlySet<IntentId> = new Set([intents.remindLater, intents.talkToHuman]);

/** From this confidence on a question is answered though it may be another one: a wrong answer costs less than being asked. */
const LIKELY = 0.33;

/** A question with an answer of its own, or how a step is done: answering it changes nothing. */
const isTopic = (scene: Scene, id: IntentId): boolean =>
  scene.content.intents.get(id)?.kind === 'faq' ||
  scene.journey.steps.some((step) => step.intent === id) ||
  id === intents.getLink ||
  id === intents.getChecklist ||
  id === intents.showProgress ||
  id === intents.nextStep;

/** Nobody who was not understood meant one of these: what is offered are things to ask or to tell. */
const neverOffered: ReadonlySet<IntentId> = new Set([...smallTalk, intents.changeLanguage, intents.help]);

/** “小数点用中文的还是英文的” asks which of two goes into a field. */
const choosesBetween = /还是|或者?是/u;
/** A rejection is told with a word for it. */
const sentBack =
  /退|驳|拒|打回|没过|不通过|未通过|不给过|冇过|不行|失败|不合格|不符|reject|refus|fail|bounc|declin|turned down|not (?:pass|approv)|negative/iu;

type Clause = Reading['clauses'][number];

const stillNothing =
  /(?:还没|没有?|仍没|未有?|冇)(?:什么|任何)?(?:动静|消息|结果|反应|音信|下文|出来|下来)|no news|nothing happen/iu;
const isStillNothing = ({ text, assertion }: Clause): boolean => assertion === 'denied' && stillNothing.test(text);

/** All that is said is that something will be done later. */
const isOnlyLater = ({ clauses }: Reading): boolean =>
  clauses.length > 0 && clauses.every(({ assertion, text }) => assertion === 'planned' && !/[?？]/u.test(text));

const stepSpokenOf = ({ clauses }: Reading): StepId | undefined => {
  const named = [...new Set(clauses.flatMap(({ steps }) => steps))];
  const only = StepId.safeParse(named.length === 1 ? named[0] : undefined);
  return only.success ? only.data : undefined;
};

/** A name that takes the place of the one we know: “会员名写错了，是 …”, “现在叫 …”. */
const corrects = /[改错]|不是|现在叫|更正|[多少漏][打写输填了]|应该是|wrong|changed|correct/iu;

const ofReading = (scene: Scene, text: string, reading: Reading): Bent => {
  if (reading.intent === intents.changeLanguage && choosesBetween.test(text)) return { kind: 'refused' };
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
    return meant([{ act: 'repair', repair: 'not_yet', step: stepSpokenOf(reading) }], {});
  }
  const name = reading.entities.member_name;
  const known = scene.conversation.facts.member_name;
  const isNews = name !== undefined && (known === undefined || (name !== known && corrects.test(text)));
  if (isNews && !reading.intents.includes(intents.giveMemberName) && !assertsNothing(reading)) {
    return meant([intent(intents.giveMemberName)], reading.entities);
  }
  if (reading.certainty === 'refused') return { kind: 'refused' };
  if (reading.certainty === 'unsure') {
    const settled = settledByStep(scene, reading);
    if (settled) return meant([intent(settled)], reading.entities);
    const [named, ...others] = reading.entities.steps ?? [];
    const step = others.length === 0 ? scene.journey.steps.find(({ id }) => id === named)?.id : undefined;
    const [first, second] = reading.candidates.filter(({ intent: id }) => isTopic(scene, id));
    const top = reading.candidates[0];
    if (first && first === top && first.confidence >= LIKELY) {
      return { kind: 'likely', intent: first.intent, second: second?.intent };
    }
    const meantByPeople = reading.candidates.filter(({ intent: id }) => !neverOffered.has(id));
    return { kind: 'unsure', candidates: meantByPeople.map((candidate) => candidate.intent), step };
  }
  // A report beside something else counts when it was told in words of its own, which was looked for before.
  const besides = reading.intents.filter((id) => id === reading.intent || !reports.includes(id));
  const meantIds = besides.length > 0 ? besides : [reading.intent];
  const ids = toActOn(scene, meantIds, reading.entities.steps ?? []);
  return meant(
    ids.map((id) => byRule(scene, asPhrase(id)) ?? intent(id)),
    reading.entities,
  );
};

/** The question was put in these words, and is fresh: later “确定” may be about anything. */
const agreesShortly = /^(?:那|就|嗯+|好的?|对头?|是的?|我)*(?:确[认定人]|queding|queren)(?:了|吧|的)?$/iu;
const FRESH = 3;
const agreesToErase =
  /^(?:嗯+|对头?|好的?|行|是的?|ok|yes|那|就|请|都|全部?|我|给我|帮我|把|数据|资料|确[认定人]|queren|queding|可以)*(?:删除?|清空|清除|清掉|抹掉|erase|delete|wipe)(?:掉|了|吧|呗|它|我的|数据|资料|记录|全部|所有|吧|啊|it|all|everything|还问啥|还问什么|别问了|please)*$/iu;
const agreesToRestart =
  /^(?:嗯+|对头?|好的?|行|是的?|ok|yes|那|就|请|都|全部?|我|给我|帮我|确[认定人]|清空|清掉|queren|queding|可以|要)*(?:重来|重新(?:来|开始|整|弄|办|搞|做)|从头(?:再)?来|从头开始|重置|清空|清掉|chonglai|restart|start over|reset)(?:一遍|一次|了|吧|呗|过|啊|please)*$/iu;

/**
 * What cannot be undone is agreed to in its own words, whatever the small words around them ("嗯 全删", "确认重新开始"); a
 * question or a no within them agrees to nothing.
 */
const asAgreement = (scene: Scene, text: string, reading: Reading): Bent | undefined => {
  const { question } = scene.conversation;
  if (question?.asks !== 'confirm' || question.what === 'leave') return undefined;
  if (reading.clauses.length > 0 && reading.clauses.every(({ text: said }) => takesBack.test(said))) {
    return meant([{ act: 'answer', yes: false }], {});
  }
  if (reading.clauses.some(({ assertion }) => assertion !== 'asserted' && assertion !== 'planned')) return undefined;
  const words = text.normalize('NFKC').replace(/[\s\p{P}~]+/gu, '');
  const agrees = question.what === 'erase' ? agreesToErase : agreesToRestart;
  const isFresh = scene.conversation.log
    .slice(-FRESH)
    .some(({ intent: id }) => id === intents.eraseMyData || id === intents.restart);
  const isAgreed = agrees.test(words) || (isFresh && agreesShortly.test(words));
  return words.length <= LONGEST_AGREEMENT && isAgreed && !/[?？]/u.test(text)
    ? meant([{ act: 'answer', yes: true }], {})
    : undefined;
};

const LONGEST_AGREEMENT = 20;

const whereIsIt = /哪|边度|邊度|where/iu;
const toType = /填|输|入|写|type|enter|put/iu;

/** Asked where the amount goes while it is to be typed: the page of that step. */
const asPlaceToType = (scene: Scene, text: string, reading: Reading): Bent | undefined => {
  if (!whereIsIt.test(text) || !toType.test(text)) return undefined;
  const told = reportsTold(scene, reading) ?? [];
  const arrived = told.find((meaning) => meaning.act === 'intent' && meaning.intent === intents.depositReceived);
  // The arrival is answered with that page by itself.
  if (arrived) return meant([arrived], reading.entities);
  const awaited = /到|arriv|receiv/iu.test(text) ? waitsFor('deposit')(scene) : undefined;
  const typing = depositsToType(scene)[0]?.step;
  if (!typing && awaited) return meant([{ act: 'intent', intent: intents.getLink, step: awaited.step.id }], {});
  return typing ? meant([{ act: 'intent', intent: intents.depositReceived, step: typing.id }], {}) : undefined;
};

/** “收到” says that our words were received; money that was received is told with more. */
const receipt = /^(?:好的?|嗯+|ok)?(?:收到){1,3}(?:谢谢|多谢|了谢谢)?$/iu;

const ownName = /(?:会员名?|會員名|账号|帳號|帐号|登录名|用户名|member ?name|user ?name|login name)/iu;
const asksOwn =
  /来着|(?:我|咱)[^,，]{0,6}(?:叫|是|用|填|注册)[^,，]{0,8}(?:啥|什么|乜|哪个)|告诉过|说过|给过|记得|记的|记着|did i (?:give|tell)|what(?:'s| is| was) my|i told you|i gave you/iu;
const othersName = /采购|主账号|主帳號|子账号|对公|银行|格式|要求|能改|怎么|buyer|purchaser|bank/iu;

/** “我会员名是啥”, “账号叫啥来着”: told from the record. */
const asRecall = (text: string): Bent | undefined =>
  ownName.test(text) && asksOwn.test(text) && !othersName.test(text)
    ? meant([{ act: 'recall', what: 'member_name' }], {})
    : undefined;

const asScreen = (scene: Scene, key: string): Bent | undefined => {
  const screen = screenIn(scene.content, key);
  return screen ? { kind: 'screen', screen } : undefined;
};

/** Takes a text, its `phraseKey` and its reading for what they mean in this conversation. */
export const bend = (scene: Scene, text: string, key: string, reading: Reading): Bent => {
  if (receipt.test(key) && !asks('reached')(scene)) return meant([intent(intents.affirm)], {});
  const agreement = asAgreement(scene, text, reading);
  if (agreement) return agreement;
  // “删？” and “嗯？” to “delete it all?” are doubts, not answers.
  const isDoubt = asksToDestroy(scene) && /[?？]/u.test(text);
  const direct =
    chosen(scene, key) ?? (isDoubt ? undefined : (reported(scene, key) ?? byRule(scene, phraseOf(scene, text, key))));
  if (direct) return meant([direct], {});
  return (
    asScreen(scene, key) ??
    asPlaceToType(scene, text, reading) ??
    asRecall(text) ??
    asReminderWish(scene, text, reading) ??
    asTime(scene, text) ??
    asStep(scene, text, reading) ??
    asAmount(scene, key, reading) ??
    asDoubtfulName(scene, text, reading) ??
    asTakenBack(scene, reading) ??
    asReports(scene, text, reading) ??
    asMemberName(scene, text, reading) ??
    asReason(scene, reading) ??
    ofReading(scene, text, reading)
  );
};
