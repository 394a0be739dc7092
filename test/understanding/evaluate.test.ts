import { describe, expect, test } from 'vitest';
import { IntentId } from '../../src/content/schema/intent.ts';
import type { Reading } from '../../src/understanding/reading.ts';
import type { Recogniser } from '../../src/understanding/recogniser.ts';
import { evaluate, formatEvaluation } from '../../src/understanding/training/evaluate.ts';
import { parseLabelled } from '../../src/understanding/training/labelled.ts';

const reading = (intents: string[], candidates = intents): Reading => {
  const ids = intents.map((id) => IntentId.parse(id));
  const intent = ids[0] ?? IntentId.parse('out_of_scope');
  return {
    intent,
    confidence: 0.9,
    certainty: intent === 'out_of_scope' ? 'refused' : 'clear',
    intents: ids,
    candidates: candidates.map((id) => ({ intent: IntentId.parse(id), confidence: 0.3 })),
    entities: {},
    clauses: [],
    language: undefined,
  };
};
const answers: Record<string, Reading> = {
  谢谢: reading(['thank']),
  喂: reading(['talk_to_human']),
  审核: reading(['faq_review_time'], ['faq_review_time', 'review_passed']),
  天气: reading(['faq_review_time']),
  滚: reading(['out_of_scope']),
  报价: reading(['out_of_scope'], ['step_quote']),
  两件: reading(['thank', 'next_step']),
};
const recogniser: Pick<Recogniser, 'read'> = { read: (text) => answers[text] ?? reading(['out_of_scope']) };

const file = [
  'id\ttext\tintent\ttags',
  '1\t谢谢\tthank\teasy',
  '2\t喂\tgreet/talk_to_human\thard,alt',
  '3\t审核\treview_passed\thard',
  '4\t天气\tout_of_scope\toos',
  '5\t滚\tout_of_scope\toos',
  '6\t报价\tstep_quote\teasy',
  '',
].join('\n');
const double = 'id\ttext\tintents\ttags\r\n7\t两件\tthank|next_step\tmedium\r\n8\t谢谢\tthank|goodbye\tmedium\r\n';

describe('an evaluation', () => {
  const evaluation = evaluate(recogniser, [...parseLabelled(file, 'zh'), ...parseLabelled(double, 'multi')]);

  test('counts first choices by set and tag; any alternative is right', () => {
    expect(evaluation.first.zh).toEqual({ right: 2, of: 4, percent: 50 });
    expect(evaluation.first['zh hard']).toEqual({ right: 1, of: 2, percent: 50 });
  });
  test('counts what was within three, refused or not', () => {
    expect(evaluation.withinThree.zh?.right).toBe(4);
  });
  test('counts double messages only when all was found', () => {
    expect(evaluation.allFound).toEqual({ right: 1, of: 2, percent: 50 });
  });
  test('counts what was refused and what should have been', () => {
    expect(evaluation.inScopeRefused.right).toBe(1);
    expect(evaluation.outOfScopeAnswered).toEqual({ right: 1, of: 2, percent: 50 });
  });
  test('names confusions with examples, and prints them', () => {
    expect(evaluation.confusions).toContainEqual({
      wanted: 'review_passed',
      read: 'faq_review_time',
      count: 1,
      examples: ['审核'],
    });
    expect(formatEvaluation(evaluation)).toContain('review_passed -> faq_review_time');
  });
});

test('a file without the columns is refused with a reason', () => {
  expect(() => parseLabelled('a\tb\n1\t2', 'x')).toThrow(/text and intent/);
  expect(() => parseLabelled('id\ttext\tintent\n1\thello\t', 'x')).toThrow(/line 2/);
});
