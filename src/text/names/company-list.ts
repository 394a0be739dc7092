import { withoutBlankRuns } from '../blank-runs.ts';
import { readInvitationCode } from '../invitation-code.ts';
import { kindOfBusiness, looksLikePerson } from './company-words.ts';

/** More names than this are not taken at once. */
export const MOST_COMPANIES = 200;

/** The longest name of a company, in UTF-16 units. */
const LONGEST_NAME = 80;

/** The names in a text, each once, in the order of writing. */
export interface CompanyList {
  readonly companies: readonly string[];
  /** How many more there were than are taken at once. */
  readonly left: number;
}

const invisible = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]|\p{Variation_Selector}/gu;
const breaks = /[\r\n\v\f\u0085\u2028\u2029]+/gu;
/** ① ⑴ ⒈ and 1️⃣ begin an entry; they would become bare digits when the text is made uniform. */
const enclosedNumbers = /[\u2460-\u249b\u24eb-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf]|\d\ufe0f?\u20e3/gu;

/** Stands in place of numbers and addresses at which somebody is reached; never in a text by itself, private characters are taken out. */
const reached = '\ue000';

const mobile = /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/gu;
const landline = /(?<!\d)(?:\+?86[- ]?)?0\d{2,3}[- ]?\d{7,8}(?:[-转]\d{1,6})?(?!\d)/gu;
const longNumber = /(?<![\p{L}\d])\d{7,}(?!\p{L})/gu;
const email = /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu;
const address = /https?:\/\/[!-~]+/gu;
const contactWords =
  '联系人|联系方式|联系电话|负责人|电话|手机号码?|手机|微信号?|邮箱|邮件|地址|备注|对接人|contact|phone|mobile|tel|email|e-mail|wechat|address|remark';
/** What says that the rest of a cell is how somebody is reached. */
const contact = new RegExp(
  `(?:(?:^|[\\s(（])(?:${contactWords})(?:\\s*[:：]|\\s|(?=[\\p{Script=Han}\\d${reached}]|$))|${reached}).*$`,
  'iu',
);
const companyLabel =
  /^(?:公司(?:名称|全称|名)?|企业(?:名称|全称)?|供应商(?:名称)?|供货商|单位(?:名称)?|厂家|名称|company(?: name)?|supplier(?: name)?|name)\s*[:：]\s*/iu;
const headings = new Set(
  (
    '序号 编号 公司 公司名 公司名称 公司全称 企业 企业名称 供应商 供应商名称 供应商名单 供货商 单位 单位名称 名称 名单 联系人 姓名 电话 手机 手机号 联系方式 联系电话 ' +
    '微信 邮箱 地址 备注 no no. # name names company companies supplier suppliers contact contacts phone mobile tel email remark remarks'
  ).split(' '),
);

const bullet = /^(?:[-–—*•·●○◆◇■□▪▫★☆➤►▶→>√✓✔#]+\s*)+/u;
const number =
  /^(?:[([【]\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[)\]】][.、:]?|(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[.、:)](?!\d)|第?(?:\d{1,3}|[一二三四五六七八九十]{1,3})家?[:、]|\d{1,3}(?=\s))\s*/u;

/** What people say around names when they ask for invitations. */
const askingInChinese =
  /^(?:(?:麻烦|请|帮忙|帮我|替我|给我|你|您|我要|我想|我们要|我们想|要|想|重新|再|先|另外|还有|还要)\s*)*(?:(?:邀请|邀請|邀约|邀)(?:一下|下)?|发(?:个|一个|份|送)?邀请(?:码|链接|函)?(?:给|到)?|给|把)\s*(?:(?:这些|以下|下面|这几家|这几个|这家|几家|一家|一批|新)?(?:的)?(?:供应商|供货商)(?:名单)?(?:如下)?|以下(?:这?几家)?|下面(?:这?几家)?|这几家|这些|如下)?\s*[:：,，]*\s*/u;
const askingInEnglish =
  /^(?:(?:can|could|would) you |please |i(?:'d| would)? (?:want|like|need|have) to |we (?:want|need) to |let's |help me )*(?:invite|add|send (?:an? )?(?:invitations?|invites?) to)\b\s*(?:(?:the|an?|these|following|new|our|some|my)\s+)*(?:suppliers?\b)?(?:\s+list)?\s*[:,]*\s*/iu;
const asked =
  /\s?(?:(?:都|也|来)?(?:发(?:个|一个|一下|份|送)?邀请(?:码|链接|函)?|邀请(?:一下|进来|过来)?|拉进来|加进来|进来|加入|入驻|来入驻|的邀请))?\s?(?:吧|一下|好吗|谢谢|谢了|please|thanks)?\s?[。.!！?？~～]{0,9}$/iu;
/** Each repetition is taken once and not tried in another way: what it matched is captured ahead and repeated. */
const nobody =
  /^(?:(?=((?:[\d一二两三四五六七八九十几多]+)?(?:家|个|批|些)?(?:新的?|别的|其他)?(?:供应商|供货商|厂家|公司|企业|工厂|单位|客户|老板)们?|他们|她们|它们|大家|所有人|我们|你们|[\d一二两三四五六七八九十几多]+(?:家|个)|开放邀请|邀请码?|链接|名单|如下|以下|下面|the |an? |some |our |new |more |several |few |\d+ |suppliers?|companies|company|them|everybody|everyone|all|invitations?|\s))\1)+$/iu;

const joined =
  /(?<=公司|集团|厂|店|行|部|社|铺|五金|机械|电子|机电|科技|贸易|商贸|实业|塑料|塑胶|模具|包装|轴承|建材|化工|制品|设备|材料|金属|电器|电气)\s*(?:和|跟|与|及|以及|还有)\s*(?=\p{Script=Han}{2})/gu;
const joinedInEnglish = /\s+and\s+(?!(?:Sons?|Co|Company|Brothers|Bros|Partners|Associates)\b)(?=[A-Z])/gu;
const companyEnding = '(?:ltd|inc|llc|limited|corp|gmbh|co)\\b';
const between = new RegExp(`[\\t|;；、]+|[,，](?!\\s*${companyEnding})|(?<!:)\\/+`, 'iu');

const quotes = /^["'“”‘’「」『』《》【】[\]<>\s]+|["'“”‘’「」『』《》【】[\]<>\s,，。.;；:：!！?？~～]+$/gu;

/** Chinese characters, small letters and digits alone. Most names are: thousands of them are compared at once. */
const plainName = /^[\u4e00-\u9fffa-z0-9]*$/;

/** The form in which names are compared: case, width, blanks and punctuation make no difference. */
export const companyKey = (name: string): string =>
  plainName.test(name)
    ? name
    : name
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '');

/** Brackets that hold no part of the name: how somebody is reached, or nothing. */
const bracketed = /[(（]([^()（）]*)[)）]/gu;
const withoutAsides = (cell: string): string =>
  cell.replace(bracketed, (whole, inside: string) => {
    const words = inside.trim();
    return words === '' || contact.test(` ${words}`) || looksLikePerson(words) ? '' : whole;
  });

/** What stands in a cell beside a name (a label, brackets, quotes) is not longer; longer cells hold no name. */
const LONGEST_CELL = 4 * LONGEST_NAME;

/** Chinese company names are written with wide brackets, others with narrow ones. */
const tidy = (cell: string): string => {
  if (cell.length > LONGEST_CELL) return '';
  const plain = cell.replace(companyLabel, '').replace(/\s+/gu, ' ').replace(quotes, '').trim();
  return /\p{Script=Han}/u.test(plain) ? plain.replaceAll('(', '（').replaceAll(')', '）') : plain;
};

/** Words that stand in no company's name: a question, or something said beside the names. */
const question =
  /怎么|怎样|咋样|咋办|到哪|进度|如何|多久|多少|为什么|为啥|什么|[吗呢]$|^(?:how|what|when|why|who|where|which|can|could|do|does|is|are)\s/iu;
const remark =
  /我|你|您|他们|她|一共|总共|可以|晚点|晚些|等下|等会|明天|今天|后天|下周|还没|已经|不要|不用|需要|帮忙|谢谢|先这|就这|发给|发你|这几|那几|名单|邀请/u;
const filler =
  /^(?:[嗯呃啊哦噢好行对是的吧哈]+(?:那个|这个)?|那个|这个|ok|okay|yes|no|稍等.*|等.{0,3}|没有?|不知道|不清楚|随便|一会儿?.*|回头.*|再说.*|算了.*)$/iu;
const isSaid = (name: string): boolean =>
  question.test(name) || (!kindOfBusiness.test(name) && (remark.test(name) || filler.test(name)));

const isName = (name: string): boolean =>
  name.length >= 2 &&
  name.length <= LONGEST_NAME &&
  /\p{L}/u.test(name) &&
  companyKey(name).length >= 2 &&
  !headings.has(name.toLowerCase()) &&
  !nobody.test(name) &&
  !isSaid(name) &&
  readInvitationCode(name) === undefined;

/** Words of one cell with blanks between them: several names, or a name with somebody beside it, or a name with blanks. */
const wordsApart = (cell: string): readonly string[] => {
  const words = cell.split(/\s+/u);
  if (words.length < 2 || !words.every((word) => /\p{Script=Han}/u.test(word))) return [cell];
  const companies = words.filter((word) => kindOfBusiness.test(word));
  // 张三 五金: a trade alone is the rest of a name.
  if (companies.length === 1 && (companies[0]?.length ?? 0) < 3) return [words.join('')];
  if (companies.length === 1) return [words.filter((word) => !looksLikePerson(word)).join('')];
  return words;
};

/**
 * The names in one line. Where it tells how somebody is reached, what else is in it is about the companies that are
 * certainly named; a row of a table is about one.
 */
const namesIn = (line: string): readonly string[] => {
  const plain = withoutAsides(
    [address, email, mobile, landline, longNumber].reduce((left, what) => left.replace(what, reached), line),
  );
  const cells = plain
    .replace(joined, '、')
    .replace(joinedInEnglish, '、')
    .split(between)
    .map((cell) => cell.trim().replace(bullet, '').replace(number, '').trim());
  const told = cells.map((cell) => cell.replace(contact, '').trim());
  const isRow = line.includes('\t');
  const isRecord = isRow || told.some((cell, place) => cell !== cells[place]);
  const names = told.flatMap(wordsApart).map(tidy).filter(isName);
  const companies = names.filter((name) => kindOfBusiness.test(name));
  const others = names.filter((name) => !looksLikePerson(name));
  if (isRecord && companies.length === 0) return others.slice(0, 1);
  if (isRow) return companies.slice(0, 1);
  if (isRecord) return companies;
  return companies.length > 0 ? others : names;
};

/** What is asked at the end stands within so many characters. */
const ASKED_WITHIN = 40;

const withoutAsking = (line: string): string => {
  const from = Math.max(0, line.length - ASKED_WITHIN);
  return line.slice(0, from) + line.slice(from).replace(asked, '');
};

/** The lines without what is said around the names. */
const linesOf = (text: string): readonly string[] => {
  const lines = text
    .replace(enclosedNumbers, '\n')
    .replace(breaks, '\n')
    .replace(invisible, '')
    .normalize('NFKC')
    .replace(invisible, '')
    .split('\n')
    .map((line) => withoutBlankRuns(line).replace(/^ | $/gu, ''))
    .filter((line) => line !== '');
  return lines.map((line, place) => {
    const begun = place === 0 ? line.replace(askingInChinese, '').replace(askingInEnglish, '') : line;
    return place === lines.length - 1 && (begun !== line || lines.length === 1) ? withoutAsking(begun) : begun;
  });
};

/**
 * The companies that somebody names or pastes, in whatever way lists are written: one a line, numbered, with bullets, with
 * commas or 、, as columns of a table; with what is said around them ("帮我邀请…"). Telephone numbers, people and headings
 * are no part of it. At most {@link MOST_COMPANIES}, each once, each of 2 to 80 characters.
 */
export const readCompanies = (text: string): CompanyList => {
  const found = new Map<string, string>();
  for (const line of linesOf(text)) {
    for (const name of namesIn(line)) if (!found.has(companyKey(name))) found.set(companyKey(name), name);
  }
  const companies = [...found.values()];
  return { companies: companies.slice(0, MOST_COMPANIES), left: Math.max(0, companies.length - MOST_COMPANIES) };
};

/** Whether a text asks in so many words to invite the companies that it names: "邀请张三五金". */
export const asksToInvite = (text: string): boolean => {
  const [words = ''] = askingInChinese.exec(text.trim()) ?? askingInEnglish.exec(text.trim()) ?? [];
  return /邀|invit/iu.test(words) && readCompanies(text).companies.length > 0;
};

/** Fewer names than this are not taken for a list that was pasted without a word. */
const SHORTEST_LIST = 3;

/** The companies of a text that is nothing but a list of them; none when it may be anything else. */
export const readBareList = (text: string): CompanyList | undefined => {
  if (!/[\n、，,;；]/u.test(text.trim())) return undefined;
  const list = readCompanies(text);
  const certain = list.companies.filter((name) => kindOfBusiness.test(name)).length;
  return list.companies.length >= SHORTEST_LIST && certain * 4 >= list.companies.length * 3 ? list : undefined;
};
