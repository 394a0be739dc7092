import { beforeAll, expect, it } from 'vitest';
import type { Content } from '../../src/content/content.ts';
import { begin } from '../../src/dialogue/begin.ts';
import { cardOf } from '../../src/dialogue/card.ts';
import { sceneOfCard } from '../../src/dialogue/card-scene.ts';
import type { Conversation } from '../../src/dialogue/conversation.ts';
import { sceneOf, surroundingsOf } from '../../src/dialogue/scene.ts';
import { currentStep, standings } from '../../src/dialogue/standing.ts';
import { builtIn } from '../understanding/opened.ts';
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
      ...begin(supplierId('zhang'), { now: at('03-02 10:00'), content }),
      progress: upTo(last),
      deferred: content.journey.steps.slice(2, 3).map(({ id }) => id),
      membership: { purchaser: purchaser.id, code: code(1), terms: purchaser.terms, at: at('03-02 10:00') },
    };
    const card = cardOf(conversation);
    if (!card) throw new Error('an invited supplier has a card');
    const seen = sceneOfCard(card, surroundingsOf(world, 'en'));
    const own = sceneOf(conversation, world);
    expect(standings(seen)).toEqual(standings(own));
    expect(currentStep(seen)?.step.id).toBe(currentStep(own)?.step.id);
    expect(seen.voice.locale).toBe('en');
  },
);
