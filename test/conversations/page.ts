import { z } from 'zod';
import { exceptions } from '../../src/content/schema/purchaser-exceptions.ts';

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
  /** Words that reach somebody else by it, by user; `[]` when nothing does. */
  others: z.record(z.string(), z.array(z.string())).optional(),
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
  role: z.enum(['supplier', 'purchaser']).optional(),
  /** Whether a purchaser invited them. */
  invited: z.boolean().optional(),
  /** What the operator's list says of the person; an empty list when they are not on it. */
  listed: z.array(z.string()).optional(),
  /** Words that must stand nowhere in what is stored. */
  never_stored: some.optional(),
};

const happening = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject({ ...shape, ...Expected });

/** One thing that happens, and what is expected of the assistant. */
const Happening = z.union([
  happening({ me: z.string(), group: z.string().optional(), user: z.string().optional() }),
  happening({ tap: z.string(), user: z.string().optional() }),
  happening({ sends: z.enum(['image', 'file', 'video', 'sticker', 'voice', 'other']), user: z.string().optional() }),
  /** Time passes; what falls due is sent. */
  happening({ wait: z.string(), user: z.string().optional() }),
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
  /** What people talk on: the terminal knows no limits, WeChat customer service a reply window of 48 hours and 5 messages. */
  channel: z.enum(['terminal', 'wecom_kf']).default('terminal'),
  /**
   * Purchasers that the operator has named, by a name for this page. In what people say, `{claim NAME}` is the code by
   * which its people claim it, `{invitation COMPANY}`, `{invitation anybody}` and `{invitation colleague}` are codes.
   */
  purchasers: z
    .record(
      z.string(),
      z.strictObject({
        company: z.string(),
        account: z.string(),
        credit: z.number().default(5_000_000),
        days: z.number().default(30),
        accepts: z.array(z.enum(exceptions)).default([]),
      }),
    )
    .default({}),
  /** Lines said before the page begins; what comes back is not looked at. */
  before: z.array(z.string()).default([]),
  talk: z.array(Happening).min(1),
});
export type Page = z.infer<typeof Page>;
export type Happening = Page['talk'][number];
