import type { World } from '../dialogue/core/world.ts';
import type { Conversation } from '../dialogue/model/conversation.ts';
import type { Event } from '../dialogue/model/event.ts';
import type { PersonId } from '../dialogue/model/person.ts';
import type { PublicState } from '../dialogue/model/public-state.ts';

/** The pure core, as the engine calls it. */
export interface DialoguePort {
  /** One transition. An event whose id was seen gives the very same conversation back. */
  turn(conversation: Conversation, event: Event, world: World): Conversation;
  /** The conversation of somebody who is not stored. */
  newConversation(id: PersonId, world: World): Conversation;
  /** How a conversation is shown to the outside. */
  publicStateOf(conversation: Conversation, world: World): PublicState;
}
