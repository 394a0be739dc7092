import type { CharacterLookup } from '../text/characters.ts';
import { findInvitationCodes } from '../text/invitation-code.ts';
import { clean, normalise, simplify } from '../text/normalise.ts';
import { readAmount } from '../text/numbers/amount.ts';
import { readNumeral } from '../text/numbers/numerals.ts';
import { findTimeSpan } from '../text/time-span.ts';
import { languageNamed } from './language.ts';
import type { Entities } from './reading.ts';

/** A step of the journey and the names that people call it by, in the order of the journey. */
export interface StepNames {
  readonly id: string;
  readonly names: readonly string[];
  /** What is handed in or set up with it: who has uploaded the invoice has handed in the proof. */
  readonly objects?: readonly string[];
}

/** What the intents already tell about which entities to look for. */
export interface Expected {
  /** The text tells a member name, even if nothing in it says so. */
  readonly memberName: boolean;
  /** The text asks for a language. */
  readonly language: boolean;
}

/** An amount above this is no micro-deposit, and no slip in typing one either: 100 yuan. */
const largestAmount = 10_000;

/** Finds what is named in a text. */
export type FindEntities = (text: string, expected: Expected) => Entities;

/** Finds the steps that a clause names by their names or their objects, each once, in the order of the words. */
export type FindSteps = (plain: string) => readonly string[];

/** Makes the function that finds the steps a clause speaks of. */
export function stepFinder(steps: readonly StepNames[], characters: CharacterLookup): FindSteps {
  const named = steps
    .flatMap(({ id, names, objects = [] }) =>
      [...names, ...objects].map((name) => ({ id, name: normalise(name, characters) })),
    )
    .filter(({ name }) => name.length > 0)
    .sort((one, other) => other.name.length - one.name.length);
  return (plain) => findSteps(plain, named, steps);
}

/** Makes the function that finds what is named in a text. */
export function entityFinder(steps: readonly StepNames[], characters: CharacterLookup): FindEntities {
  const named = steps
    .flatMap(({ id, names }) => names.map((name) => ({ id, name: normalise(name, characters) })))
    .filter(({ name }) => name.length > 0)
    .sort((one, other) => other.name.length - one.name.length);
  return (text, expected) => {
    const written = clean(text);
    const simple = simplify(written, characters);
    const lower = normalise(text, characters);
    const amount = readAmount(simple);
    const time = findTimeSpan(simple);
    const memberName = findMemberName(written, simple, expected.memberName);
    const found = findSteps(lower, named, steps);
    const code = findCode(written);
    const creditCode = findCreditCode(simple);
    const language = expected.language ? languageNamed(lower) : undefined;
    return {
      ...(amount !== undefined && amount.fen <= largestAmount
        ? { amount: { fen: amount.fen, unit: amount.unit } }
        : {}),
      ...(time === undefined ? {} : { time: written.slice(time.start, time.end) }),
      ...(memberName === undefined ? {} : { member_name: memberName }),
      ...(found.length === 0 ? {} : { steps: found }),
      ...(code === undefined ? {} : { code }),
      ...(creditCode === undefined ? {} : { credit_code: creditCode }),
      ...(language === undefined ? {} : { language }),
    };
  };
}

const isLatin = /^[a-z0-9' ]+$/;
const ordinal =
  /(?:第([一二三四五六七八九1-9])(?:步|个步骤|关)|(?<![一第\d])([二三四五六2-6])步(?=[和都、也跟])|\bsteps? ([1-9])(?:(?:,? ?(?:and|&|,) ?)([1-9]))?\b)/gu;

function findSteps(
  text: string,
  named: readonly { readonly id: string; readonly name: string }[],
  steps: readonly StepNames[],
): string[] {
  const spans: { readonly id: string; readonly start: number; readonly end: number }[] = [];
  const free = (start: number, end: number) => spans.every((span) => end <= span.start || start >= span.end);
  for (const { id, name } of named) {
    for (let start = text.indexOf(name); start >= 0; start = text.indexOf(name, start + 1)) {
      const end = start + name.length;
      const cut = isLatin.test(name) && (/[a-z0-9]/.test(text[start - 1] ?? '') || /[a-z0-9]/.test(text[end] ?? ''));
      if (!cut && free(start, end)) spans.push({ id, start, end });
    }
  }
  for (const match of text.matchAll(ordinal)) {
    for (const digit of match.slice(1)) {
      const step = digit === undefined ? undefined : steps[(readNumeral(digit) ?? 0) - 1];
      if (step !== undefined) spans.push({ id: step.id, start: match.index, end: match.index + match[0].length });
    }
  }
  spans.sort((one, other) => one.start - other.start);
  return [...new Set(spans.map(({ id }) => id))];
}

// Symbols that no member name may hold are taken along, so that whoever checks the name sees them.
const name = '[A-Za-z0-9_\\-\\u4e00-\\u9fff（）()·@#&*+./]{2,30}';
const saysName: readonly RegExp[] = [
  new RegExp(
    `(?:改名(?:叫|为|成)?|现在叫|改叫|更名为|名字?改(?:成|为|叫)?|名称?改(?:成|为|叫)?)\\s*["“「]?(${name})`,
    'giu',
  ),
  /(?:会员名|名字|账号名|登录名)[^,，。]{0,12}[错改][^,，。A-Za-z]{0,6}[,，\s]*(?:应该)?(?:是|叫|改成|改为|成)?\s*([A-Za-z][A-Za-z0-9_]{3,24})/giu,
  /(?:多|少|漏)[打写输填了]{1,2}[^,，。]{0,6}?[,，\s]*(?:应该)?是\s*([A-Za-z][A-Za-z0-9_]{3,24})/giu,
  new RegExp(
    `(?:会员(?:名称?|账号|帐号|明|号)|用户名|登[录陆入]名|账号|帐号|id|号|名字)(?:就?是|叫做?|为|用的是|填的是|[:：])+\\s*["“「『《]?(${name})`,
    'giu',
  ),
  /(?:号|账号|账户)[^,，。叫]{0,8}叫做?\s*([A-Za-z][A-Za-z0-9_]{3,24})/giu,
  /不是\s*[A-Za-z][A-Za-z0-9_]{3,24}[\s,，]*(?:而?是|应该是|叫)\s*([A-Za-z][A-Za-z0-9_]{3,24})/giu,
  new RegExp(`(?:我们?(?:公司|厂)?|就|账号|名字)(?:就?叫做?)\\s*["“「『]?(${name})`, 'giu'),
  new RegExp(`(?:会员名|会员账号|登录名|用户名)\\s+["“「『]?(${name})`, 'giu'),
  /(?:名字|[个個]名)\s*(?:叫做?|是|[系係]|为)?\s*[:：]?\s*([A-Za-z][A-Za-z0-9_]{4,24})/giu,
  /\bname\s*[:：]\s*([A-Za-z][A-Za-z0-9_]{4,24})/giu,
  /member ?(?:name|id) (?=[a-z]*[0-9_])([A-Za-z0-9_]{4,25})/giu,
  /(?:member ?(?:name|id|account)|login(?: ?(?:name|id))?|user ?(?:name|id)|account(?: name)?|id)(?: on 1688)?\s*(?:is|:|：|=)\s*["“]?([A-Za-z0-9_\-\u4e00-\u9fff]{2,30})/giu,
];
const quoted = /["“「『《]([^"”」』》]{2,30})["”」』》]/u;
const asks =
  /^不是|是不是|那个$|什么|啥|谁|行不行|可不可以|好不好|行吗|可以吗|哪|怎么|咋|多少|吗|呢$|能不能|可以|不知道|没有|忘|要填|^(?:what|who|which|how|not|the|already|taken|wrong|locked|my|our|a)$/iu;
/** With these something else begins behind a name, where nothing was put between. */
const goesOn = /(?:然后|接着|接到|接下来|下一步|下面|现在|已经|注册|另外|还有).*$/u;
const trailing = /(?:，|,|。|啊|呀|哈|吧|的|了|哦|喔|这个|就是这个)+$/u;
const leading = /^(?:我的|会员名?|会員名|名字|账号|个?名|俺|是|系|叫做?|it's|it is|就是|就叫|我们是|我们叫|我们|就)+/u;

function findMemberName(written: string, simple: string, expected: boolean): string | undefined {
  for (const pattern of saysName) {
    for (const match of simple.matchAll(pattern)) {
      if (match[1] === undefined) continue;
      const told = match[1].replace(goesOn, '');
      if (told.length < 2 || asks.test(told)) continue;
      const start = match.index + match[0].lastIndexOf(match[1]);
      return written.slice(start, start + told.length).replace(trailing, '');
    }
  }
  if (!expected) return undefined;
  const inQuotes = quoted.exec(written)?.[1];
  if (inQuotes !== undefined) return inQuotes;
  const pieces = written
    .split(/[\s,，。.!！?？:：;；~～]+/u)
    .map((piece) => piece.replace(trailing, '').replace(leading, ''));
  // Among English words a name shows by its digits; a word alone is none.
  const isTalk = (written.match(/[a-z]{2,}/giu) ?? []).length >= 4;
  return pieces
    .filter((piece) => new RegExp(`^${name}$`, 'u').test(piece) && !asks.test(piece))
    .filter((piece) => !/^(?:注意|会员名?|账号|帳號|会员|登记一下|注册好了?|你好|@.*)$/u.test(piece))
    .filter((piece) => !isTalk || /[\d_\u4e00-\u9fff]/u.test(piece))
    .sort((one, other) => Number(latinName.test(one)) - Number(latinName.test(other)))
    .at(-1);
}

const latinName = /^(?=.*[a-z])[A-Za-z0-9_]{4,25}$/iu;

/** Codes of other shapes: in a link, behind a word that says so, or in groups and alone. None of them is known, which the person is told. */
const codeInLink = /\/i\/(?=[A-Za-z_-]*\d)(?=[\d_-]*[A-Za-z])([A-Za-z0-9_-]{4,40})/u;
const codeAfterWord =
  /(?:邀请码|邀請碼|口令|认领码|認領碼|\/start|invitation(?: code)?|invite(?: code)?|claim(?: code)?)\s*(?:is|是|为|[:：=])?\s*(?=[A-Za-z_-]*\d)(?=[\d_-]*[A-Za-z])([A-Za-z0-9][A-Za-z0-9_-]{3,39})/iu;
const codeAlone = /^(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\d)[A-Z0-9]{4,10}(?:-[A-Z0-9]{3,10}){1,3}$/u;

function findCode(written: string): string | undefined {
  const other = (codeInLink.exec(written) ?? codeAfterWord.exec(written))?.[1] ?? codeAlone.exec(written)?.[0];
  return findInvitationCodes(written)[0] ?? other;
}

/** 18 characters in a row that are no ID-card number: those are digits only, but for an X at the end, and never start with 9. */
function findCreditCode(simple: string): string | undefined {
  for (const [found] of simple.matchAll(/(?<![0-9A-Za-z])[0-9A-Za-z]{2}[0-9A-Za-z -]{16,24}(?![0-9A-Za-z])/gu)) {
    const plain = found.replace(/[ -]/g, '').toUpperCase();
    if (plain.length !== 18 || (plain.match(/\d/g)?.length ?? 0) < 8) continue;
    if (plain.startsWith('9') || /[A-Z]/.test(plain.slice(0, 17))) return plain;
  }
  return undefined;
}
