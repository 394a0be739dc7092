import { type Assertion, assertionOf, withoutQuotes } from '../text/assertion.ts';
import { type Report, reportIn } from './report.ts';

/** One thing that a message says, with how it is said. */
export interface Clause {
  /** As it was written, without the sign that ends it. */
  readonly text: string;
  /** The same in simplified characters and lower case. */
  readonly plain: string;
  readonly assertion: Assertion;
  readonly report?: Report | undefined;
  /** Steps that the clause names, or whose papers it names, by id. */
  readonly steps: readonly string[];
  /** It names a sum. */
  readonly hasAmount: boolean;
  /** It speaks of all that is under way: "都过了". */
  readonly all: boolean;
}

/** A clause before it is read. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  /** A question mark stands behind it. */
  readonly asks: boolean;
}

const MOST = 12;

/** Speech without a sign in it is looked through for so many places to cut, and not at all when nobody speaks so long. */
const MOST_PLACES = 16;
const LONGEST_SPEECH = 600;

const stop =
  /[,，。!！?？;；~～…\n]+|(?<!\d)\.(?!\d)|\.(?=\s|$)|\s+(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\s+|\p{Extended_Pictographic}+/gu;
/** Words with which something else begins. */
const cue =
  /然后|接着|还有|另外|顺便|下一步|下面|接下来|但是?|不过|可是|现在|而且|并且|页面|跳出来|填(?=好|完|上|了)|显示|提示|请问|\b(?:and also|and then|and|but|then|now)\b/gu;
/** What was done ends here, and something else may begin. */
const ended = /[了啦喇咗咯](?=[^了啦喇咗咯吗没么吧呢啊呀哈的哦嘛]|$)/gu;

const boundaries = (text: string, from: number, to: number): number[] => {
  const part = text.slice(from, to);
  const places = [...part.matchAll(cue)].map(({ index }) => from + index);
  const ends = [...part.matchAll(ended)].map(({ index }) => from + index + 1);
  return [...new Set([...places, ...ends])]
    .filter((at) => at - from >= 2 && to - at >= 2)
    .sort((a, b) => a - b)
    .slice(0, MOST_PLACES);
};

const tells = (text: string): boolean => reportIn(text) !== undefined;
const asks = (text: string): boolean => assertionOf(text) === 'asked';

/**
 * Cuts what has no signs in it where both sides say something of their own: two reports, or a report and, behind a word
 * that leads on, something else. A question without such a word makes the report before it a condition ("到账了有没有通知")
 * and stays with it.
 */
const apart = (text: string, { start, end, asks: asked }: Piece): Piece[] => {
  if (end - start > LONGEST_SPEECH) return [{ start, end, asks: asked }];
  for (const at of boundaries(text, start, end)) {
    const [before, behind] = [text.slice(start, at), text.slice(at, end)];
    const isQuestion = asks(behind);
    // “那个号叫绵阳老罗纸箱然后接到起做啥子”: whatever was told before it, what is asked with such a word is another thing.
    const asksOn = isQuestion && /^(?:然后|接着|接下来|下一步|下面)/u.test(behind) && !asks(before);
    if (asksOn) return [{ start, end: at, asks: false }, ...apart(text, { start: at, end, asks: asked })];
    if (!tells(before)) continue;
    const leadsOn =
      /^(?:然后|接着|还有|另外|顺便|下一步|下面|接下来|但|不过|可是|现在|那|这|而且|请问|(?:[他她]|老板|会计|采购|女儿|儿子)们?[说讲问喊]|and|but|then|now)/u.test(
        behind,
      );
    if (leadsOn || (tells(behind) && !isQuestion)) {
      return [{ start, end: at, asks: false }, ...apart(text, { start: at, end, asks: asked })];
    }
  }
  return [{ start, end, asks: asked }];
};

/** Where the clauses of a text are; `text` is clean and in simplified characters, lower case. At most twelve. */
export const piecesOf = (text: string): readonly Piece[] => {
  const pieces: Piece[] = [];
  let from = 0;
  const take = (to: number, sign: string): void => {
    if (text.slice(from, to).trim() !== '') pieces.push({ start: from, end: to, asks: /[?？]/u.test(sign) });
  };
  for (const match of text.matchAll(stop)) {
    take(match.index, match[0]);
    from = match.index + match[0].length;
  }
  take(text.length, '');
  return pieces.flatMap((piece) => apart(text, piece)).slice(0, MOST);
};

/** With these the person comes back to themselves, or to what is so. */
const back = /^(?:但|不过|可是|现在|我们?(?:的|这|司|厂|公司)?(?!朋友|表|哥|弟|同)|but|we|our|i\b|my)/u;

/** Says of what was said just before that it is another matter: “支付宝那个认证过了，不是你们这个”. */
const disowns =
  /^(?:微信|邮件|电话|口头)里?[发说报]的|^(?:但|可)?(?:不是|唔[係系]|并非)(?:你们|咱们|我们|说)?(?:这个|这笔|这边|这家|那个|那笔|认证[那嗰]笔)/u;

/** Asks about what was said just before, which is then a quotation or a supposition: “… 这句话在哪里显示”, “… 算不算”. */
const asksAbout = /^(?:这(?:句|个|是|算|段)|算不算|是不是(?:这个|它|你们)|(?:是)?什么意思|要换)/u;

/**
 * What was begun as supposed or as somebody else's goes on as such until the person comes back to themselves: the scope of
 * a trigger ends at a word that ends it (ConText).
 */
export const withScope = (clauses: readonly Clause[]): readonly Clause[] => {
  let scope: Assertion | undefined;
  return clauses.map((clause, at) => {
    const next = clauses[at + 1];
    if (disowns.test(next?.text ?? '')) return { ...clause, assertion: 'of_others' };
    if (next?.assertion === 'asked' && asksAbout.test(next.text)) return { ...clause, assertion: 'asked' };
    if (back.test(clause.text)) scope = undefined;
    if (clause.assertion === 'of_others' || clause.assertion === 'hypothetical') scope = clause.assertion;
    return scope !== undefined && clause.assertion === 'asserted' ? { ...clause, assertion: scope } : clause;
  });
};

const longAgo = /去年|前年|上次|上回|以前|早前|曾经|last (?:year|time)/iu;
const notSentBack =
  /(?:没有?|不是|未|没被|无)[^,，]{0,3}(?:驳回|打回|退回?|被退|被拒|拒绝)|not (?:been )?(?:rejected|refused)/u;

/** “审核不通过” denies nothing: it tells that the papers were sent back. “没驳回” does deny. */
const readAs = (said: string, asks: boolean): Pick<Clause, 'assertion' | 'report'> => {
  const found = reportIn(withoutQuotes(said));
  // A rejection of long ago was told before, or is over.
  const report = found === 'rejected' && longAgo.test(said) ? undefined : found;
  const assertion = assertionOf(said, asks);
  const isNews = report === 'rejected' && assertion === 'denied' && !notSentBack.test(said);
  return { assertion: isNews ? 'asserted' : assertion, report };
};

/** Reads one piece. `steps` are those that its words name. */
export const clauseOf = (
  written: string,
  plain: string,
  piece: Piece,
  steps: readonly string[],
  hasAmount: boolean,
): Clause => ({
  text: written.slice(piece.start, piece.end).trim(),
  plain: plain.slice(piece.start, piece.end).trim(),
  ...readAs(plain.slice(piece.start, piece.end).trim(), piece.asks),
  steps,
  hasAmount,
  all: /都|全部|两个|两笔|both|all/u.test(plain.slice(piece.start, piece.end)),
});
