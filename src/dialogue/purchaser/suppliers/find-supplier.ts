import { companyKey } from '../../../text/names/company-list.ts';
import { initialsSimilarityTo, LEAST_SIMILARITY, similarityTo } from '../../../text/names/similarity.ts';
import type { MemberContext } from '../member-context.ts';
import { openInvitations, type Supplier } from './supplier-names.ts';

/** What is said around a name: it belongs to no name, and would make all suppliers alike. */
const around =
  /怎么样了?|怎样了?|咋样了?|如何了?|情况|进度|进展|到哪(?:一?步|里|儿|了)?了?|哪一?步|卡在哪里?|卡住了?|为什么|为啥|做完了?|办完了?|弄完了?|办好了?|搞定了?|完成了?|没动静|供应商|供货商|有限责任公司|有限公司|公司|这家|那家|一家|哪家|这个|那个|他们家?|他家|她家|催(?:一下|下|催|促)?|提醒(?:一下|下)?|问(?:一下|下|问)|已经|已添加|已邀请|加好了?|加了|加进去了?|添加|加入|名录|弄好了?|邀请(?:码|链接)?|撤回|撤销|收回|作废|取消|再发(?:一次|一下|给?)?|重新发|查(?:一下|下|查)|看(?:一下|下|看)|看详情|详情|帮我|麻烦|请|一下|现在|目前|最近|今天|开始|有没有|了没有?|呢|吗|吧|啊|的|是不是|还没|办到|做到|走到|(?<=[\s,，。])了|了$|\b(?:how is|how are|what about|doing|status|progress|of|is|are|the|nudge|remind|chase|please|added|invited|revoke|invitation|supplier|stuck|where|details?|show|me|for|done|cancel|withdraw)\b/giu;

/** What is left of a text when all that is no name is taken out. */
export const namingPart = (text: string): string => text.normalize('NFKC').replace(around, ' ').trim();

const namesFor = ({ summary, invitation }: Supplier): readonly string[] =>
  [summary ? summary.membership.company : invitation.company, summary?.member_name].filter(
    (name) => name !== undefined,
  );

/** Everyone that can be named: who joined, and who was invited and did not come yet. */
export const everySupplier = (context: MemberContext): readonly Supplier[] => [
  ...context.snapshot.summaries.map((summary): Supplier => ({ summary })),
  ...openInvitations(context).map((invitation): Supplier => ({ invitation })),
];

/** Whom a text names. `meant`: each of them. `which`: one of them, and it cannot be told which. */
export interface Found {
  readonly kind: 'none' | 'meant' | 'which';
  readonly suppliers: readonly Supplier[];
}

const nobody: Found = { kind: 'none', suppliers: [] };

/** A name of one character stands in every other text. */
const SHORTEST = 2;

/** Those whose whole name stands in the text; a name within a longer one that stands there, too, is not meant. */
const wholeNamed = (among: readonly Supplier[], text: string): Found => {
  const key = companyKey(text);
  const held = among.flatMap((supplier) => {
    const names = namesFor(supplier)
      .map(companyKey)
      .filter((name) => name.length >= SHORTEST && key.includes(name));
    const name = names.toSorted((left, right) => right.length - left.length)[0];
    return name === undefined ? [] : [{ supplier, name }];
  });
  const meant = held.filter(({ name }) => !held.some((other) => other.name !== name && other.name.includes(name)));
  const different = new Set(meant.map(({ name }) => name)).size === meant.length;
  if (meant.length === 0) return nobody;
  return { kind: different ? 'meant' : 'which', suppliers: meant.map(({ supplier }) => supplier) };
};

/** Whether a text is hardly anything but the name of a supplier, or a part of one. */
export const isSupplierName = (context: MemberContext, text: string): boolean => {
  const suppliers = everySupplier(context);
  if (wholeNamed(suppliers, text).kind !== 'none') return true;
  const part = companyKey(namingPart(text));
  return (
    part.length >= SHORTEST && suppliers.some((one) => namesFor(one).some((name) => companyKey(name).includes(part)))
  );
};

const oneOrWhich = (suppliers: readonly Supplier[]): Found =>
  suppliers.length === 0 ? nobody : { kind: suppliers.length === 1 ? 'meant' : 'which', suppliers };

/**
 * The suppliers that a text names, by the company, a telling part of it, or the member name; also with wrong characters of
 * the same sound, in pinyin and by first letters, where sounds are known.
 */
export const findSuppliers = (
  context: MemberContext,
  text: string,
  among: readonly Supplier[] = everySupplier(context),
): Found => {
  const whole = wholeNamed(among, text);
  if (whole.kind !== 'none') return whole;
  const naming = namingPart(text);
  if (naming === '') return nobody;
  const likeness = similarityTo(naming, context.characters);
  const weighed = among.map((supplier) => Math.max(0, ...namesFor(supplier).map(likeness)));
  const best = weighed.reduce((most, one) => Math.max(most, one), 0);
  if (best >= LEAST_SIMILARITY) return oneOrWhich(among.filter((_, place) => weighed[place] === best));
  if (!context.characters) return nobody;
  const isInitials = initialsSimilarityTo(naming, context.characters);
  return oneOrWhich(among.filter((supplier) => namesFor(supplier).some(isInitials)));
};
