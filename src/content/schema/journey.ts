import { z } from 'zod';
import { IntentId } from './intent.ts';
import { exceptions } from './purchaser-exceptions.ts';
import { Text } from './text.ts';

const identifier = z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case letters, digits and underscores');

/** A step of a journey, for example `enterprise_auth`. */
export const StepId = identifier.brand<'StepId'>();
export type StepId = z.infer<typeof StepId>;

/** A point that is reached within a step, for example `deposit_seen`. */
export const MilestoneId = identifier.brand<'MilestoneId'>();
export type MilestoneId = z.infer<typeof MilestoneId>;

/** The field rules that a pasted value can be checked by; each is a pure function in `text/checks/`. */
export const FieldCheck = z.enum([
  'credit_code',
  'registration_number',
  'mobile',
  'bank_account',
  'bank_branch',
  'company_name',
  'invoice_number',
  'tax_rate',
  'amount',
  'member_name',
  'credit_limit',
  'settlement_days',
]);
export type FieldCheck = z.infer<typeof FieldCheck>;

const Field = z.strictObject({
  /** The label exactly as the page shows it. */
  label: z.string().min(1),
  /** Other words people use for the same field when they paste it. */
  aliases: z.array(z.string().min(1)).default([]),
  required: z.boolean(),
  /** What to put there. */
  put: Text,
  check: FieldCheck.optional(),
});
export type Field = z.infer<typeof Field>;

/** What a person waits for between two milestones. */
const Wait = z.strictObject({
  for: z.enum(['review', 'deposit', 'purchaser']),
  /** Who is waited for, as people say it ("阿里", "MYbank"): tells the two deposits apart. */
  from: Text,
  /** For a deposit: the amount, in whole yuan, that it stays below. */
  below_yuan: z.union([z.literal(1), z.literal(2)]).default(1),
  /** Working days that it usually takes. */
  usually: z.number().int().positive(),
  /** Working days after which a reminder is due; one text each, the later the more helpful. */
  remind: z.array(z.strictObject({ after: z.number().int().positive(), say: Text })).min(1),
  /** Working days after which the case is put on the operator's list. */
  give_up: z.number().int().positive(),
});
export type Wait = z.infer<typeof Wait>;

const Milestone = z.strictObject({
  id: MilestoneId,
  /** Who brings it about. */
  by: z.enum(['supplier', 'purchaser']).default('supplier'),
  /** The intents by which a person reports it. */
  means: z.array(IntentId),
  /** What to do to reach it, in a few lines. */
  todo: Text,
  /** How a person would report it; shown as a tappable choice. */
  choice: Text,
  /** What the assistant says when it is reported. */
  reached: Text,
  wait: Wait.optional(),
});
export type Milestone = z.infer<typeof Milestone>;

const reference = z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/, 'must be a step, or step.milestone');

const Step = z.strictObject({
  id: StepId,
  /** What people call the step; used to recognise it in a message. */
  names: z.array(z.string().min(1)).min(1),
  /** What is handed in or set up in the step: who reports it done reports on the step. */
  objects: z.array(z.string().min(1)).default([]),
  title: Text,
  /** One or two words, for the progress bar. */
  short: Text,
  /** The intent that asks how this step is done. */
  intent: IntentId,
  /** Steps (or `step.milestone`) without which the page itself will not go on. */
  needs: z.array(reference).default([]),
  /** Steps (or `step.milestone`) that come first in the guide; a person may go round them. */
  after: z.array(reference).default([]),
  link: z.strictObject({ url: z.url(), label: Text }),
  /** Why the step is asked for. */
  why: Text,
  fields: z.array(Field).default([]),
  materials: z.array(Text).default([]),
  warnings: z.array(Text).default([]),
  /** What is commonly wrong when the step is rejected. */
  causes: Text.optional(),
  milestones: z.array(Milestone).min(1),
});
export type Step = z.infer<typeof Step>;

/** Something the purchaser has to do for a supplier who has told their member name. */
const PurchaserTask = z.strictObject({
  id: identifier,
  /** The steps after which it can be asked. */
  after: z.array(reference).default([]),
  title: Text,
  /** The message by which a supplier asks for it where the purchaser is not known here; to be forwarded. */
  ask: Text,
  /** To the supplier: the purchaser was asked. */
  asked: Text,
  /** To the purchaser: who asks for what, and where it is done. */
  notice: Text,
  /** The words by which the purchaser reports it done; shown as a tappable choice. */
  did: Text,
  /** To the supplier: the purchaser has done it. */
  done: Text,
  /** The milestone, as `step.milestone`, that is reached by it. */
  reaches: reference.optional(),
});
export type PurchaserTask = z.infer<typeof PurchaserTask>;

/** One file of `data/journeys/`: the steps of a programme and everything that is particular to it. */
export const Journey = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens'),
  title: Text,
  /** When a person last compared the file with its sources. */
  checked: z.iso.date(),
  /** First words to somebody new. */
  welcome: Text,
  /** What everybody should have ready before they begin. */
  prepare: Text,
  /** What happens when all is done. */
  finish: Text,
  /** The purchaser's terms where no purchaser says otherwise. */
  terms: z.strictObject({
    purchaser: Text,
    /** Where the purchaser's main account is not known: how to come by it. */
    purchaser_account: Text,
    credit_amount: Text,
    /** The same amount in yuan, to compare a pasted one with. */
    credit_limit: z.number().int().positive(),
    credit_days: z.number().int().positive(),
  }),
  steps: z.array(Step).min(1),
  favours: z.array(PurchaserTask).default([]),
  /** What a supplier hears at a step when their purchaser accepts an exception to it. */
  exceptions: z
    .array(
      z.strictObject({
        id: z.enum(exceptions),
        step: StepId,
        /** Questions whose answer begins with it. */
        answers: z.array(IntentId).default([]),
        accepted: Text,
      }),
    )
    .default([]),
});
export type Journey = z.infer<typeof Journey>;
