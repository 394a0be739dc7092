import { merge } from './merge.js';

/** @import { Entry, State } from './shapes.js' */

/**
 * The conversation as shown, kept on this device alone; the server keeps none of it.
 * @typedef {{ user: string, state: State | null, entries: Entry[], numbers: number[], clearedAt: number }} Kept
 */

const KEY = 'ruzhu.chat';
const MOST_ENTRIES = 400;
const MOST_NUMBERS = 100;

/** @returns {Kept} */
const nothing = () => ({ user: '', state: null, entries: [], numbers: [], clearedAt: 0 });

/** @returns {Kept} */
const read = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return Array.isArray(kept?.entries) && Array.isArray(kept?.numbers) ? { ...nothing(), ...kept } : nothing();
  } catch {
    return nothing();
  }
};

/**
 * Numbers as long as those of bank cards and ID cards are not left lying on a device that others may use.
 * @param {Entry} entry
 * @returns {Entry}
 */
const fitToKeep = (entry) => {
  if (entry.from !== 'person' || entry.status !== 'sent') return entry;
  const { say, ...rest } = entry;
  return {
    ...rest,
    text: rest.text.replace(/\d(?:[ -]?\d){13,}[\dXx]/g, (digits) => `${digits.slice(0, 3)}••••${digits.slice(-2)}`),
  };
};

/** What is shown in this tab. */
export const transcript = {
  ...read(),

  /** Keeps everything, together with what other tabs have kept meanwhile. */
  save() {
    const stored = read();
    const isSame = stored.user === this.user;
    if (isSame && stored.clearedAt > this.clearedAt) {
      this.clearedAt = stored.clearedAt;
      this.entries = this.entries.filter(({ at }) => at > this.clearedAt);
    }
    const own = new Set(this.entries.map(({ key }) => key));
    const others = isSame ? stored.entries.filter(({ key, at }) => own.has(key) || at > this.clearedAt) : [];
    const entries = merge(others, this.entries).map(fitToKeep).slice(-MOST_ENTRIES);
    this.numbers = [...new Set([...(isSame ? stored.numbers : []), ...this.numbers])].slice(-MOST_NUMBERS);
    const { user, state, numbers, clearedAt } = this;
    try {
      localStorage.setItem(KEY, JSON.stringify({ user, state, entries, numbers, clearedAt }));
    } catch {
      // A private window or a full device: the conversation lasts as long as the page.
    }
  },

  /** Takes over what another tab has kept; what only this one has stays, unless the other was told to clear everything. */
  reload() {
    const stored = read();
    const isGone = stored.user !== this.user || stored.clearedAt > this.clearedAt;
    const entries = isGone ? stored.entries : merge(stored.entries, this.entries);
    const numbers = isGone ? stored.numbers : [...new Set([...stored.numbers, ...this.numbers])];
    Object.assign(this, stored, { entries, numbers });
  },

  /**
   * Starts anew for another visitor.
   * @param {string} user
   */
  beginFor(user) {
    Object.assign(this, nothing(), { user });
  },

  /** Removes what is shown; the numbers stay, so that nothing of it comes back. */
  clear() {
    this.entries = [];
    this.clearedAt = Date.now();
    try {
      localStorage.removeItem(KEY);
    } catch {
      // Nothing was kept then.
    }
    this.save();
  },
};

/**
 * Calls when another tab has changed what is kept.
 * @param {() => void} changed
 */
export const onOtherTab = (changed) => {
  addEventListener('storage', (event) => {
    if (event.key !== KEY || event.newValue === null) return;
    transcript.reload();
    changed();
  });
};
