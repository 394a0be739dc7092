import type { Entities } from '../../../understanding/reading.ts';
import type { Meaning } from '../../model/meaning.ts';
import type { ReplyDraft } from '../reply/reply-draft.ts';
import type { TurnContext } from '../turn-context.ts';

/** What was said, for the part of the turn that acts on it. `text` is raw; nothing of it may be kept. */
export interface Utterance {
  readonly text: string;
  readonly meaning: Meaning;
  readonly entities: Entities;
}

/** What one meaning leads to. Pure: the draft is all that happens. */
export type Act = (context: TurnContext, utterance: Utterance) => ReplyDraft;
