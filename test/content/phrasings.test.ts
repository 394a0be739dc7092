import { describe, expect, test } from 'vitest';
import { checkPhrasings, type PlacedIntent } from '../../src/content/checks/phrasings.ts';
import { IntentId } from '../../src/content/schema/intent.ts';

const many = (count: number, of: string) =>
  Array.from({ length: count }, (_, number) => `${of}${String.fromCharCode(0x4e00 + number * 7)}${number}`);
const placed = (id: string, zh: string[], en: string[] = many(20, `in English ${id} `)): PlacedIntent => ({
  file: `intents/${id}.yaml`,
  intent: { id: IntentId.parse(id), phrasings: { zh: [...zh, ...many(60, id)], en } },
  line: (path) => (typeof path[2] === 'number' ? path[2] + 10 : 1),
});

describe('phrasings are checked', () => {
  test('two intents with enough different phrasings are right', () => {
    expect(checkPhrasings([placed('greet', ['你好']), placed('thank', ['谢谢'])])).toEqual([]);
  });

  test('the same phrasing in two intents is an error, whatever its case and punctuation', () => {
    expect(checkPhrasings([placed('greet', ['你好呀 OK!']), placed('thank', ['你好呀，ok'])])).toEqual([
      expect.objectContaining({
        file: 'intents/thank.yaml',
        line: 10,
        severity: 'error',
        reason: expect.stringContaining('intents/greet.yaml:10'),
      }),
    ]);
  });

  test('the same phrasing twice in one intent is a warning', () => {
    expect(checkPhrasings([placed('greet', ['你好呀', '你好呀！'])])).toEqual([
      expect.objectContaining({ line: 11, severity: 'warning' }),
    ]);
  });

  test('nearly the same phrasing in two intents is a warning', () => {
    const diagnostics = checkPhrasings([
      placed('greet', ['今天下午三点可以过来给我开通一下账户吗']),
      placed('thank', ['今天下午三点可以过来给我开通一下账户嘛']),
    ]);
    expect(diagnostics).toEqual([
      expect.objectContaining({ severity: 'warning', reason: expect.stringContaining('nearly') }),
    ]);
  });

  test('few phrasings are a warning', () => {
    const thin = {
      ...placed('greet', []),
      intent: { id: IntentId.parse('greet'), phrasings: { zh: ['你好'], en: ['hi'] } },
    };
    expect(checkPhrasings([thin])).toHaveLength(2);
    expect(checkPhrasings([placed('out_of_scope', [])])).toEqual([
      expect.objectContaining({ reason: expect.stringContaining('500') }),
    ]);
  });
});
