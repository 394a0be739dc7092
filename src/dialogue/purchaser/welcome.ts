import { withoutPurchaser } from '../acts/member.ts';
import type { Conversation } from '../conversation.ts';
import type { Outcome } from '../outcome.ts';
import type { Purchaser } from '../purchaser.ts';
import type { Scene } from '../scene.ts';
import { settled } from '../settled.ts';
import { menu } from './offers.ts';

/**
 * Somebody becomes one of a purchaser's people: who they are here from now on, and what they can do. Whoever was somebody's
 * supplier is none any more; news of suppliers come daily until they say otherwise.
 */
export const welcomePurchaser = (scene: Scene, purchaser: Purchaser): Outcome => {
  const { conversation: before, voice, now } = scene;
  const known = before.purchasing?.purchaser === purchaser.id ? before.purchasing : undefined;
  const conversation: Conversation = {
    ...withoutPurchaser(settled(before), now),
    role: 'purchaser',
    mode: 'guided',
    remindersOn: true,
    purchasing: known ?? { purchaser: purchaser.id, digest: 'daily', digestAt: now },
  };
  const company = purchaser.terms.company;
  return {
    conversation,
    lines: [
      voice.say(known ? 'purchaser.welcome_again' : 'purchaser.welcome', { company }),
      voice.say('purchaser.can_do', {}),
    ],
    offers: menu(scene),
    tail: { kind: 'none' },
  };
};
