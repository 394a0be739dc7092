import { sendErrand } from '../../send-errand.ts';
import { reply } from '../offers.ts';
import type { PurchaserAct } from './act.ts';

/** A file of how all suppliers stand: asked of the desk, whose answer follows at once. */
export const exportSuppliers: PurchaserAct = ({ conversation, purchasing, now }) =>
  reply(
    sendErrand(conversation, { to: 'desk', purchaser: purchasing.purchaser, request: { asks: 'export' } }, now),
    [],
  );
