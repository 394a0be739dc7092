import type { Capabilities } from '../../channels/channel.ts';
import type { ReplyWindow } from '../../dialogue/model/reply-window.ts';

/** The reply window of a channel, as the core reads it; nothing where people may be written to at any time. */
export const replyWindowOf = (capabilities: Capabilities | undefined): ReplyWindow | undefined => {
  if (capabilities?.replyWindowMilliseconds === undefined) return undefined;
  const { replyWindowMilliseconds: milliseconds, messagesPerWindow: messages } = capabilities;
  return { milliseconds, ...(messages === undefined ? {} : { messages }) };
};
