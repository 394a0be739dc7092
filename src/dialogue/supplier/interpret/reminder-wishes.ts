import { readWhen } from '../../../text/when/read-when.ts';
import type { Reading } from '../../../understanding/reading.ts';
import { intents } from '../../core/intents.ts';
import type { TurnContext } from '../../core/turn-context.ts';
import type { ReminderRequest } from '../../model/meaning.ts';
import { asks, type Interpretation, intent, meant, smallTalk } from './interpretation.ts';
import { shiftIn } from './reminder-shift.ts';
import { reportsAnything } from './resolve-reports.ts';

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

/** Wishes that reminders come, or go on coming. */
export const wantsOn =
  /(?:提醒|挺醒|🔔)[^,，]{0,8}(?:打开|开一下|开启|开起来|恢复|重开|不要关|别关|不关|照旧|照常|还要|保留)|(?:打开|开启|恢复|重新开|重开)[^,，]{0,8}(?:提醒|挺醒|🔔)/u;

const moves = /不是[^,，]{1,8}是|改|换|挪|推|提前|延|晚|吧|啦|move|change|instead|make it/iu;

const wishesReminder = (wish: ReminderRequest): Interpretation => meant([{ type: 'reminder', command: wish }], {});

/**
 * What is wished of reminders beside a time: turning them off has words of its own, and neither “别忘了提醒我” nor “晚上别发”
 * are those.
 */
export const asReminderRequest = (context: TurnContext, text: string, reading: Reading): Interpretation | undefined => {
  const { conversation, now, schedule } = context;
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
  if (minutes !== undefined) return meant([{ type: 'shift_reminder', minutes }], {});
  const isOpen =
    reading.certainty !== 'clear' || smallTalk.has(reading.intent) || reading.intent === intents.remindLater;
  return hasChosen && isOpen && moves.test(text) && isTime() ? meant([intent(intents.remindLater)], {}) : undefined;
};

/** Asked when to be reminded, any time that is named is the answer. */
export const asTime = (context: TurnContext, text: string): Interpretation | undefined =>
  asks('time')(context) && readWhen(text, context.now, context.schedule.offset(context.now))
    ? meant([intent(intents.remindLater)], {})
    : undefined;
