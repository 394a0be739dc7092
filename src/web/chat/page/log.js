import { entryElement } from './bubbles.js';
import { byId, make } from './elements.js';
import { dayOf, sameDay, word } from './words.js';

/** @import { Entry } from './data/shapes.js' */
/** @import { Actions } from './bubbles.js' */

const log = byId('log', HTMLDivElement);
const scroller = byId('scroller', HTMLElement);
const latest = byId('latest', HTMLButtonElement);
const typing = byId('typing', HTMLDivElement);

/** Lines of one speaker within two minutes belong together. */
const TOGETHER = 120_000;

// It scrolls, so it must be reachable by keyboard.
scroller.tabIndex = 0;

const calm = matchMedia('(prefers-reduced-motion: reduce)');

let atEnd = true;

const scrollToEnd = (smooth = false) => {
  scroller.scrollTo({ top: scroller.scrollHeight, behavior: smooth && !calm.matches ? 'smooth' : 'auto' });
};

scroller.addEventListener(
  'scroll',
  () => {
    atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
    latest.hidden = atEnd;
  },
  { passive: true },
);
latest.addEventListener('click', () => scrollToEnd(true));
new ResizeObserver(() => {
  if (atEnd) scrollToEnd();
}).observe(scroller);

/**
 * @param {readonly Entry[]} entries
 * @param {number} index
 */
const newDay = (entries, index) => {
  const before = entries[index - 1];
  const entry = entries[index];
  return before === undefined || (entry !== undefined && !sameDay(before.at, entry.at));
};

/** The conversation on the page. */
export class Log {
  /** @param {Actions} actions */
  constructor(actions) {
    this.actions = actions;
  }

  /**
   * @param {readonly Entry[]} entries
   * @param {number} index
   * @param {boolean} fresh
   */
  element(entries, index, fresh) {
    const entry = entries[index];
    if (entry === undefined) throw new RangeError(`there is no entry ${index}`);
    const before = entries[index - 1];
    const follows =
      before !== undefined && !newDay(entries, index) && before.from === entry.from && entry.at - before.at < TOGETHER;
    return entryElement(entry, { follows, fresh, withChoices: index === entries.length - 1 }, this.actions);
  }

  /**
   * Shows the whole conversation anew, without it being read out.
   * @param {readonly Entry[]} entries
   */
  showAll(entries) {
    log.setAttribute('aria-live', 'off');
    const nodes = entries.flatMap((entry, index) => [
      ...(newDay(entries, index) ? [make('div', 'day', dayOf(entry.at))] : []),
      this.element(entries, index, false),
    ]);
    log.replaceChildren(...(nodes.length > 0 ? nodes : [make('p', 'hint', word('empty'))]));
    scrollToEnd();
    requestAnimationFrame(() => log.setAttribute('aria-live', 'polite'));
  }

  /**
   * Adds the last entry. Choices of earlier ones are over.
   * @param {readonly Entry[]} entries
   */
  add(entries) {
    const index = entries.length - 1;
    for (const stale of log.querySelectorAll('.choices, .hint')) stale.remove();
    if (newDay(entries, index)) log.append(make('div', 'day', dayOf(entries[index]?.at ?? Date.now())));
    const element = this.element(entries, index, true);
    const stay = atEnd || entries[index]?.from === 'person';
    log.append(element);
    if (!stay) {
      latest.hidden = false;
      return;
    }
    // A long answer is read from its beginning.
    if (element.offsetHeight > scroller.clientHeight - 40) element.scrollIntoView({ block: 'start' });
    else scrollToEnd();
  }

  /**
   * Shows an entry anew after it changed.
   * @param {readonly Entry[]} entries
   * @param {string} key
   */
  update(entries, key) {
    const index = entries.findIndex((entry) => entry.key === key);
    const old = log.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (index < 0 || old === null) return;
    old.replaceWith(this.element(entries, index, false));
    if (atEnd) scrollToEnd();
  }

  /** @param {boolean} on */
  typing(on) {
    typing.hidden = !on;
    if (on && atEnd) scrollToEnd();
  }

  /** Puts the focus where reading goes on. */
  focus() {
    scroller.focus({ preventScroll: true });
  }
}
