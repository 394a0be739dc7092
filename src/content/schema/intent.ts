import { z } from 'zod';
import { Text } from './text.ts';

/** What a person can mean: an id of the intent catalogue, for example `faq_no_sms_code`. */
export const IntentId = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case letters, digits and underscores')
  .brand<'IntentId'>();
export type IntentId = z.infer<typeof IntentId>;

/** The intent of everything the assistant must not answer. */
export const OUT_OF_SCOPE = IntentId.parse('out_of_scope');

/** How people say something, by language. */
export const Phrasings = z.strictObject({ zh: z.array(z.string().min(1)), en: z.array(z.string().min(1)) });

const common = {
  id: IntentId,
  meaning: z.string().min(1),
  /** The steps in which people usually say this; empty when it may come anywhere. */
  steps: z.array(z.string()),
  /** What does not count when it is read beside this: where the page says “wrong amount”, “typed it in” reports nothing. */
  outweighs: z.array(IntentId).optional(),
  /** How the intent is offered as a choice ("did you mean …"). */
  label: Text,
  phrasings: Phrasings,
};

/** A question with a fixed answer: where the answer comes from and when it was last checked. */
const FaqIntent = z.strictObject({
  ...common,
  kind: z.literal('faq'),
  /** The intent of the public catalogue that this question belongs to, where it is a finer one than those. */
  reported_as: IntentId.optional(),
  answer: Text,
  sources: z.array(z.string().min(1)).min(1, 'an answer needs a source'),
  checked: z.iso.date(),
});

const PlainIntent = z.strictObject({ ...common, kind: z.enum(['dialogue', 'step', 'none']) });

/**
 * The id under which an intent is shown to the outside, which knows the public catalogue alone: itself, unless its file
 * says otherwise (`faq_total_cost` is shown as `faq_auth_free`).
 */
export const publicIntent = (intents: ReadonlyMap<IntentId, Intent>, id: IntentId): IntentId => {
  const intent = intents.get(id);
  return intent?.kind === 'faq' ? (intent.reported_as ?? id) : id;
};

/** What a recogniser learns from: something that can be meant, and how people say it. */
export interface LabelledPhrasings {
  readonly id: string;
  /** The intent of the public catalogue that it belongs to, where it is a finer question than that. */
  readonly reported_as?: string | undefined;
  readonly phrasings: z.infer<typeof Phrasings>;
}

/** One file of `intents/`: what people mean, how they say it, and the answer where the answer is fixed. */
export const Intent = z.discriminatedUnion('kind', [FaqIntent, PlainIntent]);
export type Intent = z.infer<typeof Intent>;
