import { randomBytes } from 'node:crypto';
import type { Content } from '../content/content.ts';
import type { PurchaserException } from '../content/schema/purchaser-exceptions.ts';
import { invitationLink } from '../dialogue/core/reply/invitation-text.ts';
import type { Instant } from '../dialogue/model/instant.ts';
import type { Invitation } from '../dialogue/model/programme/invitation.ts';
import type { Purchaser } from '../dialogue/model/programme/purchaser.ts';
import { sayDate } from '../dialogue/purchaser/text/relative-dates.ts';
import { announceRemoval } from '../purchasers/announce-removal.ts';
import { consoleText } from '../purchasers/files/console-text.ts';
import { makeInvitation } from '../purchasers/invitations.ts';
import { PurchaserError } from '../purchasers/purchaser-error.ts';
import { addPurchaser, listPurchasers, namedPurchaser, removePurchaser } from '../purchasers/registry.ts';
import type { Store } from '../store/store.ts';
import { commandContext } from './command-context.ts';
import type { ReportOptions, Write } from './reports/report-command.ts';
import { withStore } from './with-store.ts';

/** What the commands about purchasers write to, and where their words come from. */
export interface PurchaserDeps {
  readonly write: Write;
  readonly content: () => Promise<Content>;
  readonly now: Instant;
}

/** A purchaser to be named. */
export interface NewPurchaser extends ReportOptions {
  readonly company: string;
  readonly account: string;
  /** Whole yuan and days, as written. */
  readonly credit: string;
  readonly days: string;
  readonly accept: readonly PurchaserException[];
}

/** A purchaser by its id. */
export interface OnePurchaser extends ReportOptions {
  readonly purchaser: string;
}

const wholeNumber = (name: string, written: string): number => {
  const plain = written.replace(/[,，_\s]/g, '');
  if (/^[1-9]\d{0,14}$/.test(plain)) return Number(plain);
  throw new PurchaserError(
    'bad_terms',
    `--${name} must be a whole number above 0, such as ${name === 'days' ? '30' : '5000000'}.`,
  );
};

/** The message that the operator forwards to the purchaser, in Chinese. */
const claimMessage = (
  content: Content,
  now: Instant,
  { terms }: Purchaser,
  { code, expiresAt }: Invitation,
): string => {
  const context = commandContext(content, now);
  return consoleText(content, 'zh-CN')('message.claim', {
    company: terms.company,
    code,
    url: invitationLink(context.publicUrl, code),
    day: sayDate(expiresAt, context),
  });
};

/** Words are looked up first: where they are wrong, nothing is made. */
const giveClaim = async (
  { data, json }: ReportOptions,
  { write, content, now }: PurchaserDeps,
  purchaserIn: (store: Store) => Promise<Purchaser>,
): Promise<void> => {
  const said = json ? undefined : await content();
  await withStore(data, async (store) => {
    const purchaser = await purchaserIn(store);
    const claim = await makeInvitation(store.documents, randomBytes, { purchaser: purchaser.id, as: 'purchaser' }, now);
    if (!said) {
      write(`${JSON.stringify({ purchaser: purchaser.id, claim: claim.code })}\n`);
      return;
    }
    write(`Purchaser  ${purchaser.id}  ${purchaser.terms.company}\nClaim code ${claim.code}\n\n`);
    write(`To forward:\n\n${claimMessage(said, now, purchaser, claim)}\n`);
  });
};

/** Names a purchaser and prints its id with a claim code. */
export const runPurchaserAdd = async (wishes: NewPurchaser, deps: PurchaserDeps): Promise<void> => {
  const terms = {
    company: wishes.company.trim(),
    account: wishes.account.trim(),
    credit: wholeNumber('credit', wishes.credit),
    days: wholeNumber('days', wishes.days),
    accepts: [...new Set(wishes.accept)],
  };
  await giveClaim(wishes, deps, ({ documents }) => addPurchaser(documents, randomBytes, terms, deps.now));
};

/** Prints another claim code of a purchaser. */
export const runPurchaserClaim = (wishes: OnePurchaser, deps: PurchaserDeps): Promise<void> =>
  giveClaim(wishes, deps, ({ documents }) => namedPurchaser(documents, wishes.purchaser));

/** Lists every purchaser, a line each. */
export const runPurchaserList = (wishes: ReportOptions, { write }: PurchaserDeps): Promise<void> =>
  withStore(wishes.data, async (store) => {
    const purchasers = await listPurchasers(store.documents);
    for (const { id, terms, members, removedAt } of purchasers) {
      const suppliers = (await store.summaries(id)).length;
      const removed = removedAt === undefined ? undefined : new Date(removedAt).toISOString();
      if (wishes.json) {
        write(`${JSON.stringify({ purchaser: id, ...terms, people: members.length, suppliers, removed })}\n`);
        continue;
      }
      const state =
        removed === undefined ? `people ${members.length}  suppliers ${suppliers}` : `removed ${removed.slice(0, 10)}`;
      write(`${id}  ${terms.company}  (${terms.account}, ${terms.credit} yuan, ${terms.days} days)  ${state}\n`);
    }
    if (!wishes.json && purchasers.length === 0) write('No purchaser yet. Add one with: npm run purchaser -- add\n');
  });

/** Takes a purchaser away, and has its people and suppliers told by whichever engine runs on the store. */
export const runPurchaserRemove = (wishes: OnePurchaser, { write, now }: PurchaserDeps): Promise<void> =>
  withStore(wishes.data, async (store) => {
    const removed = await removePurchaser(store.documents, wishes.purchaser, now);
    const told = await announceRemoval(store, removed, now);
    if (wishes.json) write(`${JSON.stringify({ purchaser: removed.id, told })}\n`);
    else
      write(
        `Removed ${removed.id}  ${removed.terms.company}. Its codes are void. ${told} people hear of it from the running assistant, or when it next starts.\n`,
      );
  });
