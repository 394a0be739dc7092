import { z } from 'zod';
import { IntentId } from '../../content/schema/intent.ts';
import { StepId } from '../../content/schema/journey.ts';
import { locales } from '../../content/schema/text.ts';
import { Address, ChannelId } from './address.ts';
import { Effect } from './effect.ts';
import { Instant } from './instant.ts';
import { Meaning } from './meaning.ts';
import { Choice, Message } from './message.ts';
import { PersonId } from './person.ts';
import { Company, Membership, PurchaserTaskMarks } from './programme/membership.ts';
import { PurchaserId } from './programme/purchaser.ts';
import { Progress } from './progress.ts';
import { Question } from './question.ts';

/** A message that is saved and not yet delivered. */
export const OutboxItem = z.object({
  /** Unique within the conversation, rising in the order of saying. */
  number: z.number().int().positive(),
  address: Address,
  message: Message,
  savedAt: Instant,
  kind: z.enum(['reply', 'reminder', 'notice']),
  /** The waits that a reminder is about, as `step.milestone`; none when the person only asked to be called. */
  about: z.array(z.string()).optional(),
  attempts: z.number().int().nonnegative(),
  /** Not to be tried before this moment. */
  notBefore: Instant,
});
export type OutboxItem = z.infer<typeof OutboxItem>;

/** A message that will not be tried again, kept for the operator. */
const Undelivered = z.object({ number: z.number().int(), at: Instant, channel: z.string(), reason: z.string() });

/** A moment at which the person is to be spoken to. */
export const Reminder = z.object({
  at: Instant,
  /** The step it is about; absent when the person only asked to be called. */
  about: StepId.optional(),
  /**
   * Which of the wait's reminders it is, counted from 0; `chosen` when the person named the time;
   * `give_up` when nothing is said any more and the case goes to the purchasers’ side; `out_of_reach` when it goes there because a
   * reminder cannot reach them: the reply window of their platform is shut by then. Of one of a purchaser's people: `digest` for
   * the news of all their suppliers, `favours` for what suppliers wait for from them.
   */
  which: z.union([z.number().int().nonnegative(), z.enum(['chosen', 'give_up', 'out_of_reach', 'digest', 'favours'])]),
  /** When it would be due, where it is said earlier because the reply window shuts before. */
  insteadOf: Instant.optional(),
});
export type Reminder = z.infer<typeof Reminder>;

/**
 * Everything that is kept about one person, in one record. What comes next is computed from it, never stored in it.
 * No field holds what the person typed, but for the two facts they were asked for and masked lines nobody understood.
 */
export const Conversation = z.object({
  format: z.literal(2),
  id: PersonId,
  journey: z.object({ id: z.string(), hash: z.string() }),
  role: z.enum(['supplier', 'purchaser']),
  locale: z.enum(locales),
  addresses: z.array(Address),
  progress: Progress,
  /** Steps put off by the person. */
  deferred: z.array(StepId),
  /** The step the person chose to work on, out of turn. */
  focus: StepId.optional(),
  facts: z.object({ member_name: z.string().optional(), purchaser_account: z.string().optional() }),
  /** The purchaser that invited them; absent for somebody who came by themselves. */
  membership: Membership.optional(),
  /** Their colleagues, once there are any. */
  company: Company.optional(),
  /** What was asked of the purchaser. */
  favours: PurchaserTaskMarks.optional(),
  /** When the purchaser last had them nudged. */
  nudgedAt: Instant.optional(),
  /** Of one of a purchaser's people: which, and what they get unasked. */
  member: z
    .object({
      purchaser: PurchaserId,
      digest: z.enum(['off', 'daily', 'weekly']),
      /** When they were last written to about all of their suppliers. */
      digestAt: Instant.optional(),
      /** When they were last reminded of favours. */
      favoursAt: Instant.optional(),
    })
    .optional(),
  question: Question.optional(),
  /** What the choices of the last message mean, so that a tap, its words or its number are understood. */
  quickReplies: z.array(Choice.extend({ means: Meaning })),
  mode: z.enum(['guided', 'human', 'paused']),
  remindersOn: z.boolean(),
  /** The time at which the person asked to be reminded. */
  chosenReminder: Instant.optional(),
  /** Which reminders were sent, by `step.milestone`, and when. */
  reminded: z.record(z.string(), z.array(Instant)),
  /** What is planned; computed anew by every turn, stored so that the due index can find it. */
  reminders: z.array(Reminder),
  /** Steps that waited too long, for the purchasers’ side. */
  overdue: z.array(StepId),
  /** What could not be said because the reply window of their platform had shut; over as soon as they write. */
  unreachable: z.object({ at: Instant, channel: ChannelId, steps: z.array(StepId) }).optional(),
  /** When they were told that their platform has a reply window. */
  windowNoticeAt: Instant.optional(),
  seen: z.array(z.object({ id: z.string(), at: Instant })),
  outbox: z.array(OutboxItem),
  undelivered: z.array(Undelivered),
  /** What is to be done outside this conversation, in order. */
  effects: z.array(Effect).optional(),
  lastNumber: z.number().int().nonnegative(),
  /** Lines that were not understood, masked, newest last. */
  unanswered: z.array(z.object({ at: Instant, text: z.string() })),
  /** What the last messages were taken for, newest last. */
  log: z.array(z.object({ at: Instant, intent: IntentId, confidence: z.number() })),
  startedAt: Instant,
});
export type Conversation = z.infer<typeof Conversation>;
