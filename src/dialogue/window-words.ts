import { sayDay } from './dates.ts';
import { HOUR } from './instant.ts';
import type { Outcome } from './outcome.ts';
import { placeFor } from './place.ts';
import { planReminders } from './reminders.ts';
import type { Scene } from './scene.ts';
import { dayOf } from './working-time.ts';

/** For how many hours after their last words the person can be written to, where there is a limit. */
export const windowHours = ({ conversation, replyWindows }: Scene): number | undefined => {
  const place = placeFor(conversation);
  const window = place && replyWindows?.(place.channel);
  return window && Math.round(window.milliseconds / HOUR);
};

/**
 * What somebody has to know of the reply window of their platform: told once in a lifetime, with the first reminder that
 * it keeps from coming on its day, and with that day, so that they come by themselves.
 */
export const windowWords = (scene: Scene): Outcome | undefined => {
  const { conversation, voice, schedule, now } = scene;
  const hours = windowHours(scene);
  if (hours === undefined || conversation.windowTold !== undefined) return undefined;
  const missed = planReminders(scene).find(
    ({ at, which, insteadOf }) =>
      which === 'out_of_reach' || (insteadOf !== undefined && dayOf(insteadOf, schedule) !== dayOf(at, schedule)),
  );
  if (!missed) return undefined;
  const day = sayDay(missed.insteadOf ?? missed.at, scene);
  return {
    conversation: { ...conversation, windowTold: now },
    lines: [voice.say('remind.window', { hours, day })],
    tail: { kind: 'none' },
  };
};
