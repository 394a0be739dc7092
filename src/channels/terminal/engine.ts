import type { OutboxItem } from '../../dialogue/conversation.ts';
import type { Entered, Said } from '../../dialogue/event.ts';
import type { Instant } from '../../dialogue/instant.ts';
import type { Choice } from '../../dialogue/message.ts';
import type { PersonId } from '../../dialogue/person.ts';
import type { State } from '../../dialogue/state.ts';
import type { Reading } from '../../understanding/reading.ts';

/** What the terminal needs of the engine. */
export interface TerminalEngine {
  /** Takes one event through a turn; resolves once it is saved and what waits at its place was given to `deliverHere`. */
  receive(
    event: Said | Entered,
    deliverHere: (items: readonly OutboxItem[]) => Promise<'sent' | 'absent'>,
  ): Promise<{ readonly state: State; readonly reading?: Reading }>;
  /** Resolves when nothing is on its way to anybody any more. */
  settled(): Promise<void>;
  /** Does everything that is due by the clock, and resolves to the people woken. */
  tick(): Promise<number>;
  /** When something is due next. */
  nextDue(): Promise<Instant | undefined>;
  /** How a person stands; nothing when they never said a word. */
  state(person: PersonId): Promise<State | undefined>;
  /** The choices that a person was last given, as saved. */
  offers(person: PersonId): Promise<readonly Choice[]>;
}
