import { createEndReply, noEnding } from '../core/reply/reply-ending.ts';
import { renderQuestion } from './render-question.ts';

/** How replies to one of a purchaser's people end: with the open question or with nothing, since they are on no step. */
export const endReply = createEndReply({ render: renderQuestion, guide: noEnding, resume: noEnding });
