import { newConversation } from '../dialogue/core/new-conversation.ts';
import { publicStateOf } from '../dialogue/core/public-state.ts';
import { turn } from '../dialogue/turn.ts';
import type { DialoguePort } from '../engine/dialogue-port.ts';

/** The pure core, as the engine is given it. */
export const dialogue: DialoguePort = {
  turn,
  newConversation: (id, world) => newConversation(id, world),
  publicStateOf,
};
