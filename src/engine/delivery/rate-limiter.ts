import type { Capabilities } from '../../channels/channel.ts';
import type { Address } from '../../dialogue/model/address.ts';
import { HOUR, type Instant, MINUTE } from '../../dialogue/model/instant.ts';
import { groupKey } from './address-key.ts';

/** At most `most` messages in any stretch of `length` milliseconds. */
interface Limit {
  readonly most: number;
  readonly length: number;
}

/** Limits as they are counted: whole messages, and none at all where there is no end to them. */
const limitsOf = (...published: readonly Limit[]): readonly Limit[] =>
  published
    .filter(({ most }) => Number.isFinite(most))
    .map(({ most, length }) => (most >= 1 ? { most: Math.floor(most), length } : { most: 1, length: length / most }));

/** Moments at which messages went or will go, rising; only as many as the limit looks back on. */
type Moments = Instant[];

/** Rooms that are remembered before the ones that fell silent are let go of. */
const ROOMS_BEFORE_SWEEPING = 10_000;

/** A moment that was kept for a message, or, when it lies too far off, the moment at which to ask again. */
export interface Turn {
  readonly at: Instant;
  readonly kept: boolean;
}

/**
 * Keeps to the limits of the platforms, in this process. The limits hold for every stretch of time, not only on average:
 * a bucket of tokens lets twice the published number through in the minute after a silence.
 */
export interface RateLimiter {
  /** Asks for the next moment in one chat. Kept for the asker when it is at most `patience` milliseconds away. */
  inRoom(address: Address, capabilities: Capabilities, now: Instant, patience: number): Turn;
  /** The same for everything the channel sends. */
  onChannel(channel: string, capabilities: Capabilities, now: Instant, patience: number): Turn;
}

const nextMoment = (moments: Moments, { most, length }: Limit, now: Instant): Instant => {
  const last = moments.at(-1) ?? now;
  const oldest = moments.length < most ? undefined : moments.at(-most);
  return Math.max(now, last, oldest === undefined ? now : oldest + length);
};

const remember = (moments: Moments, { most }: Limit, at: Instant): void => {
  moments.push(at);
  if (moments.length > most) moments.shift();
};

/** Makes a pace with nothing sent yet. */
export const createRateLimiter = (): RateLimiter => {
  const rooms = new Map<string, Moments[]>();
  const channels = new Map<string, Moments[]>();

  const sweep = (now: Instant): void => {
    for (const [key, windows] of rooms) {
      if (windows.every((moments) => (moments.at(-1) ?? 0) < now - HOUR)) rooms.delete(key);
    }
  };

  const ask = (
    all: Map<string, Moments[]>,
    key: string,
    limits: readonly Limit[],
    now: Instant,
    patience: number,
  ): Turn => {
    if (limits.length === 0) return { at: now, kept: true };
    let windows = all.get(key);
    if (!windows) {
      if (all === rooms && rooms.size >= ROOMS_BEFORE_SWEEPING) sweep(now);
      windows = limits.map(() => []);
      all.set(key, windows);
    }
    let at: Instant = now;
    for (const [index, limit] of limits.entries()) at = Math.max(at, nextMoment(windows[index] ?? [], limit, now));
    at = Math.ceil(at);
    if (at - now > patience) return { at, kept: false };
    for (const [index, limit] of limits.entries()) remember(windows[index] ?? [], limit, at);
    return { at, kept: true };
  };

  return {
    inRoom(address, { perAddressPerMinute, perGroupPerMinute, perAddressPerHour }, now, patience) {
      const aMinute = address.group === undefined ? perAddressPerMinute : (perGroupPerMinute ?? perAddressPerMinute);
      const limits = limitsOf(
        { most: aMinute, length: MINUTE },
        { most: perAddressPerHour ?? Number.POSITIVE_INFINITY, length: HOUR },
      );
      return ask(rooms, groupKey(address), limits, now, patience);
    },
    onChannel: (channel, { perSecond }, now, patience) =>
      ask(channels, channel, limitsOf({ most: perSecond, length: 1_000 }), now, patience),
  };
};
