import { readCheckRequest } from '../checks/check-request.ts';
import { compareNames } from '../checks/company-name.ts';
import { checkField, type Expectations, type FieldCheckName } from '../checks/field-check.ts';
import { type Verdict, verdictOf } from '../checks/verdict.ts';
import { fieldOfShape, isInvoicePair } from './pasted-shape.ts';
import { type Joint, readValue } from './pasted-values.ts';

/** A field of a form, as far as it matters for recognising what is meant for it. */
export interface PastedField {
  /** The label exactly as the page shows it. */
  readonly label: string;
  /** Other words people use for it. */
  readonly aliases: readonly string[];
  readonly check?: FieldCheckName | undefined;
}

/** A value that somebody is about to type into a form. */
export interface Pasted {
  /** The label of the field. */
  readonly label: string;
  readonly check: FieldCheckName;
  readonly value: string;
  /** Whether the person named the field, or the value can be nothing else. */
  readonly by: 'label' | 'shape';
}

/** What a check says of the value for one field. */
export interface FieldVerdict {
  readonly label: string;
  readonly verdict: Verdict;
}

/** No form is longer; what follows is not read. */
const longestPaste = 4000;
/** Talk beside a value that asks about something else than the value. */
const question = /怎么|咋|如何|哪|什么|啥|为何|多少|被|收不到|谁|how|what|why|where|which|who/iu;
/** Talk beside a value that nobody asked to check: a complaint or a report, of which the value is only a part. */
const concern =
  /[吗么呢嘛吧?？不没未占忘错能收换改登]|还是|可以|提示|[填点好完过交]了|注册|发给|发到|添加|can|not\b|n't|already|taken/iu;
/** A few words beside a value are an introduction ("我们公司的"); more are a message of its own. */
const introduction = 8;
const token = /\+?(?=[A-Za-z]*\d)[0-9A-Za-z]+(?:[ -](?=[A-Za-z]*\d)[0-9A-Za-z]+)*/gu;

interface Label {
  readonly start: number;
  readonly end: number;
  readonly field: PastedField;
}

interface Line {
  readonly pasted: readonly (Pasted & { readonly joint: Joint })[];
  /** What is neither label nor value. */
  readonly rest: string;
}

/**
 * Recognises what a supplier pastes before typing it into a form: `label：value`, `label value`, several of them in one or
 * more lines, or a bare value whose shape tells what it is; also inside "帮我看看 … 对吗". Gives nothing for ordinary chat,
 * nor for a member name that stands alone without a wish to have it checked: that is a report. Quickest when it is given
 * the same list of fields every time.
 */
export function readPasted(text: string, fields: readonly PastedField[]): Pasted[] {
  const requests = text
    .slice(0, longestPaste)
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .split(/[\r\n\u2028\u2029]+/u)
    .map((line) => readCheckRequest(line.trim()));
  const asked = requests.some((request) => request.asked);
  const labels = labelReaders.get(fields) ?? labelReader(fields);
  labelReaders.set(fields, labels);
  const named = requests.flatMap(({ rest }): Pasted[] => {
    const line = readLine(rest, labels, fields, asked);
    return line.pasted.filter((one) => isMeant(one, line, asked)).map(({ joint: _, ...pasted }) => pasted);
  });
  const invoiceNamed = named.some((one) => one.check === 'invoice_number' && one.by === 'label');
  // The code of a paper invoice beside its number is no second number.
  const found = named.filter((one) => !(invoiceNamed && one.check === 'invoice_number' && one.by === 'shape'));
  const onlyName = found.every((one) => one.check === 'member_name');
  return onlyName && !requests.some((request) => request.asked && !request.confirming) ? [] : found;
}

function isMeant({ by, joint }: Line['pasted'][number], { rest }: Line, asked: boolean): boolean {
  if (question.test(rest)) return false;
  if (asked) return true;
  if (concern.test(rest)) return false;
  const talk = rest.replace(/[^\p{L}\p{N}]+/gu, '');
  return talk.length <= introduction || (by === 'label' && joint === 'colon');
}

type LabelReader = (line: string) => readonly Label[];
/** Made once for a list of fields, which costs more than reading a message. */
const labelReaders = new WeakMap<readonly PastedField[], LabelReader>();

/** Finds labels where one can begin: at the start of a line, behind a blank, a sign or a word that leads to it. */
function labelReader(fields: readonly PastedField[]): LabelReader {
  const byName = new Map<string, PastedField>();
  for (const field of fields) {
    for (const key of [field.label, ...field.aliases].flatMap(writings)) {
      const known = byName.get(key);
      if (key !== '' && (known === undefined || (known.check === undefined && field.check !== undefined))) {
        byName.set(key, field);
      }
    }
  }
  const names = [...byName.keys()].sort((a, b) => b.length - a.length).map(escaped);
  if (names.length === 0) return () => [];
  const shape = new RegExp(
    `(?<=^|[\\s,，。;；:：、!！?？()的我是和跟与]|公司|看看|看下|看一下)(?:${names.join('|')})(?![a-z])`,
    'giu',
  );
  return (line) => {
    // Most lines hold none: finding that out costs a tenth of what beginning to list them does.
    if (line.search(shape) < 0) return [];
    return [...line.matchAll(shape)].flatMap((match) => {
      const field = byName.get(match[0].toLowerCase());
      return field === undefined ? [] : [{ start: match.index, end: match.index + match[0].length, field }];
    });
  };
}

/** A label as it stands and as it is said for short: 公司名 for 公司名称, 手机号 for 手机号码. */
function writings(name: string): readonly string[] {
  const key = name.normalize('NFKC').toLowerCase();
  const short = key.replace(/(?<=.名)称$|(?<=.号)码$/u, '');
  return short === key ? [key] : [key, short];
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

function readLine(line: string, read: LabelReader, fields: readonly PastedField[], asked: boolean): Line {
  const labels = read(line);
  const pasted: (Pasted & { joint: Joint })[] = [];
  let rest = line.slice(0, labels[0]?.start ?? line.length);
  for (const [number, label] of labels.entries()) {
    const behind = line.slice(label.end, labels[number + 1]?.start ?? line.length);
    const sign =
      /^(?:[字称](?=\s*[:=是为叫]))?\s*(?:\([^()]*\))?(?:[:=为叫\s]|就?是(?!不|否)|[填写]的?)*/u.exec(behind)?.[0] ??
      '';
    const joint: Joint = /[:=]/u.test(sign) ? 'colon' : 'loose';
    const { check } = label.field;
    const value = check === undefined ? undefined : readValue(check, behind.slice(sign.length), joint)?.trim();
    if (check === undefined || value === undefined) {
      rest += ` ${line.slice(label.start, label.end)}${behind}`;
      continue;
    }
    pasted.push({ label: label.field.label, check, value, by: 'label', joint });
    rest += ` ${behind.slice(sign.length).trimStart().slice(value.length)}`;
  }
  const byShape = readShapes(rest, fields, asked);
  return { pasted: [...pasted, ...byShape.pasted], rest: byShape.rest };
}

function readShapes(text: string, fields: readonly PastedField[], asked: boolean): Line {
  const pasted: (Pasted & { joint: Joint })[] = [];
  const take = (value: string): string => {
    const check = fieldOfShape(value, asked);
    const field = check === undefined ? undefined : fieldFor(check, fields);
    if (check === undefined || field === undefined) return value;
    pasted.push({ label: field.label, check, value, by: 'shape', joint: 'loose' });
    return ' ';
  };
  const rest = text.replace(token, (value) => {
    const groups = value.split(/[ -]/u);
    const apart = !isInvoicePair(value) && groups.some((group) => fieldOfShape(group, false) !== undefined);
    return apart ? groups.map(take).join(' ') : take(value);
  });
  return { pasted, rest };
}

/** The field that a value of some shape belongs to; one field takes both kinds of registration number. */
function fieldFor(check: FieldCheckName, fields: readonly PastedField[]): PastedField | undefined {
  const same =
    check === 'registration_number' ? 'credit_code' : check === 'credit_code' ? 'registration_number' : check;
  return fields.find((field) => field.check === check) ?? fields.find((field) => field.check === same);
}

/**
 * Runs the checks of everything that was pasted. When the company's name and the holder name at the bank are both there,
 * they are compared, and what is found is added to the holder's.
 */
export function checkPasted(pasted: readonly Pasted[], expectations: Expectations): FieldVerdict[] {
  const names = pasted.filter((one) => one.check === 'company_name');
  const holder = names.find((one) => isHolder(one.label));
  const company = names.find((one) => !isHolder(one.label));
  return pasted.map((one) => {
    const verdict = checkField(one.check, one.value, expectations);
    if (one !== holder || company === undefined) return { label: one.label, verdict };
    const compared = compareNames(company.value, one.value);
    return { label: one.label, verdict: verdictOf([...verdict.findings, ...compared.findings]) };
  });
}

function isHolder(label: string): boolean {
  return /开户名|户名|账户名|holder/iu.test(label);
}
