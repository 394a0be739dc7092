import { companyKey } from '../../../text/names/company-list.ts';
import type { SharedContext } from '../../core/turn-context.ts';
import { type Invitation, voidAt } from '../../model/programme/invitation.ts';
import type { SupplierSummary } from '../../model/programme/membership.ts';
import type { MemberContext } from '../member-context.ts';
import { sayPast } from '../text/relative-dates.ts';

/** A supplier as the purchaser speaks of it: one that joined, or one that was invited and has not come yet. */
export type Supplier =
  | { readonly summary: SupplierSummary; readonly invitation?: never }
  | { readonly invitation: Invitation; readonly summary?: never };

/** What a supplier is called: as the purchaser does, else by its member name, else by the day it came. */
export const nameOf = (supplier: Supplier, context: SharedContext): string => {
  const { summary, invitation } = supplier;
  if (summary) {
    const name = summary.membership.company ?? summary.member_name;
    return name ?? context.translator.t('purchaser.unnamed', { day: sayPast(summary.membership.at, context) });
  }
  return (
    invitation.company ?? context.translator.t('purchaser.open_name', { day: sayPast(invitation.createdAt, context) })
  );
};

/** The names of suppliers that are listed together, made different from each other where they are the same. */
export const namesOf = (suppliers: readonly Supplier[], context: SharedContext): readonly string[] => {
  const names = suppliers.map((supplier) => nameOf(supplier, context));
  const keys = names.map(companyKey);
  return suppliers.map((supplier, place) => {
    const name = names[place] ?? '';
    const same = keys.filter((key) => key === keys[place]).length > 1;
    if (!same) return name;
    const number = keys.slice(0, place + 1).filter((key) => key === keys[place]).length;
    const sign = supplier.summary?.member_name ?? String(number);
    return context.translator.t('purchaser.name_with', { name, sign });
  });
};

const legalForm = /(?:股份|责任)?有限(?:责任)?公司$|(?:,?\s*(?:co\.?,?\s*)?ltd\.?|\s+inc\.?)$/iu;
const LONGEST_ON_BUTTON = 12;

/** A name as it fits on a button. */
export const shortName = (name: string): string => {
  const bare = name.replace(legalForm, '');
  const short = bare.length < 2 ? name : bare;
  return short.length <= LONGEST_ON_BUTTON ? short : `${short.slice(0, LONGEST_ON_BUTTON - 1)}…`;
};

/** Invitations that are still to be used, and are of use: not taken back, and not of a supplier that came another way. */
export const openInvitations = ({ snapshot, now }: Pick<MemberContext, 'snapshot' | 'now'>): readonly Invitation[] => {
  const joined = new Set(snapshot.summaries.map(({ membership }) => companyKey(membership.company ?? '')));
  return snapshot.invitations.filter(
    (invitation) =>
      voidAt(invitation, now) !== 'revoked' &&
      !(invitation.company !== undefined && joined.has(companyKey(invitation.company))),
  );
};
