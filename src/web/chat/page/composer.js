import { byId } from './elements.js';
import { word } from './words.js';

const form = byId('composer-form', HTMLFormElement);
const field = byId('composer', HTMLTextAreaElement);
const button = byId('send', HTMLButtonElement);
const limit = byId('limit', HTMLParagraphElement);

/** A keyboard that is part of the screen covers half of it, so it is not brought up unasked. */
const hasKeyboard = matchMedia('(hover: hover) and (pointer: fine)');

let most = 4_000;

const measure = () => {
  field.style.height = 'auto';
  field.style.height = `${Math.min(field.scrollHeight, 144)}px`;
  const count = field.value.length > most ? [...field.value].length : field.value.length;
  limit.hidden = count <= most;
  if (count > most) limit.textContent = word('too_long', { count, most });
  button.disabled = field.value.trim() === '' || count > most;
};

/**
 * Lets the person write.
 * @param {number} maximumCharacters
 * @param {(text: string) => void} say
 */
export const startComposer = (maximumCharacters, say) => {
  most = maximumCharacters;
  const submit = () => {
    const text = field.value.trim();
    measure();
    if (button.disabled) return;
    field.value = '';
    measure();
    field.focus();
    say(text);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  // A tap on the button must not close the keyboard.
  button.addEventListener('pointerdown', (event) => event.preventDefault());
  field.addEventListener('input', measure);
  field.addEventListener('keydown', (event) => {
    // While an input method composes, Enter takes its candidate; old Safari only says so by the code 229.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  });
  measure();
  if (hasKeyboard.matches) field.focus();
};

/** Goes back to writing where that does not bring up a keyboard; says whether it did. */
export const focusComposer = () => {
  if (hasKeyboard.matches) field.focus({ preventScroll: true });
  return hasKeyboard.matches;
};
