import { begin } from '../dialogue/begin.ts';
import { turn } from '../dialogue/turn.ts';
import { stateOf } from '../dialogue/view.ts';
import type { Dialogue } from '../engine/dialogue.ts';

/** The pure core, as the engine is given it. */
export const dialogue: Dialogue = { turn, begin: (id, world) => begin(id, world), stateOf };
