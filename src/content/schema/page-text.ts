import { z } from 'zod';
import { IntentId } from './intent.ts';
import { StepId } from './journey.ts';
import { Text } from './text.ts';

/** What a page of the programme says, as people type or paste it, and what a colleague answers. */
export const PageText = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case letters, digits and underscores'),
  /** Steps on whose pages it is met. */
  steps: z.array(StepId).default([]),
  /** The question of the catalogue that it is nearest to. */
  about: IntentId,
  /** As the page has it; a message that holds one of them is taken for it. Long enough not to be said by chance. */
  texts: z.array(z.string().trim().min(4, 'must have at least 4 characters: nobody may say it by chance')).min(1),
  answer: Text,
});
export type PageText = z.infer<typeof PageText>;

/** `data/screens.yaml`: texts of pages with their answers. Content without the file has none. */
export const PageTextsFile = z.array(PageText);
export type PageTextsFile = z.infer<typeof PageTextsFile>;
