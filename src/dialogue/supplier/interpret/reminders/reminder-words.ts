/** Words in which people speak of reminders, in simplified characters; what they come to is decided in `reminder-wishes.ts`. */

/** Reminders, or being called, are spoken of. */
export const speaksOfReminders = /提醒|挺醒|提型|[叫喊催]我|remind/iu;

/** They wish not to be forgotten: “别忘了”. */
export const notForgotten = /(?:别|不要|勿|莫|唔好|don'?t|do not)[^,，]{0,2}(?:忘|漏|forget)/iu;

/** Fewer messages, or none at some hours. */
export const lessOften =
  /晚上|夜里|半夜|晚间|下班后|老(?:是)?发|少(?:发|提醒)|频繁|一天一|太多|太勤|一次就够|一天到晚|at night|too often|less often|fewer|once a day|点(?:钟)?(?:以|之)?后|睡|吵|半夜/iu;

/** Turning reminders off has its own words; “你就别催了” and “不提醒我就忘了” are others. */
export const turnsOff =
  /(?:不|别|勿|停|关|取消|退订|唔好|莫|甭)[^,，]{0,6}(?:提醒|挺醒|提我|通知|推送|发消息|发信息|再发|发了|发我|消息)|(?:提醒|通知|推送)[^,，]{0,6}(?:关|停|取消|不要|不用|不需要)|(?:stop|no more|turn off|disable|unsubscribe|don'?t)[^,.]{0,24}(?:remind|messag|notif|ping)?/iu;

/** Without reminders they would forget: “不提醒我就忘了”. */
export const wouldForget = /(?:不|没)[^,，]{0,6}(?:就|会)[^,，]{0,2}忘/u;

/** Only one reminder is spoken of, by its time. */
export const onlyOne =
  /(?:这|那|明天|后天|刚才|刚设|下午|早上|上午)[^,，]{0,5}(?:提醒|闹钟)|(?:this|that|tomorrow's) (?:reminder|one)/iu;

/** Wishes that reminders come, or go on coming. */
export const wantsOn =
  /(?:提醒|挺醒|🔔)[^,，]{0,8}(?:打开|开一下|开启|开起来|恢复|重开|不要关|别关|不关|照旧|照常|还要|保留)|(?:打开|开启|恢复|重新开|重开)[^,，]{0,8}(?:提醒|挺醒|🔔)/u;

/** Messages of any kind are spoken of. */
export const ofMessages = /提醒|挺醒|通知|推送|消息|信息|短信|发|催|烦|吵|remind|messag|notif|ping|spam/iu;

/** Another time instead of the one that was chosen. */
export const moves =
  /^(?:不对|不是|哦不|不|错了|no\b)|还是(?=[早上中下晚周星礼])|后呢[?？]?$|不是[^,，]{1,8}是|改|换|挪|推|提前|延|晚|吧|啦|move|change|instead|make it/iu;

const atNight = '(?:半夜|晚上|夜里|夜间|深夜|大晚上|凌晨|睡觉|睡着|下班后|周末)';
const notSo = '(?:别|不要|莫|勿|甭|唔好|不准|少)';
const sends = '(?:发|吵|提醒|叫|喊|打扰|找|弹|响|推|催)';

/** Not at night: “对了莫半夜给我发”, “晚上别发我要睡觉”. */
export const spareNights = new RegExp(
  `${notSo}[^,，]{0,4}${atNight}[^,，]{0,6}${sends}|${atNight}[^,，]{0,6}${notSo}[^,，]{0,4}${sends}|\\b(?:not|don't|no)\\b[^,.]{0,24}\\bat night\\b`,
  'iu',
);

/** Not to be called: “别叫我”. */
export const refusesCall =
  /(?:别|不要|不用|莫|勿|唔好|甭|don'?t|no need)[^,，]{0,4}(?:提醒|叫|喊|催|通知|remind|call)/iu;

/** To be called: “叫我”, “remind me”. */
export const calls =
  /(?<![他她们商购员板家])(?:(?<!的)(?:提醒|挺醒)(?![关开了还功设太都也不别呢吗])(?:一[下声])?(?:我|俺|咱)?|[叫喊催](?:一[下声])?(?:我|俺|咱)|\b(?:remind|ping|call|message) me\b)/iu;

/** A date by which something has to be done is named, not one to be called at. */
export const deadline = /截标|截止|开标|到期|过期|deadline|\bdue\b|expires?/iu;

/** They will come by themselves: “过几天我再来”. */
export const comesBack = /我[^,，]{0,4}(?:再|会)(?:回?来(?!得)|上来|找你|联系你?|问你)|i'?ll (?:be|come) back/iu;

/** Asked whether reminders come: “还会提醒我吗”. */
export const whetherAny =
  /(?:还?会|还(?=提醒|叫我|喊我)|有没有|是不是|还有|还在|还开|开着|设了)[^,，]{0,6}(?:提醒|[叫喊]我)|提醒[^,，]{0,4}(?:还?在|开着|还?有|设好|关了)|\b(?:will you|are|is|any)\b[^,.]{0,16}\bremind/iu;

/** Nothing but that they are not to be forgotten. */
export const onlyNotForgotten = /^(?:可|千万|到时候?)*(?:别|不要|勿|莫|唔好)忘(?:了|记|记了)?[啊哦哈呀喔~!！。\s]*$/u;

/** They are tired of being called. */
export const tiredOfCalls =
  /(?:烦|吵)(?:死|人|得很)?[^,，]{0,4}[,，\s]*[^,，]{0,8}(?:催|提醒|发消息|发信息)|(?:催|提醒)[^,，]{0,8}(?:烦|吵)/u;
