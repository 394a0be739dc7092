import type { IntentId } from '../content/intent.ts';
import { withoutBlankRuns } from '../text/blank-runs.ts';
import { keptLine } from '../text/kept-line.ts';
import type { Conversation } from './conversation.ts';
import type { Said } from './event.ts';
import type { Outcome } from './outcome.ts';
import type { Scene } from './scene.ts';

/** How many lines nobody understood are kept for the operator, and how many readings for the record. */
const UNANSWERED_KEPT = 20;
const LOG_KEPT = 30;

/** The words of what somebody said, with runs of blanks as one; `undefined` when it holds none. */
export const textOf = ({ content }: Said): string | undefined =>
  'text' in content && content.text !== undefined ? withoutBlankRuns(content.text) : undefined;

/** The conversation with a line that nobody understood, masked, for the operator. */
export const keepUnanswered = ({ conversation, now }: Scene, text: string): Conversation => {
  const line = { at: now, text: keptLine(text).slice(0, 200) };
  return { ...conversation, unanswered: [...conversation.unanswered, line].slice(-UNANSWERED_KEPT) };
};

/** The outcomes with the record of what the message was taken for in the last of them. */
export const logged = (
  outcomes: readonly Outcome[],
  { now }: Scene,
  intent: IntentId,
  confidence: number,
): readonly Outcome[] =>
  outcomes.map((outcome, index) =>
    index < outcomes.length - 1
      ? outcome
      : {
          ...outcome,
          conversation: {
            ...outcome.conversation,
            log: [...outcome.conversation.log, { at: now, intent, confidence }].slice(-LOG_KEPT),
          },
        },
  );
