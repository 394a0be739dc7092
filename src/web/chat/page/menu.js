import { byId, make } from './elements.js';
import { spoken } from './words.js';

const button = byId('menu-button', HTMLButtonElement);
const sheet = byId('menu', HTMLDivElement);
const languages = byId('languages', HTMLDivElement);
const dialog = byId('clear-dialog', HTMLDialogElement);

/** @param {boolean} open */
const show = (open) => {
  sheet.hidden = !open;
  button.setAttribute('aria-expanded', String(open));
};

/** Which of the written languages a button stands for, by the order of locales. */
const order = ['zh-CN', 'zh-Hant', 'en'];

/**
 * Shows the languages that can be spoken, in their own words.
 * @param {(say: string, label: string) => void} say
 */
export const showLanguages = (say) => {
  languages.replaceChildren(
    ...spoken.words.languages.map((language, index) => {
      const choice = make('button', '', language.label);
      choice.type = 'button';
      choice.setAttribute('aria-pressed', String(order[index] === spoken.locale));
      choice.addEventListener('click', () => {
        show(false);
        button.focus();
        if (order[index] !== spoken.locale) say(language.say, language.label);
      });
      return choice;
    }),
  );
};

/**
 * Starts the menu.
 * @param {() => void} clear
 */
export const startMenu = (clear) => {
  button.addEventListener('click', () => show(sheet.hidden !== false));
  document.addEventListener('pointerdown', (event) => {
    if (event.target instanceof Node && sheet.parentElement?.contains(event.target) !== true) show(false);
  });
  sheet.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    show(false);
    button.focus();
  });
  byId('clear', HTMLButtonElement).addEventListener('click', () => {
    show(false);
    dialog.returnValue = '';
    dialog.showModal();
  });
  dialog.addEventListener('close', () => {
    button.focus();
    if (dialog.returnValue === 'clear') clear();
  });
};
