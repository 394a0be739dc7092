import type { Content } from '../content/content.ts';
import type { Book } from './book.ts';
import type { Instant } from './instant.ts';

/** All that a turn may know besides the conversation and the event. */
export interface World {
  readonly now: Instant;
  readonly content: Content;
  /** Minutes that the people's local time is ahead of UTC at a moment. */
  readonly offset: (at: Instant) => number;
  /** Where people reach the pages, without a slash at the end; invitations point there. */
  readonly publicUrl: string;
  /** What the purchaser's people may look at; there only in their own turns. */
  readonly book?: Book;
}
