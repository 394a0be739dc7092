import type { Instant } from '../../dialogue/instant.ts';
import type { Channel } from '../channel.ts';
import type { Clock } from './clock.ts';
import type { TerminalEngine } from './engine.ts';
import { createMailbox } from './post.ts';
import { terminalChannel } from './send.ts';
import { createTalk, type Talk } from './talk.ts';

/** What a terminal needs before there is an engine. */
export interface TerminalParts {
  readonly clock: Clock;
  /** Minutes that local time is ahead of UTC at a moment. */
  readonly offset: (at: Instant) => number;
  /** Who speaks when a line does not say. */
  readonly user: string;
  /** A new message id at each call; see `TalkParts`. */
  readonly newId: () => string;
}

/** The terminal as a channel, and the talk that goes on in it. */
export interface Terminal {
  readonly channel: Channel;
  /** Begins the talk, once there is an engine that knows the channel. */
  talk(engine: TerminalEngine): Talk;
}

/** Makes a terminal. */
export const createTerminal = ({ clock, offset, user, newId }: TerminalParts): Terminal => {
  const mailbox = createMailbox(clock.now, offset);
  return {
    channel: terminalChannel(mailbox.put),
    talk: (engine) => createTalk({ engine, mailbox, clock, user, newId }),
  };
};
