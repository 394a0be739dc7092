import { HOUR } from '../../model/instant.ts';
import type { TurnContext } from '../turn-context.ts';
import { chooseAddress } from './choose-address.ts';

/** For how many hours after their last words the person can be written to, where there is a limit. */
export const windowHours = ({ conversation, replyWindows }: TurnContext): number | undefined => {
  const place = chooseAddress(conversation);
  const window = place && replyWindows?.(place.channel);
  return window && Math.round(window.milliseconds / HOUR);
};
