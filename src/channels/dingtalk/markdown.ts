/** An address in a text. Chinese punctuation ends it; so do brackets and quotes. */
const address = /https?:\/\/[^\s<>"'`()[\]{}|\\^（）【】《》“”‘’，。；、！？]+/gu;

const trailing = /[.,;:!?]+$/u;

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

/** What DingTalk would take for markup: emphasis, code, tags, entities, links; headings and quotations are seen to apart. */
const markup =
  /[*`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<(?=[\p{L}/!?])|\[(?=[^\]\n]*\]\()|~(?=~)|(?<=~)~|&(?=#?\w+;)|\\(?=[!-/:-@[-`{-~])/gu;

const literal = (text: string): string =>
  text.replace(markup, swap).replace(/^([ \t]*)([#>])/gmu, (_match, blank: string, sign: string) => blank + swap(sign));

const linked = (url: string): string => {
  const end = url.match(trailing)?.[0] ?? '';
  const bare = url.slice(0, url.length - end.length);
  return `[${bare}](${bare})${end}`;
};

/**
 * A text as DingTalk's markdown: it reads the same, its addresses can be tapped, and its lines stay lines.
 *
 * What would be taken for markup is replaced by its full-width look-alike, since DingTalk documents no escape. A single
 * line break needs two blanks on both sides ("消息类型", Markdown).
 */
export const asMarkdown = (text: string): string => {
  let written = '';
  let done = 0;
  for (const match of text.matchAll(address)) {
    written += literal(text.slice(done, match.index)) + linked(match[0]);
    done = match.index + match[0].length;
  }
  written += literal(text.slice(done));
  return written.replace(/\n\n+|\n/gu, (breaks) => (breaks.length > 1 ? '\n\n' : '  \n  '));
};
