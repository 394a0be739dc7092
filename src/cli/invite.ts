import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Content } from '../content/content.ts';
import { invitationLink } from '../dialogue/core/reply/invitation-text.ts';
import type { Instant } from '../dialogue/model/instant.ts';
import { type Invitation, voidAt } from '../dialogue/model/programme/invitation.ts';
import type { Purchaser } from '../dialogue/model/programme/purchaser.ts';
import { forwardMessage } from '../dialogue/purchaser/text/forwardable-message.ts';
import { companyName, listInvitations, makeInvitation } from '../purchasers/invitations.ts';
import { PurchaserError } from '../purchasers/purchaser-error.ts';
import { namedPurchaser } from '../purchasers/registry.ts';
import type { Store } from '../store/store.ts';
import { commandContext, pagesAddress } from './command-context.ts';
import type { ReportOptions, Write } from './reports/report-command.ts';
import { withStore } from './with-store.ts';

/** Whom to invite. */
export interface InviteOptions extends ReportOptions {
  readonly purchaser: string;
  readonly company?: string;
  /** A file with the name of a company on each line. */
  readonly file?: string;
}

/** What inviting writes to, and where its words come from. */
export interface InviteDeps {
  readonly write: Write;
  readonly content: () => Promise<Content>;
  readonly now: Instant;
}

/** The companies of a file: a name a line, each once; empty lines do not count. @throws DeskError `bad_company` naming the line. */
const companiesIn = async (file: string): Promise<readonly string[]> => {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new PurchaserError('file_unreadable', `${file} cannot be read; see that it is there and is a text file.`);
  });
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const names = lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [companyName(line)];
    } catch (error) {
      if (!(error instanceof PurchaserError)) throw error;
      throw new PurchaserError(error.code, `${file}, line ${index + 1}: ${error.message}`);
    }
  });
  if (names.length === 0) throw new PurchaserError('bad_company', `${file} names no company; write one a line.`);
  return [...new Set(names)];
};

/** An invitation for each company: the one made by command before as long as it is good and nobody used it, else a new one. */
const invitationsFor = async (
  store: Store,
  { id }: Purchaser,
  companies: readonly string[],
  now: Instant,
): Promise<readonly Invitation[]> => {
  const open = (await listInvitations(store.documents, id)).filter(
    (one) => one.as === 'supplier' && one.by === undefined && !one.usedBy && voidAt(one, now) === undefined,
  );
  return Promise.all(
    companies.map(
      (company, index) =>
        open.find((one) => one.company === company) ??
        makeInvitation(store.documents, randomBytes, { purchaser: id, as: 'supplier', company }, now + index),
    ),
  );
};

/** What is printed for people: the message to forward, and the pictures that go with it. */
const messageFor = (content: Content, now: Instant, purchaser: Purchaser, invitation: Invitation): string => {
  const context = commandContext(content, now);
  const url = invitationLink(context.publicUrl, invitation.code);
  const message = forwardMessage({ ...context, journey: content.journey }, purchaser.terms.company, invitation);
  return `To forward:\n\n${message}\n\nQR code ${url}/qr.png\nPoster  ${url}/poster.png\n`;
};

/** Makes one invitation, or one for each line of a file; the same file again prints the same codes. */
export const runInvite = async (wishes: InviteOptions, { write, content, now }: InviteDeps): Promise<void> => {
  const { company, file, json, data } = wishes;
  const companies = file === undefined ? undefined : await companiesIn(file);
  // Words are looked up first: where they are wrong, nothing is made.
  const said = json || companies ? undefined : await content();
  await withStore(data, async (store) => {
    const purchaser = await namedPurchaser(store.documents, wishes.purchaser);
    const address = pagesAddress();
    if (companies) {
      for (const { company: invited = '', code } of await invitationsFor(store, purchaser, companies, now)) {
        const link = invitationLink(address, code);
        write(json ? `${JSON.stringify({ company: invited, code, link })}\n` : `${code}  ${link}  ${invited}\n`);
      }
      return;
    }
    const wish = { purchaser: purchaser.id, as: 'supplier', company } as const;
    const invitation = await makeInvitation(store.documents, randomBytes, wish, now);
    const { code } = invitation;
    if (said) write(messageFor(said, now, purchaser, invitation));
    else write(`${JSON.stringify({ code, link: invitationLink(address, code) })}\n`);
  });
};
