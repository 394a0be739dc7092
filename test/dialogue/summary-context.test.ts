import { beforeAll, expect, it } from 'vitest';
import type { Content } from '../../src/content/content.ts';
import { newConversation } from '../../src/dialogue/core/new-conversation.ts';
import { currentStep, stepStatuses } from '../../src/dialogue/core/progress/step-status.ts';
import { contextOfSummary } from '../../src/dialogue/core/progress/summary-context.ts';
import { summaryOf } from '../../src/dialogue/core/progress/supplier-summary.ts';
import { sharedContextOf, turnContextOf } from '../../src/dialogue/core/turn-context.ts';
import type { Conversation } from '../../src/dialogue/model/conversation.ts';
import { builtIn } from '../understanding/loaded-model.ts';
import { at, code, purchaser, supplierId, upTo } from './purchaser/office.ts';

let content: Content;
beforeAll(async () => {
  content = await builtIn();
});

it.each(['register.submitted', 'enterprise_auth.submitted', 'rongyishou.deposit_seen', 'credit_term.submitted'])(
  'a card laid out stands where the supplier does, in the reader’s language: %s',
  (last) => {
    const world = { now: at('03-06 10:00'), content, offset: () => 480, publicUrl: 'https://ruzhu.example' };
    const conversation: Conversation = {
      ...newConversation(supplierId('zhang'), { now: at('03-02 10:00'), content }),
      progress: upTo(last),
      deferred: content.journey.steps.slice(2, 3).map(({ id }) => id),
      membership: { purchaser: purchaser.id, code: code(1), terms: purchaser.terms, at: at('03-02 10:00') },
    };
    const card = summaryOf(conversation);
    if (!card) throw new Error('an invited supplier has a card');
    const seen = contextOfSummary(card, sharedContextOf(world, 'en'));
    const own = turnContextOf(conversation, world);
    expect(stepStatuses(seen)).toEqual(stepStatuses(own));
    expect(currentStep(seen)?.step.id).toBe(currentStep(own)?.step.id);
    expect(seen.translator.locale).toBe('en');
  },
);
