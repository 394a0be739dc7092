import { z } from 'zod';
import { platforms } from '../../content/schema/platform.ts';
import { Instant } from './instant.ts';

/** The platforms a person can be reached on. */
export const ChannelId = z.enum(platforms);
export type ChannelId = z.infer<typeof ChannelId>;

/** Where a person can be reached. In a group the address is the group's, and the person is the one addressed in it. */
export const Address = z.object({
  channel: ChannelId,
  /** The platform's id of the person within the channel. */
  user: z.string().min(1),
  /** The platform's id of the group, when the talk is in one. */
  group: z.string().min(1).optional(),
  /** When the person last wrote from here; reply windows count from it. */
  heardAt: Instant,
  /** They opened the chat, then, and have not written here yet. */
  onlyOpened: z.literal(true).optional(),
  /** Messages said here since the person last wrote here. */
  said: z.number().int().positive().optional(),
  /** A short-lived way to answer directly, with the moment it dies. */
  handle: z.object({ token: z.string(), expiresAt: Instant }).optional(),
});
export type Address = z.infer<typeof Address>;

/** Two addresses lead to the same place. */
export const sameAddress = (left: Address, right: Address): boolean =>
  left.channel === right.channel && left.user === right.user && left.group === right.group;
