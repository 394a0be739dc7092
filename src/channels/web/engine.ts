import type { OutboxItem } from '../../dialogue/model/conversation.ts';
import type { ChatOpened, MessageReceived } from '../../dialogue/model/event.ts';
import type { PersonId } from '../../dialogue/model/person.ts';
import type { PublicState } from '../../dialogue/model/public-state.ts';

/**
 * Writes answers into the reply of the request that asked, with the state as saved. Resolves `sent` once the whole reply
 * was handed to the visitor's connection, `absent` when the visitor had gone; never rejects.
 */
export type DeliverHere = (items: readonly OutboxItem[], state: PublicState) => Promise<'sent' | 'absent'>;

/** What the web chat needs of the engine. */
export interface WebEngine {
  /**
   * Takes one event of a visitor through a turn. Resolves once it is saved and its answers were given to `deliverHere`
   * (called at most once, and not at all when there is nothing to deliver). What came back `sent` is delivered; the rest
   * waits in the outbox: for a redelivery of the same id, or for `present`. Rejects when it could not be saved: it was not
   * taken, and must come again.
   */
  receive(event: MessageReceived | ChatOpened, deliverHere: DeliverHere): Promise<{ readonly state: PublicState }>;
  /** The visitor has a page open again: delivers, through the channel's `send`, what waits for them. Nobody known: nothing. */
  present(person: PersonId): Promise<void>;
  /** How the visitor stands; nothing when they never said a word. */
  state(person: PersonId): Promise<PublicState | undefined>;
}
