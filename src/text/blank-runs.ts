/** A line break and at most one empty line. */
const MOST_BREAKS = 2;

const isBreak = (character: string): boolean => /[\n\r\v\f\u0085\u2028\u2029]/u.test(character);

const isBlank = (character: string): boolean => /[\s\u115f\u1160\u2800\u3164\uffa0]/u.test(character);

/** What the run of blanks `from` here on becomes, and where it ends. */
const runAt = (text: string, from: number): { readonly as: string; readonly end: number } => {
  let end = from;
  let breaks = 0;
  let hasTab = false;
  for (; end < text.length; end += 1) {
    const character = text[end] ?? '';
    if (!isBlank(character)) break;
    if (isBreak(character) && !(character === '\n' && text[end - 1] === '\r')) breaks += 1;
    hasTab ||= character === '\t';
  }
  return { as: breaks > 0 ? '\n'.repeat(Math.min(breaks, MOST_BREAKS)) : hasTab ? '\t' : ' ', end };
};

/**
 * A message with every run of blanks as one: a line break and at most one empty line where there was one, a tab where
 * there was a tab (cells of a pasted table stay apart), else a blank. What is read behind the door may rely on it: no
 * expression meets a long run of blanks. Takes time in proportion to the text, whatever it holds.
 *
 * @example withoutBlankRuns('张三\t\t李四   好 \n\n\n\n嗯') // '张三\t李四 好\n\n嗯'
 */
export const withoutBlankRuns = (text: string): string => {
  let written = '';
  for (let at = 0; at < text.length; ) {
    const character = text[at] ?? '';
    if (isBlank(character)) {
      const { as, end } = runAt(text, at);
      written += as;
      at = end;
    } else {
      written += character;
      at += 1;
    }
  }
  return written;
};
