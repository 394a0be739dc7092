import { z } from 'zod';

const some = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value));

/** What is expected after something happened; what is not named may be anything. */
const Expected = {
  /** Words that the replies must hold, all of them. */
  bot: some.optional(),
  /** Words that no reply may hold. */
  not: some.optional(),
  /** Nothing at all is said. */
  silent: z.literal(true).optional(),
  /** Choices that are offered, by label. */
  offers: some.optional(),
  /** How many messages come. */
  messages: z.number().int().optional(),
  /** When the last message came, as local time `MM-DD HH:mm`. */
  at: z.string().optional(),
  /** Steps by id: `done`, `doing`, `todo`, `rejected`, `waiting deposit`, `waiting review`, `waiting purchaser`. */
  steps: z.record(z.string(), z.string()).optional(),
  current: z.string().nullable().optional(),
  mode: z.string().optional(),
  locale: z.string().optional(),
  member_name: z.string().nullable().optional(),
  reminders_on: z.boolean().optional(),
  /** Words that must stand nowhere in what is stored. */
  never_stored: some.optional(),
};

const happening = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject({ ...shape, ...Expected });

/** One thing that happens, and what is expected of the assistant. */
const Happening = z.union([
  happening({ me: z.string(), group: z.string().optional(), user: z.string().optional() }),
  happening({ tap: z.string() }),
  happening({ sends: z.enum(['image', 'file', 'video', 'sticker', 'voice', 'other']) }),
  /** Time passes; what falls due is sent. */
  happening({ wait: z.string() }),
  /** The process is down for so long; then it starts again and catches up. */
  happening({ down: z.string() }),
  /** The last message comes again, with the same id. */
  happening({ redelivered: z.literal(true) }),
  /** The process dies right after the next message was saved, and another one takes over. */
  happening({ crash_after: z.string() }),
]);

/** A page of conversation: who says what when, and what comes back. */
export const Page = z.strictObject({
  title: z.string(),
  /** Why it matters, for whoever reads the failure. */
  why: z.string().optional(),
  now: z.string(),
  /** Lines said before the page begins; what comes back is not looked at. */
  before: z.array(z.string()).default([]),
  talk: z.array(Happening).min(1),
});
export type Page = z.infer<typeof Page>;
export type Happening = Page['talk'][number];
