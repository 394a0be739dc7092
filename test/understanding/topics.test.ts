import { describe, expect, test } from 'vitest';
import { IntentId, type LabelledPhrasings } from '../../src/content/schema/intent.ts';
import type { Reading } from '../../src/understanding/reading.ts';
import { withoutTopics, withTopics } from '../../src/understanding/topics.ts';
import { openedRecogniser, publicRecogniser } from './loaded-model.ts';

const recogniser = await openedRecogniser();
const shown = await publicRecogniser();

describe('a finer question', () => {
  test.each([
    ['采购三天不回我消息', 'faq_purchaser_silent', 'out_of_scope'],
    ['采购好几天不回我消息了', 'faq_purchaser_silent', 'out_of_scope'],
    ['你们是不是骗子啊', 'faq_is_this_fraud', 'faq_fraud_warning'],
    ['对方不付款怎么办', 'faq_not_paid', 'faq_what_is_credit_term'],
    ['报价含税吗', 'faq_quote_terms', 'faq_quote_fields'],
  ])('“%s” is %s, and to the outside %s', (text, topic, catalogue) => {
    expect(recogniser.read(text).intent).toBe(topic);
    expect(shown.read(text).intent).toBe(catalogue);
  });

  test.each(['12306怎么抢票', '花呗怎么还款', '驾照扣分怎么查', '快递到哪了', '孩子学籍怎么转'])(
    'is not found in “%s”, which is nobody’s business here',
    (text) => expect(recogniser.read(text).intent).toBe('out_of_scope'),
  );
});

describe('beside a recogniser', () => {
  const intents: readonly LabelledPhrasings[] = [
    { id: 'faq_price', phrasings: { zh: ['停车多少钱', '停车怎么收费'], en: ['price of parking'] } },
    {
      id: 'faq_refund',
      reported_as: 'faq_price',
      phrasings: { zh: ['停车费能退吗', '退停车费'], en: ['refund of parking'] },
    },
  ];
  const reading = (certainty: Reading['certainty'], id: string): Reading => ({
    intent: IntentId.parse(id),
    intents: [IntentId.parse(id)],
    confidence: 0.9,
    certainty,
    candidates: [],
    entities: {},
    clauses: [],
    language: undefined,
  });
  const read = (of: Reading, text: string): Reading =>
    withTopics({ read: () => of, characters: recogniser.characters }, intents).read(text);

  test('finer questions are not learnt', () => {
    expect(withoutTopics(intents).map(({ id }) => id)).toEqual(['faq_price']);
  });

  test('the one that is asked is told apart within its intent', () => {
    expect(read(reading('clear', 'faq_price'), '停车费能退吗').intent).toBe('faq_refund');
    expect(read(reading('clear', 'faq_price'), '停车多少钱').intent).toBe('faq_price');
  });

  test('what was read as another intent stays that', () => {
    expect(read(reading('clear', 'greet'), '停车费能退吗').intent).toBe('greet');
  });

  test('what would be refused is answered when it is like enough, and refused otherwise', () => {
    expect(read(reading('refused', 'out_of_scope'), '停车费能退吗')).toMatchObject({
      intent: 'faq_refund',
      certainty: 'clear',
    });
    expect(read(reading('refused', 'out_of_scope'), '今天天气怎么样').certainty).toBe('refused');
  });
});
