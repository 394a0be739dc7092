import type { OutboxItem } from '../../dialogue/model/conversation.ts';
import type { ChatOpened, MessageReceived } from '../../dialogue/model/event.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import type { Choice } from '../../dialogue/model/message.ts';
import type { PersonId } from '../../dialogue/model/person.ts';
import type { PublicState } from '../../dialogue/model/public-state.ts';
import type { Reading } from '../../understanding/reading.ts';

/** What the terminal needs of the engine. */
export interface TerminalEngine {
  /** Takes one event through a turn; resolves once it is saved and what waits at its place was given to `deliverHere`. */
  receive(
    event: MessageReceived | ChatOpened,
    deliverHere: (items: readonly OutboxItem[]) => Promise<'sent' | 'absent'>,
  ): Promise<{ readonly state: PublicState; readonly reading?: Reading }>;
  /** Resolves when nothing is on its way to anybody any more. */
  idle(): Promise<void>;
  /** Does everything that is due by the clock, and resolves to the people woken. */
  tick(): Promise<number>;
  /** When something is due next. */
  nextDue(): Promise<Instant | undefined>;
  /** How a person stands; nothing when they never said a word. */
  state(person: PersonId): Promise<PublicState | undefined>;
  /** The choices that a person was last given, as saved. */
  offers(person: PersonId): Promise<readonly Choice[]>;
}
