import { type CompanyList, companyKey, readCompanies } from '../../../text/company-list.ts';
import { kindOfBusiness } from '../../../text/company-words.ts';
import type { Conversation } from '../../conversation.ts';
import { enumerate } from '../../enumerate.ts';
import { type Invitation, voidAt } from '../../invitation.ts';
import type { Offer, Outcome } from '../../outcome.ts';
import { sendErrand } from '../../send-errand.ts';
import { findSuppliers } from '../find-supplier.ts';
import { forwardWords } from '../forward.ts';
import { openInvitations, type Supplier, shortName } from '../named.ts';
import { offer, offers, reply } from '../offers.ts';
import type { PurchaserScene } from '../purchaser-scene.ts';
import type { PurchaserAct } from './act.ts';

/** So many names are told one by one. */
const NAMES_TOLD = 5;

const someNames = ({ voice }: PurchaserScene, names: readonly string[]): string => {
  const told = enumerate(voice, names.slice(0, NAMES_TOLD));
  return names.length <= NAMES_TOLD ? told : voice.say('purchaser.and_others', { names: told, count: names.length });
};

const asked = ({ conversation, purchasing, now }: PurchaserScene, companies: readonly string[]): Conversation =>
  sendErrand(
    conversation,
    {
      to: 'desk',
      purchaser: purchasing.purchaser,
      request: { asks: 'invite', as: 'supplier', companies: [...companies] },
    },
    now,
  );

const offerRevoke = ({ voice }: PurchaserScene, { code, company }: Invitation): Offer => {
  const name = company ?? '';
  const label = voice.say('purchaser.button_revoke', { name: shortName(name) });
  return offer(
    label.trim(),
    { intent: 'revoke_invitation', code },
    voice.say('purchaser.button_revoke', { name }).trim(),
  );
};

/** An invitation to be forwarded, made before or just now. */
export const showInvitation = (scene: PurchaserScene, invitation: Invitation): Outcome => {
  const { lines, links } = forwardWords(scene, invitation);
  return reply(scene.conversation, lines, { links, offers: [offerRevoke(scene, invitation)] });
};

/** An invitation once more: the same while it is good, a new one when it ran out. */
const again = (scene: PurchaserScene, invitation: Invitation): Outcome =>
  voidAt(invitation, scene.now) === undefined
    ? showInvitation(scene, invitation)
    : reply(asked(scene, invitation.company === undefined ? [] : [invitation.company]), []);

/** How companies stand that are to be invited. */
const sorted = ({ book, now }: PurchaserScene, companies: readonly string[]) => {
  const joined = new Set(book.cards.map(({ membership }) => companyKey(membership.company ?? '')));
  const waiting = new Map(
    book.invitations
      .filter((invitation) => voidAt(invitation, now) === undefined)
      .map((invitation) => [companyKey(invitation.company ?? ''), invitation]),
  );
  const isJoined = (name: string): boolean => joined.has(companyKey(name));
  const invited = companies.filter((name) => !isJoined(name) && waiting.has(companyKey(name)));
  return {
    joined: companies.filter(isJoined),
    invited,
    invitation: waiting.get(companyKey(invited[0] ?? '')),
    fresh: companies.filter((name) => !isJoined(name) && !waiting.has(companyKey(name))),
  };
};

/** Invites companies. Nobody is invited twice: who joined is left in peace, and an invitation that is still good stays the one. */
export const inviteCompanies = (scene: PurchaserScene, { companies, left }: CompanyList): Outcome => {
  const { voice, conversation } = scene;
  const { joined, invited, invitation, fresh } = sorted(scene, companies);
  if (fresh.length === 0 && joined.length === 0 && invited.length === 1 && invitation) {
    return showInvitation(scene, invitation);
  }
  const lines: string[] = [];
  if (joined.length > 0) lines.push(voice.say('purchaser.joined_already', { names: someNames(scene, joined) }));
  if (invited.length > 0) lines.push(voice.say('purchaser.invited_already', { names: someNames(scene, invited) }));
  if (left > 0) lines.push(voice.say('purchaser.too_many_names', { count: companies.length, left }));
  const more = lines.length === 0 ? [] : offers(scene, 'progress', 'invitations');
  return reply(fresh.length === 0 ? conversation : asked(scene, fresh), [lines.join('\n')], { offers: more });
};

const forAnybody = /开放|公开|不限|不指定|通用|任何人|谁都|谁来都|随便谁|\b(?:open|anyone|anybody|everyone)\b/iu;

/** An open invitation is wanted, and not one for a company that is called so. */
const isForAnybody = (text: string, { companies }: CompanyList): boolean =>
  forAnybody.test(text) && !companies.some((name) => kindOfBusiness.test(name));

/** An invitation that was made before is wanted once more. */
const sentAgain = /再发|再给|重发|重新发|补发|再转|\b(?:again|resend)\b/iu;

const waiting = (scene: PurchaserScene): readonly Supplier[] =>
  openInvitations(scene).map((invitation) => ({ invitation }));

/** Invites suppliers: those named, or whoever comes; asks whom when it does not say. */
export const inviteSuppliers: PurchaserAct = (scene, { wish, text }) => {
  const { conversation, book } = scene;
  const known = book.invitations.find(({ code }) => code === wish.code);
  if (known) return again(scene, known);
  if (wish.all) return reply(asked(scene, []), []);
  const before = sentAgain.test(text) ? findSuppliers(scene, text, waiting(scene)) : undefined;
  const [only, ...others] = before?.suppliers ?? [];
  if (only?.invitation && others.length === 0) return again(scene, only.invitation);
  const list = readCompanies(text);
  if (isForAnybody(text, list)) return reply(asked(scene, []), []);
  if (list.companies.length > 0) return inviteCompanies(scene, list);
  return { conversation, lines: [], tail: { kind: 'ask', question: { asks: 'companies' } } };
};

/** Whom to invite was asked, and this was the answer. */
export const namedCompanies = (scene: PurchaserScene, text: string): Outcome => {
  const list = readCompanies(text);
  if (isForAnybody(text, list)) return reply(asked(scene, []), []);
  if (list.companies.length > 0) return inviteCompanies(scene, list);
  return {
    conversation: scene.conversation,
    lines: [scene.voice.say('purchaser.no_names', {})],
    tail: { kind: 'ask', question: { asks: 'companies' } },
  };
};
