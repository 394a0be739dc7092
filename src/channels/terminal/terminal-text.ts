import { z } from 'zod';

const word = z.string().trim().min(1, 'must not be empty');

/** A word with placeholders, all of which must be there and no others. */
const filled = (...names: readonly string[]) =>
  word.refine(
    (text) => {
      const found = [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
      return found.length === names.length && names.every((name) => found.includes(name));
    },
    `must hold exactly ${names.map((name) => `{{${name}}}`).join(', ') || 'no placeholder'}`,
  );

/** What the terminal itself says, as kept under `terminal:` in `locales/<locale>/terminal.yaml`. */
export const TerminalWords = z.strictObject({
  title: filled(),
  how_to: filled(),
  progress: filled('done', 'count', 'title'),
  finished: filled('count'),
  waited: filled('time'),
  nothing_came: filled('time'),
  wait_how: filled(),
  as_how: filled(),
  speaking_as: filled('user'),
  to_other: filled('user'),
  in_group: filled('group'),
  unknown_command: filled('command'),
  too_long: filled('count'),
  not_taken: filled('code'),
  goodbye: filled(),
});
export type TerminalWords = z.infer<typeof TerminalWords>;

/** Puts values in place of `{{name}}`; what has no value stays as it is. */
export const fillWord = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
