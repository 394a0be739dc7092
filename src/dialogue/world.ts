import type { Content } from '../content/content.ts';
import type { Instant } from './instant.ts';

/** All that a turn may know besides the conversation and the event. */
export interface World {
  readonly now: Instant;
  readonly content: Content;
  /** Minutes that the people's local time is ahead of UTC at a moment. */
  readonly offset: (at: Instant) => number;
}
