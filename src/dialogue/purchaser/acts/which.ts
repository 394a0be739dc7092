import type { PurchaserIntentId } from '../../../content/purchaser-intent.ts';
import type { Outcome } from '../../outcome.ts';
import type { Supplier } from '../named.ts';
import { offers, reply } from '../offers.ts';
import type { PurchaserScene } from '../purchaser-scene.ts';

/** More suppliers than this are not asked about one by one. */
const MOST_ASKED = 5;

/** Asks which of several suppliers is meant; when there are too many, for more of the name. */
export const askWhich = (scene: PurchaserScene, intent: PurchaserIntentId, suppliers: readonly Supplier[]): Outcome => {
  const { voice, conversation } = scene;
  const lines = suppliers.length > MOST_ASKED ? [voice.say('purchaser.too_many', { count: suppliers.length })] : [];
  const asked = suppliers.slice(0, MOST_ASKED);
  return {
    conversation,
    lines,
    tail: {
      kind: 'ask',
      question: {
        asks: 'which_supplier',
        intent,
        people: asked.flatMap(({ card }) => (card ? [card.person] : [])),
        codes: asked.flatMap(({ invitation }) => (invitation ? [invitation.code] : [])),
      },
    },
  };
};

/** No supplier has a name like that. */
export const nobodyCalled = (scene: PurchaserScene): Outcome =>
  reply(scene.conversation, [scene.voice.say('purchaser.not_found', {})], {
    offers: offers(scene, 'progress', 'invitations', 'invite'),
  });
