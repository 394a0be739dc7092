/** @import { Entry } from './shapes.js' */

/**
 * What two tabs have of one conversation: each entry once, in an order that both can agree with. What only this tab has
 * comes after what it stood behind here. A message that one of them knows to be sent is sent.
 * @param {readonly Entry[]} stored as other tabs have kept it
 * @param {readonly Entry[]} own as this tab shows it
 * @returns {Entry[]}
 */
export const merge = (stored, own) => {
  const mine = new Map(own.map((entry) => [entry.key, entry]));
  const merged = stored.map((entry) => {
    const same = mine.get(entry.key);
    return same === undefined || (entry.status === 'sent' && same.status !== 'sent') ? entry : same;
  });
  const known = new Set(stored.map(({ key }) => key));
  let place = 0;
  for (const entry of own) {
    if (known.has(entry.key)) place = merged.findIndex(({ key }) => key === entry.key) + 1;
    else merged.splice(place++, 0, entry);
  }
  return merged;
};
