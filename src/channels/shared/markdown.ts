/** An address in a text. Chinese punctuation ends it; so do brackets and quotes. */
const address = /https?:\/\/[^\s<>"'`()[\]{}|\\^（）【】《》“”‘’，。；、！？]+/gu;

const trailing = /[.,;:!?]+$/u;

/** What would be taken for markup: emphasis, code, tags, links, struck words, entities, escapes. */
const markup =
  /[*`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<(?=[\p{L}/!?@])|\[(?=[^\]\n]*\]\()|~(?=~)|(?<=~)~|&(?=#?\w+;)|\\(?=[!-/:-@[-`{-~])/gu;

/** The same at the beginning of a line: headings and quotations. */
const leading = /^([ \t]*)([#>])/gmu;

/** How a platform has a sign shown that it would take for markup. */
type Shown = (sign: string) => string;

/** A text in which nothing is markup any more. */
export const literally = (text: string, shown: Shown): string =>
  text.replace(markup, shown).replace(leading, (_match, blank: string, sign: string) => blank + shown(sign));

const linked = (url: string): string => {
  const end = url.match(trailing)?.[0] ?? '';
  const bare = url.slice(0, url.length - end.length);
  return `[${bare}](${bare})${end}`;
};

/** A text with its addresses as links; the rest is what is made `ofText`, which is told when a link follows. */
export const withLinks = (text: string, ofText: (text: string, isBeforeLink: boolean) => string): string => {
  let written = '';
  let done = 0;
  for (const match of text.matchAll(address)) {
    written += ofText(text.slice(done, match.index), true) + linked(match[0]);
    done = match.index + match[0].length;
  }
  return written + ofText(text.slice(done), false);
};
