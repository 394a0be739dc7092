import { z } from 'zod';

const variants = z.array(z.string().trim().min(1)).default([]);

/**
 * `data/terms.yaml`: the words of the field by a name of our own, each with the many ways people write it.
 *
 * `exact` keeps a term from being found by its sound.
 */
export const Terms = z.record(
  z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case letters, digits and underscores'),
  z.strictObject({ zh: variants, en: variants, exact: z.boolean().default(false) }),
);
export type Terms = z.infer<typeof Terms>;
