import type { Conversation } from '../dialogue/conversation.ts';
import type { Event } from '../dialogue/event.ts';
import type { PersonId } from '../dialogue/person.ts';
import type { State } from '../dialogue/state.ts';
import type { World } from '../dialogue/world.ts';

/** The pure core, as the engine calls it. */
export interface Dialogue {
  /** One transition. An event whose id was seen gives the very same conversation back. */
  turn(conversation: Conversation, event: Event, world: World): Conversation;
  /** The conversation of somebody who is not stored. */
  begin(id: PersonId, world: World): Conversation;
  /** How a conversation is shown to the outside. */
  stateOf(conversation: Conversation, world: World): State;
}
