/** An address in a text. Chinese punctuation ends it; so do brackets and quotes. */
const address = /https?:\/\/[^\s<>"'`()[\]{}|\\^（）【】《》“”‘’，。；、！？]+/gu;

const trailing = /[.,;:!?]+$/u;

/** What would be taken for markup: emphasis, code, tags, links, entities, struck words, escapes. */
const markup =
  /[*`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<(?=[\p{L}/!?])|\[(?=[^\]\n]*\]\()|~(?=~)|(?<=~)~|&(?=#?\w+;)|\\(?=[!-/:-@[-`{-~])/gu;

const literally = (text: string): string => text.replace(markup, '\\$&').replace(/^([ \t]*)([#>])/gmu, '$1\\$2');

/** A link right behind these would be none, or a picture. */
const beforeLink = (written: string): string => written.replace(/[\\!]$/u, '\\$&');

const linked = (url: string): string => {
  const end = url.match(trailing)?.[0] ?? '';
  const bare = url.slice(0, url.length - end.length);
  return `[${bare}](${bare})${end}`;
};

/** A text as markdown that reads the same, with its addresses to tap. */
export const asMarkdown = (text: string): string => {
  let written = '';
  let done = 0;
  for (const match of text.matchAll(address)) {
    written += beforeLink(literally(text.slice(done, match.index))) + linked(match[0]);
    done = match.index + match[0].length;
  }
  return written + literally(text.slice(done));
};
