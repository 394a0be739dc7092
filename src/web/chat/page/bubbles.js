import { icon, make } from './elements.js';
import { hostOf, lines, outward } from './text.js';
import { timeOf, word } from './words.js';

/** @import { Choice, Entry, Link } from './data/shapes.js' */

/** What can be done with an entry. @typedef {{ choose: (choice: Choice) => void, retry: (key: string) => void }} Actions */

/** @param {Link} link */
const linkCard = ({ label, url }) => {
  const host = hostOf(url);
  if (host === undefined) return make('p', 'link', label);
  const words = make('span', 'link-words', make('span', 'link-label', label), make('span', 'link-host', host));
  return outward(url, 'link', words, make('span', 'hidden', word('opens_in_new_tab')), icon('away'));
};

/**
 * @param {readonly Choice[]} choices
 * @param {Actions} actions
 */
const choiceRow = (choices, actions) => {
  const row = make('div', 'choices');
  row.setAttribute('role', 'group');
  row.setAttribute('aria-label', word('quick_replies'));
  for (const choice of choices) {
    const button = make('button', 'choice', choice.label);
    button.type = 'button';
    button.addEventListener('click', () => actions.choose(choice));
    row.append(button);
  }
  return row;
};

/** What is said of an entry that did not arrive. */
const problemWords = new Map([
  ['not_saved', 'not_saved'],
  ['too_fast', 'too_fast'],
  ['refused', 'not_accepted'],
]);

/** @param {Entry} entry */
const problemWord = ({ problem = 'network' }) => word(problemWords.get(problem) ?? 'not_sent');

/**
 * @param {Entry} entry
 * @param {Actions} actions
 */
const retryButton = (entry, actions) => {
  const button = make('button', 'retry', problemWord(entry), icon('again'));
  button.type = 'button';
  button.addEventListener('click', () => actions.retry(entry.key));
  return button;
};

/**
 * One entry of the conversation, as it stands now.
 * @param {Entry} entry
 * @param {{ follows: boolean, fresh: boolean, withChoices: boolean }} place
 * @param {Actions} actions
 */
export const entryElement = (entry, place, actions) => {
  const links = entry.links ?? [];
  const bubble = make('div', links.length === 0 ? 'bubble timed' : 'bubble');
  bubble.append(make('span', 'hidden', `${word(entry.from === 'person' ? 'you_said' : 'assistant_said')}: `));
  bubble.append(make('div', 'text', ...lines(entry.text)));
  if (links.length > 0) bubble.append(make('div', 'links', ...links.map(linkCard)));

  const time = make('time', 'meta', timeOf(entry.at));
  if (entry.status === 'sending') time.append(make('span', 'hidden', ` ${word('sending')}`));
  time.dateTime = new Date(entry.at).toISOString();
  bubble.append(time);

  const element = make('div', `entry ${entry.from}`, bubble);
  if (place.follows) element.classList.add('follows');
  if (place.fresh) element.classList.add('fresh');
  if (entry.status !== undefined) element.classList.add(entry.status);
  element.dataset.key = entry.key;
  if (entry.status === 'failed') element.append(retryButton(entry, actions));
  if (place.withChoices && (entry.choices ?? []).length > 0) element.append(choiceRow(entry.choices ?? [], actions));
  return element;
};
