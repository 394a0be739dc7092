import type { IntentId } from '../../content/schema/intent.ts';
import { withoutBlankRuns } from '../../text/blank-runs.ts';
import { keptLine } from '../../text/secrets/kept-line.ts';
import type { Conversation } from '../model/conversation.ts';
import type { MessageReceived } from '../model/event.ts';
import type { ReplyDraft } from './reply/reply-draft.ts';
import type { TurnContext } from './turn-context.ts';

/** How many lines nobody understood are kept for the operator, and how many readings for the record. */
const UNANSWERED_KEPT = 20;
const LOG_KEPT = 30;

/** The words of what somebody said, with runs of blanks as one; `undefined` when it holds none. */
export const textOf = ({ content }: MessageReceived): string | undefined =>
  'text' in content && content.text !== undefined ? withoutBlankRuns(content.text) : undefined;

/** The conversation with a line that nobody understood, masked, for the operator. */
export const keepUnanswered = ({ conversation, now }: TurnContext, text: string): Conversation => {
  const line = { at: now, text: keptLine(text).slice(0, 200) };
  return { ...conversation, unanswered: [...conversation.unanswered, line].slice(-UNANSWERED_KEPT) };
};

/** The drafts with the record of what the message was taken for in the last of them. */
export const withReadingLogged = (
  drafts: readonly ReplyDraft[],
  { now }: TurnContext,
  intent: IntentId,
  confidence: number,
): readonly ReplyDraft[] =>
  drafts.map((draft, index) =>
    index < drafts.length - 1
      ? draft
      : {
          ...draft,
          conversation: {
            ...draft.conversation,
            log: [...draft.conversation.log, { at: now, intent, confidence }].slice(-LOG_KEPT),
          },
        },
  );
