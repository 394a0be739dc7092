import { z } from 'zod';
import { exceptions } from '../../content/schema/purchaser-exceptions.ts';
import { PersonId } from '../../dialogue/model/person.ts';
import type { PurchaserTerms } from '../../dialogue/model/programme/purchaser.ts';
import type { AddForm } from './purchasers-part.ts';

/** What a form of the page sends; what may be there several times comes as a list. */
export const formIn = (body: string): Readonly<Record<string, unknown>> => {
  const sent = new URLSearchParams(body);
  return { ...Object.fromEntries(sent), accepts: sent.getAll('accepts') };
};

const text = z.string().trim().catch('');
const Add = z
  .object({
    ...{ company: text, account: text, credit: text, days: text },
    accepts: z.array(z.enum(exceptions)).catch([]),
  })
  .catch({ company: '', account: '', credit: '', days: '', accepts: [] });

/** The sign-in secret that was typed, if there is one. */
export const secretIn = (body: unknown): string | undefined =>
  z.object({ secret: z.string().max(512) }).safeParse(body).data?.secret;

/** Whether the box was ticked without which nothing is taken away. */
export const isSure = (body: unknown): boolean => z.object({ sure: z.literal('yes') }).safeParse(body).success;

/** The person that was named. */
export const personIn = (body: unknown): PersonId | undefined =>
  z.object({ person: z.string().trim().max(300).pipe(PersonId) }).safeParse(body).data?.person;

/** What was filled in of a purchaser to be added, to be shown again. */
export const addFormIn = (body: unknown): AddForm => Add.parse(body);

const wholeNumber = (written: string): number | undefined => {
  const plain = written.replace(/[,，\s]/g, '');
  return /^[1-9]\d{0,14}$/.test(plain) ? Number(plain) : undefined;
};

/** The terms of a purchaser to be added; nothing when an amount is no whole number above 0. */
export const termsIn = (body: unknown): PurchaserTerms | undefined => {
  const { company, account, accepts, ...amounts } = Add.parse(body);
  const [credit, days] = [wholeNumber(amounts.credit), wholeNumber(amounts.days)];
  if (credit === undefined || days === undefined) return undefined;
  return { company, account, credit, days, accepts: [...new Set(accepts)] };
};
