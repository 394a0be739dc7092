import { publicIntent } from '../../../content/schema/intent.ts';
import { phraseKey } from '../../../text/phrase-key.ts';
import type { Reading } from '../../../understanding/reading.ts';
import { alreadyCheated, fraudWarning, intents } from '../../core/intents.ts';
import { stepOf } from '../../core/progress/step-status.ts';
import type { TurnContext } from '../../core/turn-context.ts';
import { HOUR } from '../../model/instant.ts';
import { depositsToType } from '../acts/steps/deposit.ts';
import { type Interpretation, intent, meant, waitsFor } from './interpretation.ts';
import { asksToDestroy } from './phrase-rules.ts';
import { reportsAnything } from './reports/resolve-reports.ts';

const waits =
  /^(?:那|行|好的?|嗯|ok|哦|\s)*(?:我|就|先|再|只能|只好)*等(?:着|等|一等|通知|消息|结果|他们|它)*(?:吧|了|呗|好了)?[。.!！~]*$/iu;

const howTo =
  /^(?:ok|okay|好的?|嗯|行|那|so|and|right|[\s,，])*(?:how (?:to |do i |do we |can i |should i |do )(?:do )?(?:it|this|that)?|(?:这个|该)?怎么(?:弄|做|办|搞|整)|咋个?(?:弄|办|整|搞)|点[样算]?(?:整|做))[?？啊呢呀\s]*$/iu;

const nothingYet =
  /(?:什么|啥|啥子|一步|哪步|乜)[^,，]{0,2}(?:都|也)(?:还)?(?:没|冇)(?:有)?(?:弄|做|办|搞|整|开始|动)|(?:完全|一点)[^,，]{0,2}(?:都)?(?:还)?没(?:弄|做|开始|动)|\b(?:nothing|haven't done anything)\b[^,.]{0,10}\b(?:yet|done|started)\b/iu;

const works = /^(?:都|嗯|好|哦|[\s,，])*(?:可以|行|成|妥|好使|没问题)(?:了|啦|咗|喇)+[。.!！~\s]*$/u;

const greets = /^(?:在(?:不在|吗|么|嘛)?|你好|您好|hi|hello|hey|早|早上好|上午好|下午好|晚上好|哈喽|有人吗?|喂)$/iu;
const longestRest = 12;

const redo =
  /(?:还)?(?:要不要|要|需要|用|得|必须)[^,，]{0,4}重(?:新)?(?:来|弄|做|填|办|搞|整|开始)[^,，]{0,6}(?:吗|么|不|呢|[?？])|要不要[^,，]{0,4}重|\bdo i (?:have|need) to (?:start over|redo|do (?:it|everything) again)/iu;
const ofBefore = /之前|前面|以前|原来|刚才|会员名|进度|填的|做过|办过|all|before|again|over/iu;

const hurries =
  /(?:有点|很|好|挺|比较)?(?:着?急|赶)(?:死|着|时间|得很|用|啊|了)|有点急|来不及|[能可]?[以]?(?:再)?快(?:一)?点(?:吗|不|么|吧|啊)?|加急|抓紧|\b(?:hurry|asap|urgent|faster|speed (?:it |this )?up)\b/iu;

const mayTell =
  /(?:能|可以|可唔可以|总|行)[^,，]{0,4}(?:告诉|跟|发给?|说给|讲给|话俾)[^,，]{0,2}你|(?:can|may) i tell you/iu;

/** Asked whether what they typed may be why the money does not come. */
const ownMistake =
  /(?:会不会|是不是|难道|可能)[^,，]{0,8}(?:账号|帐号|卡号|户名|资料|开户行|信息)[^,，]{0,4}(?:错|不对)|\b(?:could|did|maybe)\b[^,.]{0,16}\bwrong (?:account|number|name)/iu;

/** Where a message begins with a greeting or a word that goes on, and the rest is nothing that can be answered. */
const opening = (context: TurnContext, reading: Reading): Interpretation | undefined => {
  const { clauses, certainty } = reading;
  const [first, ...rest] = clauses;
  if (!first || rest.length === 0 || certainty === 'clear' || reportsAnything(reading)) return undefined;
  if (rest.some(({ text }) => text.length > longestRest)) return undefined;
  if (context.content.phrases.get(phraseKey(first.text)) === 'continue') {
    const isRemembered = rest.some(({ text }) => /记得|remember/iu.test(text));
    return meant([isRemembered ? intent(intents.showProgress) : { type: 'repair', repair: 'continue' }], {});
  }
  return greets.test(first.text) ? meant([intent(intents.greet)], {}) : undefined;
};

/** Short words that only ask to be led on, tell that nothing is begun, or that the amount was taken. */
export const asWayOn = (context: TurnContext, text: string, reading: Reading): Interpretation | undefined => {
  if (howTo.test(text) || nothingYet.test(text)) return meant([intent(intents.nextStep)], {});
  if (waits.test(text)) return meant([intent(intents.affirm)], {});
  const [typing, ...others] = depositsToType(context);
  if (typing && others.length === 0 && context.conversation.question === undefined && works.test(text)) {
    return meant([{ type: 'intent', intent: intents.reviewPassed, step: typing.step.id }], {});
  }
  const isAsked = reading.clauses.some(({ assertion }) => assertion === 'asked') || /[?？]/u.test(text);
  if (
    asksToDestroy(context) &&
    isAsked &&
    ofTheOther.test(text) &&
    !/采购|对方|他们/u.test(text) &&
    reading.certainty !== 'clear'
  ) {
    return meant([{ type: 'repair', repair: 'repeat' }], {});
  }
  if (reading.certainty !== 'clear' && hurries.test(text)) return meant([{ type: 'recall', what: 'hurry' }], {});
  if (isAsked && ownMistake.test(text) && waitsFor('deposit')(context))
    return meant([intent(intents.depositNotReceived)], {});
  const isTellable = reading.entities.amount !== undefined && mayTell.test(text);
  if (isTellable) return meant([{ type: 'recall', what: 'amount' }], {});
  const isRedone = redo.test(text) && ofBefore.test(text) && !/认证|审核|提交|改|换/u.test(text);
  if (isRedone && !asksToDestroy(context)) return meant([{ type: 'recall', what: 'nothing_lost' }], {});
  return opening(context, reading);
};

/** Asked what becomes of the rest, where everything here is to be deleted or cleared. */
const ofTheOther = /1688|平台|账号|帐号|网站|影响|也(?:会|要|一起)?[删清没]|account|affect/iu;

const goesOn = /^(?:哦|嗯|啊|噢|[\s,，])*(?:那|所以|就是说?|也就是|意思是|so\b|then\b|in that case)/iu;
const goesOnOf = /^(?:他|她|对方|那(?:个)?人|骗子|he|she|they)(?:们)?[^,，]{0,2}(?:说|讲|让|叫|要|say|said|want)/iu;
const gaveAway =
  /^(?:我|可是|但是?|糟了|完了|惨了|[\s,，])*(?:已经|都|刚刚?|就)*(?:发|给|告诉|说|转|念)(?:过|出去|给)?(?:他|她|对方|人家)?(?:了|啦|咗)|\balready (?:gave|sent|told|paid)\b/iu;
const longestFollowUp = 14;

const ofStep = /呢[?？]?$/u;

/** From this confidence on a short follow-up is taken for the question about the step it names. */
const SAME = 0.2;

/** A short follow-up belongs to what was answered last: “那加了就不收”, “他说不交明天封号”. */
export const asFollowUp = (context: TurnContext, text: string, reading: Reading): Interpretation | undefined => {
  const last = context.conversation.log.at(-1);
  const answered = last && context.content.intents.get(last.intent);
  if (!last || answered?.kind !== 'faq' || context.now - last.at > HOUR || text.length > longestFollowUp)
    return undefined;
  const isOfFraud = publicIntent(context.content.intents, last.intent) === fraudWarning;
  if (isOfFraud && gaveAway.test(text) && context.content.intents.has(alreadyCheated)) {
    return meant([intent(alreadyCheated)], {});
  }
  const named = reading.entities.steps ?? [];
  const isOfItsOwn = answered.steps.length === 0;
  if (isOfItsOwn && goesOnOf.test(text)) return meant([intent(last.intent)], {});
  // “那认证呢” asks the same of a step, where the catalogue has it.
  const same = reading.candidates.find(({ intent: id, confidence }) => {
    const other = context.content.intents.get(id);
    return (
      confidence >= SAME && id !== last.intent && other?.kind === 'faq' && named.some((step) => step === other.steps[0])
    );
  });
  if (same && ofStep.test(text)) return meant([intent(same.intent)], {});
  return goesOn.test(text) && reading.certainty === 'refused' ? meant([intent(last.intent)], {}) : undefined;
};

const wrongPlace = /[填输写打](?:在|到|进|错)|报错|不对|错误/u;

/** What was typed was not taken while a deposit's amount is to be typed: where it goes is said again. */
export const asMistyped = (context: TurnContext, text: string, { clauses }: Reading): Interpretation | undefined => {
  const [typing, ...others] = depositsToType(context);
  const named = [...new Set(clauses.flatMap(({ steps }) => steps))];
  const isElsewhere = typing && others.length === 0 && named.length === 1 && named[0] !== typing.step.id;
  const failed = clauses.some(({ report }) => report === 'failed');
  const other = stepOf(context.journey, named[0] ?? '');
  return isElsewhere && other && failed && wrongPlace.test(text)
    ? meant([{ type: 'intent', intent: intents.depositReceived, step: typing.step.id }], {})
    : undefined;
};
