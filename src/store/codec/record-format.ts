import { z } from 'zod';
import { Conversation } from '../../dialogue/model/conversation.ts';
import { StoreError } from '../store-error.ts';
import type { OldRecord, Upgrade, Upgrades } from './upgrade.ts';
import { upgradeTo2 } from './upgrade-to-2.ts';

/** The format that is written today. */
export const todaysFormat: number = Conversation.shape.format.value;

/**
 * The steps from every format ever released to the next one. To change the record: raise the literal in
 * `dialogue/model/conversation.ts` by one and add the step from the old number here. Steps are never removed.
 */
export const upgrades: Upgrades = new Map([[1, upgradeTo2]]);

const Formatted = z.looseObject({ format: z.number().int() });

/** The fields that are wrong and how, never what is in them. */
export const where = (issues: readonly z.core.$ZodIssue[]): string =>
  issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'record'} (${issue.code})`)
    .join(', ');

/**
 * Reads a record of any format up to today's, upgrading step by step, and checks it.
 * @throws StoreError `format_newer` for a record of a later release, `record_damaged` for what cannot be read.
 */
export const readRecord = (raw: unknown, steps: Upgrades = upgrades): Conversation => {
  const formatted = Formatted.safeParse(raw);
  if (!formatted.success)
    throw new StoreError('record_damaged', `A record is damaged: ${where(formatted.error.issues)}.`);
  const { format } = formatted.data;
  if (format > todaysFormat)
    throw new StoreError(
      'format_newer',
      `A record has format ${format}; this release reads up to ${todaysFormat}. Use the release that wrote it.`,
    );
  let record: OldRecord = formatted.data;
  for (let from = format; from < todaysFormat; from += 1)
    record = { ...upgradeFrom(from, steps)(record), format: from + 1 };
  return checkRecord(record, 'record_damaged');
};

const upgradeFrom = (format: number, steps: Upgrades): Upgrade => {
  const step = steps.get(format);
  if (step === undefined) throw new StoreError('record_damaged', `A record has format ${format}, which never existed.`);
  return (record) => {
    try {
      return step(record);
    } catch (cause) {
      throw new StoreError('record_damaged', `A record of format ${format} cannot be upgraded.`, { cause });
    }
  };
};

/** A field of the record; of a list that as a whole need not be anything, each element can be checked by itself. */
const fields = Object.entries(Conversation.shape).map(([name, field]) => ({
  name,
  field,
  isPlainList: field instanceof z.ZodArray && (field.def.checks ?? []).length === 0,
}));

/** What of a list was not in it before. */
const added = (now: unknown, then: unknown): unknown => {
  if (!Array.isArray(now) || !Array.isArray(then)) return now;
  const before = new Set<unknown>(then);
  return now.filter((element) => !before.has(element));
};

/**
 * Checks a conversation that is to be saved, but for the parts that it has in common with one of the same person that was
 * checked before: nothing in a conversation is ever changed in place, so they are as right as they were.
 * @throws StoreError `record_invalid`, naming the fields that are wrong and never what is in them.
 */
export const checkChanges = (conversation: Conversation, before: Conversation | undefined): Conversation => {
  if (before === undefined) return checkRecord(conversation, 'record_invalid');
  const now: OldRecord = conversation;
  const then: OldRecord = before;
  for (const { name, field, isPlainList } of fields) {
    if (now[name] === then[name]) continue;
    const checked = field.safeParse(isPlainList ? added(now[name], then[name]) : now[name]);
    if (!checked.success)
      throw new StoreError('record_invalid', `A record is invalid: ${name} (${where(checked.error.issues)}).`);
  }
  return conversation;
};

/**
 * Checks a record of today's format; fields that the format does not know are left out.
 * @throws StoreError with the given code, naming the fields that are wrong and never what is in them.
 */
export const checkRecord = (record: unknown, code: 'record_damaged' | 'record_invalid'): Conversation => {
  const checked = Conversation.safeParse(record);
  if (checked.success) return checked.data;
  throw new StoreError(
    code,
    `A record is ${code === 'record_invalid' ? 'invalid' : 'damaged'}: ${where(checked.error.issues)}.`,
  );
};
