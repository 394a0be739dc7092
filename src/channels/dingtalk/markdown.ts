import { literally, withLinks } from '../shared/markdown.ts';

const lookAlikes: Readonly<Record<string, string>> = {
  '*': '＊',
  _: '＿',
  '`': '｀',
  '#': '＃',
  '>': '＞',
  '<': '＜',
  '[': '［',
  '~': '～',
  '&': '＆',
  '\\': '＼',
};

const swap = (character: string): string => lookAlikes[character] ?? character;

/**
 * A text as DingTalk's markdown: it reads the same, its addresses can be tapped, and its lines stay lines.
 *
 * What would be taken for markup is replaced by its full-width look-alike, since DingTalk documents no escape. A single
 * line break needs two blanks on both sides ("消息类型", Markdown).
 */
export const asMarkdown = (text: string): string =>
  withLinks(text, (words) => literally(words, swap)).replace(/\n\n+|\n/gu, (breaks) =>
    breaks.length > 1 ? '\n\n' : '  \n  ',
  );
