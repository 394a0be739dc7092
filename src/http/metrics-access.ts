import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIPv4 } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const isLoopback = (address: string): boolean => loopback.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares in the same time whatever is alike; digests are of one length. */
const isSame = (given: string, wanted: string): boolean => timingSafeEqual(digest(given), digest(wanted));

/**
 * Whether somebody may read the metrics: whoever asks from this machine, and whoever shows the token (RFC 6750,
 * `Authorization: Bearer …`) where one is set. `address` is the asker's, as trusted proxies tell it.
 */
export const mayReadMetrics = (
  address: string,
  authorization: string | undefined,
  token: string | undefined,
): boolean => {
  if (isLoopback(address)) return true;
  const shown = /^Bearer ([!-~]+)$/i.exec(authorization ?? '')?.[1];
  return token !== undefined && shown !== undefined && isSame(shown, token);
};
