import type { OutboxItem } from '../../dialogue/model/conversation.ts';
import type { PublicState } from '../../dialogue/model/public-state.ts';

/**
 * Gives messages to somebody who waits for them right now (a request to be answered, a terminal), with the state as
 * saved. `absent` when they have gone.
 */
export type DeliverHere = (items: readonly OutboxItem[], state: PublicState) => Promise<'sent' | 'absent'>;

/** What is carried to a place in one go. */
export type DeliveryJob =
  | { readonly type: 'channel'; readonly item: OutboxItem }
  | {
      readonly type: 'here';
      readonly items: readonly OutboxItem[];
      readonly give: (items: readonly OutboxItem[]) => Promise<'sent' | 'absent'>;
      /** Called when they were given, or could not be. */
      readonly given: () => void;
    };

/** Carries messages to one place of one person, one after the other; there is one only while there is something to carry. */
export interface Sender {
  readonly address: string;
  queue: DeliveryJob[];
  /** Resolves when everything is carried; never rejects. */
  done: Promise<void>;
}

/** The messages of a job. */
export const itemsOf = (job: DeliveryJob): readonly OutboxItem[] => (job.type === 'channel' ? [job.item] : job.items);
