import { z } from 'zod';

// What outside programs rely on, and nothing beside it.

const Iso = z.iso.datetime({ offset: true });

const Reply = z.strictObject({
  to: z.string(),
  group: z.string().optional(),
  text: z.string().min(1),
  links: z.array(z.strictObject({ label: z.string(), url: z.url() })),
  choices: z.array(z.strictObject({ label: z.string(), say: z.string() })),
  at: Iso,
});

const Step = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('todo') }),
  z.strictObject({ status: z.literal('doing') }),
  z.strictObject({ status: z.literal('waiting'), for: z.enum(['review', 'deposit', 'purchaser']), until: Iso }),
  z.strictObject({ status: z.literal('rejected'), at: Iso }),
  z.strictObject({ status: z.literal('done'), at: Iso }),
]);

const StepId = z.enum(['register', 'enterprise_auth', 'taxpayer', 'rongyishou', 'credit_term', 'quote']);

const State = z.strictObject({
  user: z.string(),
  role: z.enum(['supplier', 'purchaser']),
  locale: z.enum(['zh-CN', 'zh-Hant', 'en']),
  journey: z.string(),
  mode: z.enum(['guided', 'human', 'paused', 'finished']),
  current: StepId.nullable(),
  steps: z.record(StepId, Step),
  facts: z.record(z.string(), z.string()),
  reminders: z.array(z.strictObject({ at: Iso, about: StepId.optional() })),
  reminders_on: z.boolean(),
  invited_by: z.string().optional(),
});

/** An error, everywhere. */
export const Failure = z.strictObject({
  error: z.strictObject({ code: z.string().regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/), message: z.string().min(1) }),
});

/** What `POST /chat/messages` answers. */
export const HttpAnswer = z.strictObject({ replies: z.array(Reply), state: State });
export type HttpAnswer = z.infer<typeof HttpAnswer>;

/** What the scripted chat answers to a line that is said. */
export const Answer = HttpAnswer.extend({
  reading: z.strictObject({ intent: z.string(), confidence: z.number().min(0).max(1) }).optional(),
});
export type Answer = z.infer<typeof Answer>;

/** One line of `understand`. */
export const Understood = z.strictObject({
  text: z.string(),
  intent: z.string(),
  confidence: z.number().min(0).max(1),
  intents: z.array(z.string()).min(1),
  entities: z.record(z.string(), z.unknown()),
});
