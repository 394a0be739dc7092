import { type CompanyList, companyKey, readCompanies } from '../../../../text/names/company-list.ts';
import { kindOfBusiness } from '../../../../text/names/company-words.ts';
import { sendEffect } from '../../../core/delivery/send-effect.ts';
import { enumerate } from '../../../core/reply/enumerate.ts';
import type { QuickReply, ReplyDraft } from '../../../core/reply/reply-draft.ts';
import type { Conversation } from '../../../model/conversation.ts';
import { type Invitation, voidAt } from '../../../model/programme/invitation.ts';
import type { MemberContext } from '../../member-context.ts';
import { findSuppliers } from '../../suppliers/find-supplier.ts';
import { openInvitations, type Supplier, shortName } from '../../suppliers/supplier-names.ts';
import { forwardText } from '../../text/forwardable-message.ts';
import { quickReplies, quickReply, reply } from '../../text/menu.ts';
import type { PurchaserAct } from '../act.ts';

/** So many names are told one by one. */
const NAMES_TOLD = 5;

const someNames = ({ translator }: MemberContext, names: readonly string[]): string => {
  const told = enumerate(translator, names.slice(0, NAMES_TOLD));
  return names.length <= NAMES_TOLD ? told : translator.t('purchaser.and_others', { names: told, count: names.length });
};

const asked = ({ conversation, member, now }: MemberContext, companies: readonly string[]): Conversation =>
  sendEffect(
    conversation,
    {
      type: 'desk',
      purchaser: member.purchaser,
      request: { type: 'invite', as: 'supplier', companies: [...companies] },
    },
    now,
  );

const offerRevoke = ({ translator }: MemberContext, { code, company }: Invitation): QuickReply => {
  const name = company ?? '';
  const label = translator.t('purchaser.button_revoke', { name: shortName(name) });
  return quickReply(
    label.trim(),
    { intent: 'revoke_invitation', code },
    translator.t('purchaser.button_revoke', { name }).trim(),
  );
};

/** An invitation to be forwarded, made before or just now. */
export const showInvitation = (context: MemberContext, invitation: Invitation): ReplyDraft => {
  const { lines, links } = forwardText(context, invitation);
  return reply(context.conversation, lines, { links, quickReplies: [offerRevoke(context, invitation)] });
};

/** An invitation once more: the same while it is good, a new one when it ran out. */
const again = (context: MemberContext, invitation: Invitation): ReplyDraft =>
  voidAt(invitation, context.now) === undefined
    ? showInvitation(context, invitation)
    : reply(asked(context, invitation.company === undefined ? [] : [invitation.company]), []);

/** How companies stand that are to be invited. */
const sorted = ({ snapshot, now }: MemberContext, companies: readonly string[]) => {
  const joined = new Set(snapshot.summaries.map(({ membership }) => companyKey(membership.company ?? '')));
  const waiting = new Map(
    snapshot.invitations
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
export const inviteCompanies = (context: MemberContext, { companies, left }: CompanyList): ReplyDraft => {
  const { translator, conversation } = context;
  const { joined, invited, invitation, fresh } = sorted(context, companies);
  if (fresh.length === 0 && joined.length === 0 && invited.length === 1 && invitation) {
    return showInvitation(context, invitation);
  }
  const lines: string[] = [];
  if (joined.length > 0) lines.push(translator.t('purchaser.joined_already', { names: someNames(context, joined) }));
  if (invited.length > 0) lines.push(translator.t('purchaser.invited_already', { names: someNames(context, invited) }));
  if (left > 0) lines.push(translator.t('purchaser.too_many_names', { count: companies.length, left }));
  const more = lines.length === 0 ? [] : quickReplies(context, 'progress', 'invitations');
  return reply(fresh.length === 0 ? conversation : asked(context, fresh), [lines.join('\n')], { quickReplies: more });
};

const forAnybody = /开放|公开|不限|不指定|通用|任何人|谁都|谁来都|随便谁|\b(?:open|anyone|anybody|everyone)\b/iu;

/** An open invitation is wanted, and not one for a company that is called so. */
const isForAnybody = (text: string, { companies }: CompanyList): boolean =>
  forAnybody.test(text) && !companies.some((name) => kindOfBusiness.test(name));

/** An invitation that was made before is wanted once more. */
const sentAgain = /再发|再给|重发|重新发|补发|再转|\b(?:again|resend)\b/iu;

const waiting = (context: MemberContext): readonly Supplier[] =>
  openInvitations(context).map((invitation) => ({ invitation }));

/** Invites suppliers: those named, or whoever comes; asks whom when it does not say. */
export const inviteSuppliers: PurchaserAct = (context, { command, text }) => {
  const { conversation, snapshot } = context;
  const known = snapshot.invitations.find(({ code }) => code === command.code);
  if (known) return again(context, known);
  if (command.all) return reply(asked(context, []), []);
  const before = sentAgain.test(text) ? findSuppliers(context, text, waiting(context)) : undefined;
  const [only, ...others] = before?.suppliers ?? [];
  if (only?.invitation && others.length === 0) return again(context, only.invitation);
  const list = readCompanies(text);
  if (isForAnybody(text, list)) return reply(asked(context, []), []);
  if (list.companies.length > 0) return inviteCompanies(context, list);
  return { conversation, lines: [], followUp: { type: 'ask', question: { type: 'companies' } } };
};

/** Whom to invite was asked, and this was the answer. */
export const namedCompanies = (context: MemberContext, text: string): ReplyDraft => {
  const list = readCompanies(text);
  if (isForAnybody(text, list)) return reply(asked(context, []), []);
  if (list.companies.length > 0) return inviteCompanies(context, list);
  return {
    conversation: context.conversation,
    lines: [context.translator.t('purchaser.no_names', {})],
    followUp: { type: 'ask', question: { type: 'companies' } },
  };
};
