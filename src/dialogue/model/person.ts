import { z } from 'zod';
import type { Address } from './address.ts';

/** Who a conversation is about: `channel:user`, the same person in every chat and group of that channel. */
export const PersonId = z.string().min(3).brand<'PersonId'>();
export type PersonId = z.infer<typeof PersonId>;

/** The channel of a person. */
export const channelOf = (id: PersonId): string => id.slice(0, id.indexOf(':'));

/** The id of the person that writes from an address. */
export const personAt = (address: Pick<Address, 'channel' | 'user'>): PersonId =>
  PersonId.parse(`${address.channel}:${address.user}`);
