import { companyKey } from '../../text/company-list.ts';
import { type Invitation, voidAt } from '../invitation.ts';
import type { Card } from '../membership.ts';
import type { Surroundings } from '../scene.ts';
import { sayPast } from './days.ts';
import type { PurchaserScene } from './purchaser-scene.ts';

/** A supplier as the purchaser speaks of it: one that joined, or one that was invited and has not come yet. */
export type Supplier =
  | { readonly card: Card; readonly invitation?: never }
  | { readonly invitation: Invitation; readonly card?: never };

/** What a supplier is called: as the purchaser does, else by its member name, else by the day it came. */
export const nameOf = (supplier: Supplier, around: Surroundings): string => {
  const { card, invitation } = supplier;
  if (card) {
    const name = card.membership.company ?? card.member_name;
    return name ?? around.voice.say('purchaser.unnamed', { day: sayPast(card.membership.at, around) });
  }
  return invitation.company ?? around.voice.say('purchaser.open_name', { day: sayPast(invitation.createdAt, around) });
};

/** The names of suppliers that are listed together, made different from each other where they are the same. */
export const namesOf = (suppliers: readonly Supplier[], around: Surroundings): readonly string[] => {
  const names = suppliers.map((supplier) => nameOf(supplier, around));
  const keys = names.map(companyKey);
  return suppliers.map((supplier, place) => {
    const name = names[place] ?? '';
    const same = keys.filter((key) => key === keys[place]).length > 1;
    if (!same) return name;
    const number = keys.slice(0, place + 1).filter((key) => key === keys[place]).length;
    const sign = supplier.card?.member_name ?? String(number);
    return around.voice.say('purchaser.name_with', { name, sign });
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
export const openInvitations = ({ book, now }: Pick<PurchaserScene, 'book' | 'now'>): readonly Invitation[] => {
  const joined = new Set(book.cards.map(({ membership }) => companyKey(membership.company ?? '')));
  return book.invitations.filter(
    (invitation) =>
      voidAt(invitation, now) !== 'revoked' &&
      !(invitation.company !== undefined && joined.has(companyKey(invitation.company))),
  );
};
