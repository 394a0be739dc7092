import type { Wish } from '../../meaning.ts';
import type { Outcome } from '../../outcome.ts';
import type { PurchaserScene } from '../purchaser-scene.ts';

/** What one of a purchaser's people wants, with the words they said it in. `text` is raw; nothing of it may be kept but the names of companies. */
export interface Wanted {
  readonly wish: Wish;
  readonly text: string;
}

/** What one wish leads to. Pure: the outcome is all that happens. */
export type PurchaserAct = (scene: PurchaserScene, wanted: Wanted) => Outcome;
