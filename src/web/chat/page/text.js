import { make } from './elements.js';

/** Addresses in running text; punctuation that ends the sentence is not part of them. */
const address = /https?:\/\/[^\s<>"'，。；：！？、（）【】《》“”]+[^\s<>"'，。；：！？、（）【】《》“”.,;:!?)\]]/g;

/** Lines that are items of a list hang by their mark. */
const bullet = /^\s*([·•▪✓✔☑☐□○◯●◐◑…⏳\-*]|\[[ x]\])\s*/u;
const numbered = /^\s*(\d{1,2}[.、)）]|[①-⑳])\s*/u;

/** Longest address shown whole. */
const SHOWN = 60;

/** @param {string} url */
const shortened = (url) => {
  const bare = url.replace(/^https?:\/\//, '');
  return bare.length <= SHOWN ? bare : `${bare.slice(0, SHOWN - 1)}…`;
};

/**
 * A link that opens in a new tab and tells the other side nothing.
 * @param {string} url
 * @param {string} className
 * @param {...(Node | string)} children
 */
export const outward = (url, className, ...children) => {
  const link = make('a', className, ...children);
  link.href = url;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  return link;
};

/**
 * The host of an address that a person may safely be led to, or nothing.
 * @param {string} url
 */
export const hostOf = (url) => {
  try {
    const { protocol, host } = new URL(url);
    return protocol === 'https:' || protocol === 'http:' ? host : undefined;
  } catch {
    return undefined;
  }
};

/**
 * A line with its addresses made tappable.
 * @param {string} line
 * @returns {(Node | string)[]}
 */
const linked = (line) => {
  const parts = [];
  let end = 0;
  for (const match of line.matchAll(address)) {
    const [url] = match;
    if (hostOf(url) === undefined) continue;
    const anchor = outward(url, '', shortened(url));
    anchor.title = url;
    parts.push(line.slice(end, match.index), anchor);
    end = match.index + url.length;
  }
  parts.push(line.slice(end));
  return parts.filter((part) => part !== '');
};

/**
 * What a message says, line by line.
 * @param {string} text
 */
export const lines = (text) =>
  text.split('\n').map((line) => {
    const number = numbered.exec(line);
    const item = number ?? bullet.exec(line);
    if (item === null) return make('div', 'line', ...linked(line));
    const kind = number === null ? 'line item' : 'line item numbered';
    return make('div', kind, make('span', 'item-mark', item[0]), ...linked(line.slice(item[0].length)));
  });
