import type { Conversation } from '../../conversation.ts';
import type { Outcome } from '../../outcome.ts';
import { sendErrand } from '../../send-errand.ts';
import { settled } from '../../settled.ts';
import { reply } from '../offers.ts';
import type { PurchaserScene } from '../purchaser-scene.ts';
import type { PurchaserAct } from './act.ts';

/** A claim code for a colleague: asked of the desk, whose answer follows at once. */
export const addColleague: PurchaserAct = ({ conversation, purchasing, now }) =>
  reply(
    sendErrand(
      conversation,
      { to: 'desk', purchaser: purchasing.purchaser, request: { asks: 'invite', as: 'purchaser', companies: [] } },
      now,
    ),
    [],
  );

/** Not to be one of the purchaser's people any more: asked about first. */
export const leavePurchaser: PurchaserAct = ({ conversation }) => ({
  conversation,
  lines: [],
  tail: { kind: 'ask', question: { asks: 'agree', to: { what: 'leave_purchaser' } } },
});

/** The conversation of somebody who is none of a purchaser's people any more: like everybody else's. */
export const noneOfThem = (conversation: Conversation): Conversation => {
  const { purchasing: _left, ...rest } = settled(conversation);
  return { ...rest, role: 'supplier', offers: [] };
};

/** The person leaves; it was agreed to. */
export const left = (scene: PurchaserScene): Outcome => {
  const { conversation, purchasing, now, voice, book } = scene;
  const task = { to: 'desk', purchaser: purchasing.purchaser, request: { asks: 'leave' } } as const;
  return reply(noneOfThem(sendErrand(conversation, task, now)), [
    voice.say('purchaser.left', { company: book.purchaser.terms.company }),
  ]);
};
