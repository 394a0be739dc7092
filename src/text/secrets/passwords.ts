import type { Stretch } from './readable-text.ts';

/** 秘码, 蜜码, 密玛 sound the same and are what phones write; 密吗 is a question and no word for it. */
const chinese = '[密秘蜜][码碼玛马瑪馬]|口令|暗号';
const latin = '(?<![a-z])(?:password|passwd|passphrase|pwd|psw|mima)(?![a-z])';
const joint = '[\\s:=,"\'“”‘’「」()【】]';
const word = '[是为係系就叫我你给发告诉设置成的改用了啦]|(?<![a-z])(?:is|was|shi|jiushi|wei)(?![a-z])';
/** A password as it can stand in a message: printable ASCII without blanks. */
const value = '[!-~]{3,64}';
const told = new RegExp(`(?:${chinese}|${latin})((?:${joint}|${word}){0,12})(${value})`, 'giu');
/** The password stands before its word: “abc123 是密码”, “Abc@2024 这是我的登录密码”. It must look like one: letters with digits or signs. */
const toldBefore = new RegExp(
  `(?<![!-~])(?=[!-~]{0,64}[A-Za-z])(?=[!-~]{0,64}[\\d!@#$%^&*_+=-])([!-~]{6,64})[\\s,:，：]{0,3}(?:这?[是係系](?:我的?|我们的?|账号的?|登[录陆]的?|后台的?|1688的?){0,3}|就是|作|做|当)(?:登[录陆]|账号|后台)?(?:${chinese})`,
  'giu',
);
/** A number with one of these behind it counts something: "密码8-20位". */
const countAfter = /^\s?(?:[位个次遍天分秒年月到至]|字符|digits?|characters?|letters?|times?)/iu;
/** English and pinyin words that follow "password" without being one. */
const ordinary = new Set(
  (
    'ask call click contact enter give go just keep make may open see send share tap tell then try type use wait ' +
    'a again all also always and any are as asked at bad be because been being before blank but by can cannot case change ' +
    'changed changing contain correct do does doesn don empty error expired fail failed field fine for forget forgot ' +
    'forgotten format from given gone good hard has have hint how i if in incorrect input into invalid is isn it its kept ' +
    'length like locked long lost mail match matches me mine missing must my need needed needs never new no not now of off ' +
    'ok on or page please problem protected rejected required requirement requirements reset right rule rules safe same ' +
    'screen secret secure sent set should short so still stored strong that the their there they this to too unknown ' +
    'used wasn was we weak what when where which who whose why will with without won work working works wrong yes you your ' +
    'bu buduile bu4 cuo cuole cuowu dui duoshao gai ma mei ne sha shenme shezhi tian wangji wangle wang wo xiugai zenme ' +
    'zenmeban bushi budui bulai'
  ).split(' '),
);

/**
 * Where a legible text tells a password: a word for it, then what it is. Questions and complaints about passwords
 * ("密码忘了", "password is wrong", "密码8-20位") tell none.
 */
export function findPasswords(text: string): Stretch[] {
  const found: Stretch[] = [...text.matchAll(toldBefore)].map(({ index, 1: written = '' }) => ({
    start: index,
    end: index + written.length,
  }));
  for (let from = 0; ; ) {
    told.lastIndex = from;
    const match = told.exec(text);
    if (match === null) return found;
    const [whole, between = '', written = ''] = match;
    let end = match.index + whole.length;
    const start = end - written.length;
    if (isPassword(written, between, text.slice(end, end + 12))) {
      while (/[!-~]/.test(text.charAt(end))) end += 1;
      found.push({ start, end });
      from = end;
    } else {
      // What was taken for a password may be the word for it: "password mima abc123".
      from = start;
    }
  }
}

function isPassword(written: string, between: string, after: string): boolean {
  if (/^\*+$/.test(written) || !/[A-Za-z0-9]/.test(written)) return false;
  if (/^[\d~+-]+$/.test(written) && countAfter.test(after)) return false;
  if (written === '1688') return false;
  const core = written.replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '').toLowerCase();
  if (/^[a-z']+$/.test(core)) {
    if (ordinary.has(core.split("'")[0] ?? '')) return false;
    // Bare words need a clear "is"; "mima wangle" and "密码 error" have none.
    return /[:=是为]|\bis\b|\bwas\b|\bshi\b/iu.test(between) || /^x{2,}$/.test(core);
  }
  return true;
}
