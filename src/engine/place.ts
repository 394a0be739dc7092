import type { Address } from '../dialogue/address.ts';

/** One string a place: two addresses have the same exactly when `samePlace` holds. */
export const placeKey = (address: Address): string =>
  `${address.channel}\n${address.user}${address.group === undefined ? '' : `\n${address.group}`}`;

/** One string for everybody who reads the same screen: limits "per chat" count by it. */
export const roomKey = (address: Address): string => `${address.channel}\n${address.group ?? address.user}`;
