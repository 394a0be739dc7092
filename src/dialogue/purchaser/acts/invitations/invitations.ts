import { findInvitationCodes } from '../../../../text/invitation-code.ts';
import { sendEffect } from '../../../core/delivery/send-effect.ts';
import type { ReplyDraft } from '../../../core/reply/reply-draft.ts';
import { type Invitation, voidAt } from '../../../model/programme/invitation.ts';
import type { MemberContext } from '../../member-context.ts';
import { findSuppliers } from '../../suppliers/find-supplier.ts';
import { nameOf, namesOf, openInvitations, shortName } from '../../suppliers/supplier-names.ts';
import { quickReplies, quickReply, reply } from '../../text/menu.ts';
import { sayDate, sayPast } from '../../text/relative-dates.ts';
import type { PurchaserAct } from '../act.ts';
import { askWhich } from '../suppliers/which-supplier.ts';

/** So many invitations are listed one by one. */
const MOST_LISTED = 8;
const MOST_BUTTONS = 3;

/** Invitations that can be used now, the oldest first. */
const usable = (context: MemberContext): readonly Invitation[] =>
  openInvitations(context)
    .filter((invitation) => voidAt(invitation, context.now) === undefined)
    .toSorted((left, right) => left.createdAt - right.createdAt);

/** The invitations that nobody used yet. */
export const listInvitations: PurchaserAct = (context) => {
  const { translator, conversation } = context;
  const invitations = usable(context);
  if (invitations.length === 0) {
    return reply(conversation, [translator.t('purchaser.no_invitations', {})], {
      quickReplies: quickReplies(context, 'invite', 'open'),
    });
  }
  const listed = invitations.slice(0, MOST_LISTED);
  const names = namesOf(
    listed.map((invitation) => ({ invitation })),
    context,
  );
  const lines = listed.map((invitation, place) =>
    translator.t(invitation.uses === 'many' ? 'purchaser.invitation_open' : 'purchaser.invitation_line', {
      name: names[place] ?? '',
      day: sayPast(invitation.createdAt, context),
      until: sayDate(invitation.expiresAt, context),
    }),
  );
  const left = invitations.length - listed.length;
  const more = left > 0 ? [translator.t('purchaser.more_invitations', { count: left })] : [];
  const again = listed.slice(0, MOST_BUTTONS).map(({ code }, place) => {
    const name = names[place] ?? '';
    const label = translator.t('purchaser.button_resend', { name: shortName(name) });
    return quickReply(label, { intent: 'invite_suppliers', code }, translator.t('purchaser.button_resend', { name }));
  });
  return reply(
    conversation,
    [
      [translator.t('purchaser.invitations', { count: invitations.length }), ...lines, ...more].join('\n'),
      translator.t('purchaser.how_to_revoke', {}),
    ],
    { quickReplies: [...again, ...quickReplies(context, 'invite')] },
  );
};

const revoked = (context: MemberContext, invitations: readonly Invitation[]): ReplyDraft => {
  const { conversation, member, now } = context;
  const codes = invitations.map(({ code }) => code);
  const request = { type: 'revoke', codes } as const;
  return reply(sendEffect(conversation, { type: 'desk', purchaser: member.purchaser, request }, now), []);
};

/** Takes back every invitation that can still be used; it was agreed to. */
export const revokeAll = (context: MemberContext): ReplyDraft => revoked(context, usable(context));

const allOfThem = /全部|所有|都|全撤|一起|\ball\b|\bevery/iu;
const theOpenOne = /开放|公开|通用|\bopen\b/iu;

/** Takes invitations back: by code, by company, or the only one there is; asks which when it may be several. */
export const revokeInvitation: PurchaserAct = (context, { command, text }) => {
  const { translator, conversation } = context;
  const invitations = usable(context);
  const codes = command.code === undefined ? findInvitationCodes(text) : [command.code];
  const byCode = invitations.filter(({ code }) => codes.includes(code));
  if (byCode.length > 0) return revoked(context, byCode);
  if (invitations.length === 0 || codes.length > 0) {
    const key = codes.length > 0 ? 'purchaser.code_not_open' : 'purchaser.nothing_to_revoke';
    return reply(conversation, [translator.t(key, {})], { quickReplies: quickReplies(context, 'invitations') });
  }
  const found = findSuppliers(context, text);
  const named = found.suppliers.flatMap(({ invitation }) =>
    invitation && invitations.includes(invitation) ? [invitation] : [],
  );
  if (named.length > 0 && (found.kind === 'meant' || named.length === 1)) return revoked(context, named);
  if (named.length > 1)
    return askWhich(
      context,
      'revoke_invitation',
      named.map((invitation) => ({ invitation })),
    );
  const [joined] = found.suppliers;
  if (joined) {
    return reply(conversation, [translator.t('purchaser.cannot_revoke', { name: nameOf(joined, context) })]);
  }
  if (allOfThem.test(text) && invitations.length > 1) {
    return {
      conversation,
      lines: [],
      followUp: { type: 'ask', question: { type: 'agree', to: { type: 'revoke_all' } } },
    };
  }
  const open = invitations.filter(({ uses }) => uses === 'many');
  if (theOpenOne.test(text) && open.length === 1) return revoked(context, open);
  const among = theOpenOne.test(text) && open.length > 0 ? open : invitations;
  if (among.length === 1) return revoked(context, among);
  return askWhich(
    context,
    'revoke_invitation',
    among.map((invitation) => ({ invitation })),
  );
};
