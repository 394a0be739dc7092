import type { Content } from '../../content/content.ts';
import type { CharacterLookup } from '../../text/characters.ts';
import type { Instant } from '../model/instant.ts';
import type { PurchaserSnapshot } from '../model/programme/purchaser-snapshot.ts';
import type { ReplyWindows } from '../model/reply-window.ts';

/** All that a turn may know besides the conversation and the event. */
export interface World {
  readonly now: Instant;
  readonly content: Content;
  /** Minutes that the people's local time is ahead of UTC at a moment. */
  readonly offset: (at: Instant) => number;
  /** Where people reach the pages, without a slash at the end; invitations point there. */
  readonly publicUrl: string;
  /** How long and how often people may be written to after they wrote; at any time where this is not told. */
  readonly replyWindows?: ReplyWindows;
  /** What the purchaser's people may look at; there only in their own turns. */
  readonly snapshot?: PurchaserSnapshot;
  /** How characters sound; without it, purchasers' people have to spell the names of suppliers. */
  readonly characters?: CharacterLookup;
}
