import type { Abilities } from '../channels/channel.ts';
import type { ReplyWindow } from '../dialogue/reply-window.ts';

/** The reply window of a channel, as the core reads it; nothing where people may be written to at any time. */
export const replyWindowOf = (abilities: Abilities | undefined): ReplyWindow | undefined => {
  if (abilities?.replyWindowMilliseconds === undefined) return undefined;
  const { replyWindowMilliseconds: milliseconds, messagesPerWindow: messages } = abilities;
  return { milliseconds, ...(messages === undefined ? {} : { messages }) };
};
