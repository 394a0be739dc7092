import { sendEffect } from '../../core/delivery/send-effect.ts';
import { reply } from '../text/menu.ts';
import type { PurchaserAct } from './act.ts';

/** A file of how all suppliers stand: asked of the purchasers’ side, whose answer follows at once. */
export const exportSuppliers: PurchaserAct = ({ conversation, member, now }) =>
  reply(sendEffect(conversation, { type: 'desk', purchaser: member.purchaser, request: { type: 'export' } }, now), []);
