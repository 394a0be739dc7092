import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assertionOf } from '../../src/text/assertion.ts';

describe('how a clause is said', () => {
  test.each([
    ['填好了', 'asserted'],
    ['昨天下午就交了', 'asserted'],
    ['这样就算完了对吧', 'asserted'],
    ['没问题 提交了', 'asserted'],
    ['到账了吗', 'asked'],
    ['到账了没有', 'asked'],
    ['提交之后能改吗', 'asked'],
    ['how long after i submit will it be approved', 'asked'],
    ['要是被驳回了', 'hypothetical'],
    ['如果没通过', 'hypothetical'],
    ['过了的话', 'hypothetical'],
    ['明天去交', 'planned'],
    ['快弄好了', 'planned'],
    ['差点就提交了', 'planned'],
    ['正在填', 'planned'],
    ['i will upload it', 'planned'],
    ['还没到', 'denied'],
    ['没收到', 'denied'],
    ["it hasn't arrived, not yet", 'denied'],
    ['希望通过', 'wished'],
    ['怕被驳回', 'wished'],
    ['隔壁那家通过了', 'of_others'],
    ['货款到了', 'of_others'],
    ['收到你的提醒了', 'of_others'],
    ['执照办好了', 'of_others'],
    ['采购说我们认证通过了', 'of_others'],
    ["my friend's got verified", 'of_others'],
  ] as const)('“%s” is %s', (clause, assertion) => {
    expect(assertionOf(clause)).toBe(assertion);
  });

  test('a question mark makes a question of what would be a statement, a tag that only asks for agreement does not', () => {
    expect(assertionOf('到账了', true)).toBe('asked');
    expect(assertionOf('到账了是吧', true)).toBe('asserted');
  });

  test('is never asserted behind “如果”, whatever follows', () => {
    fc.assert(
      fc.property(fc.constantFrom('填好了', '到账了', '认证成功了', '都过了', '提交了'), (report) => {
        expect(assertionOf(`如果${report}`)).not.toBe('asserted');
      }),
    );
  });
});
