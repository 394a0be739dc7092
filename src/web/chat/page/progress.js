import { byId, icon, make } from './elements.js';
import { dateOf, word } from './words.js';

/** @import { State, Step, StepState } from './data/shapes.js' */

const section = byId('progress', HTMLElement);
const bar = byId('bar', HTMLButtonElement);
const list = byId('steps', HTMLOListElement);
const reminder = byId('reminder', HTMLParagraphElement);

/** @param {StepState} state */
const statusWords = (state) => {
  const name = word(state.status === 'waiting' ? `status_waiting_${state.for}` : `status_${state.status}`);
  return state.status === 'waiting' && state.until !== undefined
    ? `${name} · ${word('until', { date: dateOf(state.until) })}`
    : name;
};

/**
 * @param {StepState} state
 * @param {number} number
 */
const mark = (state, number) => {
  const element = make('span', 'mark');
  element.setAttribute('aria-hidden', 'true');
  if (state.status === 'done') element.append(icon('check'));
  else if (state.status === 'waiting') element.append(icon('clock'));
  else if (state.status === 'rejected') element.append(icon('attention'));
  else element.append(String(number));
  return element;
};

/**
 * @param {Step} step
 * @param {number} index
 * @param {State} state
 */
const stepItem = (step, index, state) => {
  const standing = state.steps[step.id] ?? { status: 'todo' };
  const words = make(
    'div',
    'step-words',
    make('p', 'step-title', step.title),
    make('p', 'step-status', statusWords(standing)),
  );
  const item = make('li', 'step', mark(standing, index + 1), words);
  item.dataset.status = standing.status;
  if (state.current === step.id) {
    item.dataset.current = '';
    item.setAttribute('aria-current', 'step');
  }
  return item;
};

/**
 * Shows how far the person is.
 * @param {State} state
 * @param {readonly Step[]} steps
 */
export const showProgress = (state, steps) => {
  list.replaceChildren(...steps.map((step, index) => stepItem(step, index, state)));
  byId('segments', HTMLSpanElement).replaceChildren(
    ...steps.map((step) => {
      const segment = make('i', '');
      segment.dataset.status = state.steps[step.id]?.status ?? 'todo';
      if (state.current === step.id) segment.dataset.current = '';
      return segment;
    }),
  );
  const done = steps.filter((step) => state.steps[step.id]?.status === 'done').length;
  const current = steps.findIndex((step) => step.id === state.current);
  byId('bar-step', HTMLSpanElement).textContent =
    current < 0 ? word('all_done') : word('step_now', { number: current + 1, title: steps[current]?.short ?? '' });
  const counted = word('done_of', { done, count: steps.length });
  byId('bar-count', HTMLSpanElement).textContent = `${done}/${steps.length}`;
  byId('overview-count', HTMLSpanElement).textContent = counted;
  labelBar();

  const next = state.reminders_on ? state.reminders[0] : undefined;
  reminder.hidden = next === undefined;
  if (next !== undefined) reminder.textContent = word('next_reminder', { date: dateOf(next.at) });
};

const unfolded = () => bar.getAttribute('aria-expanded') === 'true';

const labelBar = () => {
  byId('bar-action', HTMLSpanElement).textContent = word(unfolded() ? 'hide_steps' : 'show_steps');
};

/** @param {boolean} open */
const unfold = (open) => {
  bar.setAttribute('aria-expanded', String(open));
  section.classList.toggle('open', open);
  labelBar();
};

bar.addEventListener('click', () => unfold(!unfolded()));
document.addEventListener('pointerdown', (event) => {
  if (event.target instanceof Node && !section.contains(event.target)) unfold(false);
});
section.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  unfold(false);
  bar.focus();
});
