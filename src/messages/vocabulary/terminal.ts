import type { Vocabulary } from './vocabulary.ts';

/** What the terminal says itself; kept under `terminal:` in `locales/<locale>/terminal.yaml`. */
export const terminalVocabulary = {
  title: [],
  how_to: [],
  progress: ['done', 'count', 'title'],
  finished: ['count'],
  waited: ['time'],
  nothing_came: ['time'],
  wait_how: [],
  as_how: [],
  speaking_as: ['user'],
  to_other: ['user'],
  in_group: ['group'],
  unknown_command: ['command'],
  too_long: ['count'],
  not_taken: ['code'],
  goodbye: [],
} as const satisfies Vocabulary;
