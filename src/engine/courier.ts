import type { OutboxItem } from '../dialogue/conversation.ts';
import type { State } from '../dialogue/state.ts';

/**
 * Gives messages to somebody who waits for them right now (a request to be answered, a terminal), with the state as
 * saved. `absent` when they have gone.
 */
export type DeliverHere = (items: readonly OutboxItem[], state: State) => Promise<'sent' | 'absent'>;

/** What is carried to a place in one go. */
export type Parcel =
  | { readonly way: 'channel'; readonly item: OutboxItem }
  | {
      readonly way: 'here';
      readonly items: readonly OutboxItem[];
      readonly give: (items: readonly OutboxItem[]) => Promise<'sent' | 'absent'>;
      /** Called when they were given, or could not be. */
      readonly given: () => void;
    };

/** Carries messages to one place of one person, one after the other; there is one only while there is something to carry. */
export interface Courier {
  readonly place: string;
  queue: Parcel[];
  /** Resolves when everything is carried; never rejects. */
  done: Promise<void>;
}

/** The messages of a parcel. */
export const itemsOf = (parcel: Parcel): readonly OutboxItem[] =>
  parcel.way === 'channel' ? [parcel.item] : parcel.items;
