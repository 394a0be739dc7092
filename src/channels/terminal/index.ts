import type { Instant } from '../../dialogue/model/instant.ts';
import type { Channel } from '../channel.ts';
import { type ChatSession, createChatSession } from './chat-session.ts';
import type { TerminalEngine } from './engine.ts';
import { createMailbox } from './mailbox.ts';
import type { Clock } from './scripted-clock.ts';
import { terminalChannel } from './send.ts';

/** What a terminal needs before there is an engine. */
export interface TerminalDeps {
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
  talk(engine: TerminalEngine): ChatSession;
}

/** Makes a terminal. */
export const createTerminal = ({ clock, offset, user, newId }: TerminalDeps): Terminal => {
  const mailbox = createMailbox(clock.now, offset);
  return {
    channel: terminalChannel(mailbox.put),
    talk: (engine) => createChatSession({ engine, mailbox, clock, user, newId }),
  };
};
