import { type IntentId, OUT_OF_SCOPE } from '../../../../content/schema/intent.ts';
import type { Reading } from '../../../../understanding/reading.ts';
import { intents } from '../../../core/intents.ts';
import { whenOver, whenWished } from '../../../core/time/requested-time.ts';
import type { TurnContext } from '../../../core/turn-context.ts';
import type { ReminderRequest } from '../../../model/meaning.ts';
import { asks, type Interpretation, intent, meant, smallTalk } from '../interpretation.ts';
import { reportsAnything } from '../reports/resolve-reports.ts';
import { shiftIn } from './reminder-shift.ts';
import {
  calls,
  comesBack,
  deadline,
  lessOften,
  moves,
  notForgotten,
  ofMessages,
  onlyNotForgotten,
  onlyOne,
  refusesCall,
  spareNights,
  speaksOfReminders,
  tiredOfCalls,
  turnsOff,
  wantsOn,
  whetherAny,
  wouldForget,
} from './reminder-words.ts';

/** Whether somebody asks in so many words to be called at a time that can be told: “三天后叫我”, “提醒我下周一”. */
export const callsAtTime = (context: TurnContext, text: string): boolean => {
  const call = calls.exec(text);
  if (!call || refusesCall.test(text)) return false;
  // “小李叫我明天交” calls nobody: with these words the time stands before.
  const isPlain = /提醒|挺醒|[a-z]/iu.test(call[0]);
  return whenWished(context, isPlain ? text : text.slice(0, call.index)) !== undefined;
};

const shortWish = 10;

const without = (reading: Reading, unmeant: IntentId): Reading => {
  const others = reading.intents.filter((id) => id !== unmeant);
  const taken = reading.candidates.find(({ intent: id }) => id === unmeant)?.confidence ?? 0;
  // What is left shares what was thought of the one that is not meant.
  const candidates = reading.candidates
    .filter(({ intent: id }) => id !== unmeant)
    .map(({ intent: id, confidence }) => ({ intent: id, confidence: confidence / Math.max(1 - taken, 0.1) }));
  const [next] = candidates;
  const certainty = next === undefined ? 'refused' : 'unsure';
  return { ...reading, intent: others[0] ?? next?.intent ?? OUT_OF_SCOPE, intents: others, candidates, certainty };
};

const news = /到(?:账|帐)?(?:吗|没|了吗|不|啊)|出(?:来|结果)|审(?:完|好)|批|过(?:得了|吗|没)|arrive|come/iu;

const isOfMessages = (text: string): boolean => turnsOff.test(text) || ofMessages.test(text) || lessOften.test(text);

/**
 * What sounds like a wish about reminders and is none: “明天截标 有点急” only names a time, “注册手机是小刘的 停了” only says that
 * something ended. What else it may be about is left.
 */
export const withoutFalseWishes = (context: TurnContext, text: string, reading: Reading): Reading => {
  if (reading.intents.includes(intents.remindLater) && deadline.test(text) && !callsAtTime(context, text)) {
    return without(reading, intents.remindLater);
  }
  // “昨天交的吧 今天会到吗” asks for the money, not to be called.
  const asksForNews = reading.clauses.some(({ assertion, plain }) => assertion === 'asked' && news.test(plain));
  if (reading.intents.includes(intents.remindLater) && asksForNews && !speaksOfReminders.test(text)) {
    return without(reading, intents.remindLater);
  }
  const isOfStep = reading.clauses.some(({ steps }) => steps.length > 0);
  const isStop = reading.intents.includes(intents.stopReminders);
  return isStop && isOfStep && !isOfMessages(text) ? without(reading, intents.stopReminders) : reading;
};

const wishesReminder = (wish: ReminderRequest): Interpretation => meant([{ type: 'reminder', command: wish }], {});

/**
 * What is wished of reminders beside a time: turning them off has words of its own, and neither “别忘了提醒我” nor “晚上别发”
 * are those.
 */
export const asReminderRequest = (context: TurnContext, text: string, reading: Reading): Interpretation | undefined => {
  const { conversation } = context;
  const isTime = (): boolean => whenWished(context, text) !== undefined;
  const isStop = reading.intents.includes(intents.stopReminders) || reading.intent === intents.stopReminders;
  if (reportsAnything(reading)) return undefined;
  const isAsked = reading.clauses.some(({ assertion }) => assertion === 'asked');
  if (isAsked && whetherAny.test(text)) return wishesReminder('ask');
  const isResumed = reading.intents.includes(intents.resumeReminders);
  if (spareNights.test(text) && !isResumed) return wishesReminder('rarely');
  if (onlyNotForgotten.test(text)) return wishesReminder('keep');
  if (tiredOfCalls.test(text) && !turnsOff.test(text)) return wishesReminder('rarely');
  if (notForgotten.test(text) && speaksOfReminders.test(text)) {
    return isTime() ? meant([intent(intents.remindLater)], {}) : wishesReminder('keep');
  }
  if (wantsOn.test(text)) {
    return conversation.remindersOn ? wishesReminder('keep') : meant([intent(intents.resumeReminders)], {});
  }
  if (wouldForget.test(text) && isStop) return wishesReminder('keep');
  if (isStop && !isOfMessages(text)) {
    const isCancelled = conversation.chosenReminder !== undefined && /取消|不用|算了|cancel/iu.test(text);
    if (isCancelled) return wishesReminder('cancel_chosen');
    if (/停/u.test(text)) return meant([{ type: 'repair', repair: 'pause' }], {});
  }
  if (isStop && (lessOften.test(text) || !turnsOff.test(text))) return wishesReminder('rarely');
  if (/每天|天天|every day|daily/iu.test(text) && speaksOfReminders.test(text) && !isTime())
    return wishesReminder('rarely');
  if (isStop && onlyOne.test(text) && conversation.chosenReminder !== undefined) return wishesReminder('cancel_chosen');
  const asksOnly = reading.clauses.length > 0 && reading.clauses.every(({ assertion }) => assertion === 'asked');
  if (reading.intent === intents.remindLater && asksOnly && /会|will/iu.test(text)) return wishesReminder('ask');
  const isCall = !asksOnly && callsAtTime(context, text);
  if (isCall) return meant([intent(intents.remindLater)], {});
  if (reading.intent === intents.remindLater && comesBack.test(text)) return meant([intent(intents.goodbye)], {});
  const hasChosen = conversation.chosenReminder !== undefined;
  const minutes = hasChosen || (text.length <= shortWish && /推|延/u.test(text)) ? shiftIn(text) : undefined;
  if (minutes !== undefined) return meant([{ type: 'shift_reminder', minutes }], {});
  const isOpen =
    reading.certainty !== 'clear' || smallTalk.has(reading.intent) || reading.intent === intents.remindLater;
  const isQuestion = isAsked && !/呢[?？]?$|还是/u.test(text);
  return hasChosen && isOpen && !isQuestion && moves.test(text) && isTime()
    ? meant([intent(intents.remindLater)], {})
    : undefined;
};

/** The moment that was offered is taken: “好的到时候叫我”. */
const agreesToTime = ({ conversation: { question } }: TurnContext, text: string): boolean =>
  question?.type === 'time' &&
  question.suggested !== undefined &&
  /^(?:好|行|可以|嗯|要|对|中|ok|yes|sure|please)|到时|[叫喊]我|提醒/iu.test(text) &&
  !/不|别|算了|no\b|don't/iu.test(text);

/** What is waited for takes days, as they tell; asked whether to be called then. Known words for it are no question. */
export const asLongWait = (context: TurnContext, text: string, reading: Reading): Interpretation | undefined => {
  const isTold = reading.clauses.every(({ assertion }) => assertion === 'asserted' || assertion === 'planned');
  if (!isTold || reportsAnything(reading) || /[?？]/u.test(text)) return undefined;
  return whenOver(context, text) === undefined ? undefined : meant([{ type: 'reminder', command: 'offer' }], {});
};

/** Asked when to be reminded, any time that is named is the answer. */
export const asTime = (context: TurnContext, text: string, reading: Reading): Interpretation | undefined =>
  asks('time')(context) && !reportsAnything(reading) && (whenWished(context, text) || agreesToTime(context, text))
    ? meant([intent(intents.remindLater)], {})
    : undefined;
