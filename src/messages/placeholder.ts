const placeholder = /\{\{([^{}]*)\}\}/g;

/** The names in `{{…}}` in a text, each once, in alphabetical order. */
export const placeholdersIn = (text: string): string[] =>
  [...new Set(Array.from(text.matchAll(placeholder), ([, name = '']) => name.trim()))].sort();

/** Whether a text has a `{{` without its `}}`, or the other way round. */
export const hasBrokenPlaceholder = (text: string): boolean => /\{\{|\}\}/.test(text.replace(placeholder, ''));
