import { isCreditCode } from '../checks/credit-code.ts';
import { groupedNumbers } from '../numbers/grouped-numbers.ts';
import { isIdCard, looksLikeIdCard, looksLikeOldIdCard } from '../numbers/id-card.ts';
import { passesLuhn } from '../numbers/luhn.ts';
import { spellsNumber, withDigits } from '../numbers/numerals.ts';
import { findPasswords } from './passwords.ts';
import { maskStretches, readableText, type Stretch } from './readable-text.ts';
import { findSmsCodes } from './sms-codes.ts';

/** What must be neither kept nor repeated. */
export type SecretKind = 'id_card' | 'bank_card' | 'sms_code' | 'password';

/** A text without its secrets, and which kinds it held. */
export interface Guarded {
  /** The text with `***` in place of every secret; guarding it again changes nothing. */
  readonly masked: string;
  /** Every kind once, in the order of {@link SecretKind}. */
  readonly kinds: readonly SecretKind[];
}

const digitGroup = /\d+(?:[ -]?[XxХх×](?![A-Za-z0-9]))?/gu;
const idWord = /身份证|身分證|身份證|身份号|(?<![a-z])(?:sfz|id (?:card|number|no)|identity card)/iu;
const cardPrefix = /^(?:62|4|5[1-5]|60|35|9[05]5)/;

/** The secrets of a legible text, by kind. */
function findSecrets(text: string): ReadonlyMap<SecretKind, readonly Stretch[]> {
  const idCards: Stretch[] = [];
  const bankCards: Stretch[] = [];
  const namesId = idWord.test(text);
  for (const number of groupedNumbers(withDigits(text), digitGroup, { shortest: 15, longest: 19 })) {
    const characters = number.characters.replace(/\D$/u, 'X');
    if (isSecretId(characters, namesId)) idCards.push(number);
    else if (isSecretCard(characters, number.groups)) bankCards.push(number);
  }
  return new Map<SecretKind, readonly Stretch[]>([
    ['id_card', idCards],
    ['bank_card', bankCards],
    ['sms_code', findSmsCodes(text)],
    ['password', findPasswords(text)],
  ]);
}

function isSecretId(number: string, namesId: boolean): boolean {
  if (number.length === 15) return namesId && looksLikeOldIdCard(number);
  // No identity card number begins with 9 and is a credit code of a business as well.
  if (number.startsWith('9') && isCreditCode(number)) return false;
  return isIdCard(number) || (namesId && looksLikeIdCard(number));
}

function isSecretCard(number: string, groups: number): boolean {
  if (!/^\d{16,19}$/.test(number)) return false;
  // One number in ten passes Luhn: neighbours that only happen to stand together must begin like a card, too.
  if (groups > 1 && !cardPrefix.test(number)) return false;
  return passesLuhn(number) && !(number.startsWith('9') && isCreditCode(number));
}

/** Texts of words alone, and the words that a secret can stand beside; most of what people say needs no closer look. */
const wordsAlone = /^[\p{Script=Han}A-Za-z \n,.?!，。？！、：:]*$/u;
const besideSecrets = /[密码碼]|口令|pass|pwd|psw|mima|yzm|yanzhengma|otp|pin|captcha|code/iu;

/**
 * Takes identity card numbers, bank card numbers, codes from text messages and passwords out of a text. Full-width digits,
 * blanks, dashes and invisible characters between digits do not hide them. Time grows with the length of the text only.
 */
export function guard(text: string): Guarded {
  if (wordsAlone.test(text) && !besideSecrets.test(text) && !spellsNumber(text)) return { masked: text, kinds: [] };
  const kinds = new Set<SecretKind>();
  let masked = text;
  // What is masked shortens the text and may bring a code nearer to its word: go on until nothing is found.
  for (;;) {
    const view = readableText(masked);
    const secrets = findSecrets(view.text);
    const stretches = [...secrets.values()].flat();
    if (stretches.length === 0) {
      return { masked, kinds: [...secrets.keys()].filter((kind) => kinds.has(kind)) };
    }
    for (const [kind, found] of secrets) if (found.length > 0) kinds.add(kind);
    masked = maskStretches(masked, view, stretches);
  }
}

const email = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/gu;
const codeGroup = /[0-9A-Za-z]+/gu;
const longRun = /\d{7,}/gu;
/**
 * Digits of this many in several groups are a telephone number or longer; a date with an hour has ten. Groups of seven and
 * more are masked anyway, so that every longer chain is covered by choices of at most six digits more.
 */
const longGrouped = { shortest: 11, longest: 16 };

/**
 * Masks whatever could point to a person or a firm, for lines that are kept for operators: all that {@link guard} masks,
 * and mobile numbers, e-mail addresses, runs of 7 digits or more, credit codes.
 */
export function maskPersonal(text: string): string {
  let masked = text;
  for (;;) {
    const next = maskOnce(masked);
    if (next === masked) return masked;
    masked = next;
  }
}

function maskOnce(text: string): string {
  const guarded = guard(text).masked;
  const view = readableText(guarded);
  const stretches: Stretch[] = [...view.text.matchAll(email), ...view.text.matchAll(longRun)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  for (const number of groupedNumbers(view.text, codeGroup, { shortest: 17, longest: 19 })) {
    const digits = number.characters.replace(/\D/g, '').length;
    const isCode = digits >= 8 && (number.groups === 1 || isCreditCode(number.characters.toUpperCase()));
    if (isCode) stretches.push(number);
  }
  for (const number of groupedNumbers(view.text, /\d+/gu, longGrouped)) {
    if (number.groups > 1) stretches.push(number);
  }
  return maskStretches(guarded, view, stretches);
}
