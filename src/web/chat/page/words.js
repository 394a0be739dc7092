/** @import { Words } from './data/shapes.js' */

/** The words and locale in use; replaced whole when the person changes the language. */
export const spoken = {
  /** @type {Words} */
  words: /** @type {Words} */ ({ languages: [] }),
  locale: document.documentElement.lang,
};

/**
 * A word of the page, with its placeholders filled in.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export const word = (key, values = {}) => {
  const text = spoken.words[key];
  return typeof text === 'string' ? text.replace(/\{\{(\w+)\}\}/g, (_match, name) => String(values[name] ?? '')) : '';
};

/**
 * Speaks another language from now on: everything on the page that is marked with a word says it anew.
 * @param {Words} words
 * @param {string} locale
 */
export const speak = (words, locale) => {
  spoken.words = words;
  spoken.locale = locale;
  document.documentElement.lang = locale;
  document.title = `${word('name')} · ${word('tagline')}`;
  for (const element of document.querySelectorAll('[data-word]')) {
    element.textContent = word(element.getAttribute('data-word') ?? '');
  }
  for (const element of document.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', word(element.getAttribute('data-label') ?? ''));
  }
  for (const element of document.querySelectorAll('[data-placeholder]')) {
    element.setAttribute('placeholder', word(element.getAttribute('data-placeholder') ?? ''));
  }
};

/**
 * @param {number} left
 * @param {number} right
 */
export const sameDay = (left, right) => new Date(left).toDateString() === new Date(right).toDateString();

/**
 * The time of day, on the device's clock.
 * @param {number} at
 */
export const timeOf = (at) =>
  new Intl.DateTimeFormat(spoken.locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

/**
 * The day, as people say it.
 * @param {number} at
 */
export const dayOf = (at) => {
  const now = Date.now();
  if (sameDay(at, now)) return word('today');
  if (sameDay(at, now - 24 * 3600 * 1000)) return word('yesterday');
  const year =
    new Date(at).getFullYear() === new Date(now).getFullYear() ? {} : { year: /** @type {const} */ ('numeric') };
  return new Intl.DateTimeFormat(spoken.locale, { ...year, month: 'long', day: 'numeric', weekday: 'short' }).format(
    at,
  );
};

/**
 * A date without its weekday and year.
 * @param {string} iso
 */
export const dateOf = (iso) =>
  new Intl.DateTimeFormat(spoken.locale, { month: 'short', day: 'numeric' }).format(new Date(iso));
