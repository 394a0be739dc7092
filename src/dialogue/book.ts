import type { Invitation } from './invitation.ts';
import type { Card } from './membership.ts';
import type { Purchaser } from './purchaser.ts';

/** What the turn of one of a purchaser's people may look at; fetched before the turn. */
export interface Book {
  readonly purchaser: Purchaser;
  /** Every supplier that joined, in no order. */
  readonly cards: readonly Card[];
  /** Invitations of suppliers that nobody used yet, the void ones among them, in no order. */
  readonly invitations: readonly Invitation[];
}
