/** A message without the words that ask for a check, and whether it had any. */
export interface CheckRequest {
  readonly rest: string;
  readonly asked: boolean;
  /** Whether it only wants a yes ("没错吧"): that checks a code, but merely tells a name. */
  readonly confirming: boolean;
}

const politeness =
  '(?:[你您]们?好呀?|请问|在吗|老师|亲|麻烦|请|帮忙|帮我|帮|给我|替我|您|你|我想|能不能|能|可以|可否|再|先|hi|hello|please|could you|can you|[\\s,，。、:：!！])';
const look =
  '(?:看一?看|看一?下|瞅瞅|瞧瞧|查一?查|查一?下|检查|核对|校验|核实|验证一下|确认一?下|check|verify|validate)(?:一下|下)?(?:我的|我们的|这个|这些|以下|my|this|these)?';
const leading = new RegExp(`^${politeness}{0,12}${look}(?![\\p{Script=Latin}])[\\s:：,，]*`, 'iu');
/** The words at the end are looked for in so many characters: none are longer, and every part of the expression is bounded. */
const CLOSING_WITHIN = 60;
const closing =
  /[\s,，。、]{0,9}(?:这样|这个|这么|这|格式|填的?|写的?|是不是|有没有|is (?:it|this|that)|does (?:it|this) look)?\s?(?:对吗|对不对|对么|对嘛|对吧|对不|正确吗|正确不|是否正确|有问题吗|有没有问题|有错吗|有没有错|没错吧|没问题吧|错了没|有误吗|哪里不对|不对|填不进去|报错|格式错误|提示格式不对|帮我(?:看看|看下|核对|检查)(?:一下|下)?|检查一?下|核对一?下|看对不对|哪里?错了|(?:right|correct|valid|ok)(?=\s*[?？]))[\s。.!！?？~～吗呢啊呀]{0,9}$/iu;

const withoutClosing = (line: string): string => {
  const from = Math.max(0, line.length - CLOSING_WITHIN);
  const found = closing.exec(line.slice(from));
  return found ? line.slice(0, from + found.index) : line;
};

/** Takes the words that ask for a check off both ends of a line: "帮我看看 … 对吗". */
export function readCheckRequest(line: string): CheckRequest {
  const behind = withoutClosing(line);
  const rest = behind.replace(leading, '');
  const confirming = behind === rest && /吧[\s。.!！?？~～]{0,9}$/u.test(line.slice(-CLOSING_WITHIN));
  return { rest: rest.trim(), asked: rest !== line, confirming };
}
