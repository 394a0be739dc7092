import type { Address } from '../../model/address.ts';
import type { Conversation } from '../../model/conversation.ts';
import type { Instant } from '../../model/instant.ts';
import { messagesLeft, shutsAt } from '../../model/reply-window.ts';
import type { TurnContext } from '../turn-context.ts';

const byPreference = ({ addresses }: Conversation): readonly Address[] => {
  const recent = [...addresses].sort((left, right) => right.heardAt - left.heardAt);
  return [...recent.filter(({ group }) => group === undefined), ...recent.filter(({ group }) => group !== undefined)];
};

/** Where somebody is answered later: where they last wrote one-to-one, else the group they last wrote in. */
export const chooseAddress = (conversation: Conversation): Address | undefined => byPreference(conversation)[0];

/**
 * Where somebody can be spoken to unasked at a moment: the first such place in the same order; none when the reply
 * windows of all their addresses are shut or used up. `spared` messages are left for what is more important.
 */
export const chooseOpenAddress = (
  { conversation, replyWindows }: Pick<TurnContext, 'conversation' | 'replyWindows'>,
  at: Instant,
  spared = 0,
): Address | undefined =>
  byPreference(conversation).find(
    (address) => at <= shutsAt(address, replyWindows) && messagesLeft(address, replyWindows) > spared,
  );
