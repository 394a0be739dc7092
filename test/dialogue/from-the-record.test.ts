import { describe, expect, test } from 'vitest';
import { Question } from '../../src/dialogue/model/question.ts';
import { answer, certifying, registered, say, statusOf, talked, typing } from './talking.ts';

const newcomer = ['你好'] as const;

/** Where it is said, what is said, and what the answer holds. */
const answers: readonly (readonly [readonly string[], string, RegExp])[] = [
  [registered, '他们家弄到哪了', /别家的情况我看不到/u],
  [registered, '别家报多少', /别家的情况我看不到/u],
  [registered, '采购加的是 dgys8', /“dgys88”，和这个不一样/u],
  [newcomer, '采购让我来的 没给链接 能做不', /没有邀请码、链接也能先办/u],
  [newcomer, '邀请码 ABCD-0000', /邀请码我查不到/u],
  [newcomer, 'ABCD-O000', /邀请码我查不到/u],
  [newcomer, '我是采购方的 想让供应商来入驻', /采购商邀请码/u],
  [newcomer, '谁邀请我的', /没有邀请记录/u],
  [registered, '他们能看到我银行账号吗', /没有采购商能看到/u],
  [registered, '这个邀请我弟的厂也能用吗', /自己找采购商要邀请/u],
  [registered, '之前填的要重来吗', /不用重来/u],
  [registered, '那能快一点吗', /我催不了/u],
  [registered, '那0.37总可以告诉你吧', /这个金额只用来填页面/u],
  [registered, 'ok how do it', /第 2 步|Step 2 of 6/u],
  [newcomer, '我什么都没弄', /第 1 步/u],
  [registered, '那我等', /第 2 步/u],
  [certifying, '我回来了 还记得吗', /六步做好了/u],
  [registered, '好 开始', /第 2 步/u],
  [certifying, '会不会账号写错了', /户名、账号填错/u],
];

describe('answers from the record', () => {
  test.each(answers)('after %j, “%s” is answered with %s', (before, line, words) => {
    expect(answer(say(talked(...before), line))).toMatch(words);
  });

  test('a short follow-up belongs to what was answered last', () => {
    const asked = talked(...registered, '有人打电话说交998开通账期');
    const first = answer(asked);
    expect(answer(say(asked, '他说不交明天封号')).split('\n')[0]).toBe(first.split('\n')[0]);
    expect(answer(say(asked, '我已经发了'))).toContain('96110');
    expect(answer(say(talked(...registered, '报价是不是要收钱的'), '哦 那认证呢'))).toContain('免费');
  });

  test.each(['叫个人来！！', '赶紧找个人来'])(
    'a person is called by “%s”, also where a reason is asked for',
    (line) => {
      expect(say(talked(...certifying, '被驳回了'), line).mode).toBe('human');
    },
  );

  test('a person who is not wanted any more is not waited for', () => {
    expect(say(talked(...certifying, '找人工'), '不用人工了 继续').mode).toBe('guided');
  });

  test('a yes to something else does not say that the money has come', () => {
    const question = Question.parse({ type: 'reached', step: 'enterprise_auth', milestone: 'deposit_seen' });
    const asked = { ...talked(...certifying), question };
    expect(statusOf(say(asked, '我对了一下没错'), 'enterprise_auth')).toBe('waiting');
    expect(statusOf(say(asked, '会不会账号写错了', '我对了一下没错'), 'enterprise_auth')).toBe('waiting');
    expect(statusOf(say(asked, '是的'), 'enterprise_auth')).toBe('doing');
  });

  test('a no is accepted, and what was called wrong is asked for', () => {
    expect(answer(say(talked(...registered), '不用'))).toContain('先不弄');
    expect(answer(say(talked(...registered), '不对'))).toContain('哪里不对');
  });

  test('the amount that was taken ends the step, in one word', () => {
    expect(statusOf(say(talked(...typing), '可以了'), 'enterprise_auth')).toBe('done');
    expect(statusOf(say(talked(...registered), '可以了'), 'enterprise_auth')).toBe('doing');
  });

  test('an amount that was typed on the other page is led back to its own', () => {
    const after = say(talked(...typing), '填在融易收那个页面了 报错');
    expect(answer(after)).toContain('企业名称认证');
    expect(statusOf(after, 'enterprise_auth')).toBe('doing');
  });
});

describe('names that are not the person’s own member name', () => {
  test.each(['我们是昆山晟达', '我们公司是宁波恒达', '我朋友的账号叫 abcd1234', '我儿子会员名叫 停止提醒 笑死'])(
    '“%s” is kept as none',
    (line) => {
      const after = say(talked(...newcomer), line);
      expect(after.facts.member_name).toBeUndefined();
      expect(statusOf(after, 'register')).toBe('doing');
      expect(after.remindersOn).toBe(true);
    },
  );

  test.each([
    ['我女儿回来给我弄好了那个号叫绵阳老罗纸箱然后接到起做啥子', '绵阳老罗纸箱'],
    ['号已经注册了叫wlhaoye，能不能做', 'wlhaoye'],
  ])('“%s” tells “%s” all the same', (line, name) => {
    expect(say(talked(...newcomer), line).facts.member_name).toBe(name);
  });

  test.each(['hi there, my buyer sent me, no link', 'he told me to register'])('“%s” reports nothing', (line) => {
    const after = say(talked(...newcomer), line);
    expect(statusOf(after, 'credit_term')).toBe('todo');
    expect(statusOf(after, 'register')).toBe('doing');
  });
});

describe('asked whether all is to be cleared', () => {
  test('what becomes of the rest is answered, and the question stands', () => {
    const asked = talked(...certifying, '重新来一遍');
    const doubt = say(asked, '等等 会把1688上的也删了吗');
    expect(answer(doubt)).toContain('不受影响');
    expect(statusOf(doubt, 'register')).toBe('done');
    expect(statusOf(say(doubt, '那确定'), 'register')).toBe('doing');
  });

  test('anything else that is asked lets it lapse', () => {
    const lapsed = say(talked(...certifying, '你存了我什么'), '聊天记录呢', '全部删掉');
    expect(statusOf(lapsed, 'register')).toBe('done');
  });
});

describe('what the bank sent back', () => {
  test.each([
    '钱退回去了',
    '打款被退回了',
    '银行说那笔钱退回去了',
    '那一块钱被退了怎么办',
    '退票了',
    'the deposit was returned by the bank',
  ])('“%s” is neither a rejection nor takes anything back', (line) => {
    const before = talked(...certifying);
    const after = say(before, line);
    expect(after.progress).toEqual(before.progress);
    expect(answer(after)).toMatch(/户名|holder name/u);
  });

  test('papers that were sent back are a rejection still', () => {
    for (const line of ['资料被退回了', '打款认证被退回了'])
      expect(statusOf(say(talked(...certifying), line), 'enterprise_auth')).toBe('rejected');
  });
});
