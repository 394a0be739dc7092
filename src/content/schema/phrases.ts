import { z } from 'zod';

/** What a short phrase means when it is the whole message; most mean something only where the conversation stands. */
export const PhraseMeaning = z.enum([
  'yes',
  'no',
  'do_it',
  'arrived',
  'invited',
  'finished',
  'passed',
  'not_yet',
  'skip',
  'why',
  'repeat',
  'pause',
  'continue',
  'who_sees',
  'add_colleague',
  'leave_purchaser',
]);
export type PhraseMeaning = z.infer<typeof PhraseMeaning>;

/** `data/phrases.yaml`: the phrases that are understood whole, by meaning. */
export const PhrasesFile = z.record(PhraseMeaning, z.array(z.string().min(1)).min(1));
export type PhrasesFile = z.infer<typeof PhrasesFile>;
