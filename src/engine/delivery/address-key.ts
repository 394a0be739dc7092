import type { Address } from '../../dialogue/model/address.ts';

/** One string a place: two addresses have the same exactly when `samePlace` holds. */
export const addressKey = (address: Address): string =>
  `${address.channel}\n${address.user}${address.group === undefined ? '' : `\n${address.group}`}`;

/** One string for everybody who reads the same screen: limits "per chat" count by it. */
export const groupKey = (address: Address): string => `${address.channel}\n${address.group ?? address.user}`;
