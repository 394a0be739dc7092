import { describe, expect, test } from 'vitest';
import { answer, certifying, pending, registered, say, statusOf, talked, typing } from './talking.ts';

const notTheirs = [
  '说错了 那是客户货款',
  '刚刚那个搞错了 是货款',
  '不好意思 是另一个公司的款',
  '等等 那是利息',
  '看错了 钱还没到',
  '睇錯咗 嗰筆係客人嘅',
  'sorry that was a customer payment',
];

describe('a deposit that was reported a moment ago', () => {
  test.each(notTheirs)('is taken back by “%s”, and waited for again', (line) => {
    const after = say(talked(...typing), line);
    expect(statusOf(after, 'enterprise_auth')).toBe('waiting');
    expect(answer(after)).toMatch(/撤回|taken back/u);
  });

  test.each(['那是多少', '钱到了是填在哪里', '隔壁那家说是货款', '那是阿里打的吗'])('stays through “%s”', (line) => {
    expect(statusOf(say(talked(...typing), line), 'enterprise_auth')).toBe('doing');
  });

  test('is told of the other step where it belongs to that one', () => {
    const two = talked(...certifying, '纳税人证明提交了', '融易收资料提交了', '网商银行的打款到了');
    expect(statusOf(two, 'rongyishou')).toBe('doing');
    const after = say(two, '说错了 是阿里那笔 网商还没来');
    expect(statusOf(after, 'rongyishou')).toBe('waiting');
    expect(statusOf(after, 'enterprise_auth')).toBe('doing');
  });
});

describe('what was handed in a moment ago', () => {
  const mistakes = [
    '撤回 没交成功 系统报错',
    '等一下 看错了 还没交',
    '搞錯咗 未交',
    'oops my mistake, not submitted yet',
  ];

  test.each(mistakes)('is taken back by “%s”', (line) => {
    expect(statusOf(say(talked(...certifying), line), 'enterprise_auth')).toBe('doing');
  });

  const again = ['改好了交了', '重新申请打款了', '重新提交了', '又交了一遍，重新提交的'];

  test.each(again)('begins its wait anew by “%s”, though its money had come', (line) => {
    expect(statusOf(say(talked(...typing), line), 'enterprise_auth')).toBe('waiting');
  });

  test('is finished by its amount all the same', () => {
    expect(statusOf(say(talked(...typing), '填好了，成功了'), 'enterprise_auth')).toBe('done');
  });
});

describe('what was said just before', () => {
  test.each(['嗯 成功了', '成功了', '过了'])('is not told of the step that comes next by “%s”', (line) => {
    const after = say(talked(...typing, '填好了'), line);
    expect(statusOf(after, 'enterprise_auth')).toBe('done');
    expect(statusOf(after, 'taxpayer')).toBe('doing');
  });

  test.each(['这回真过了', '审核过了', '开好了'])('“%s” ends nothing that was not handed in', (line) => {
    const later = say(talked(...typing, '企业认证成功了', '要准备什么'), line);
    expect(statusOf(later, 'taxpayer')).toBe('doing');
    expect(statusOf(later, 'enterprise_auth')).toBe('done');
  });

  test.each(['其实这步我上周就弄过了，已经审核通过', '两年前就传过的 现在还显示有效'])('“%s” does', (line) => {
    expect(statusOf(say(talked(...typing, '企业认证成功了', '要准备什么'), line), 'taxpayer')).toBe('done');
  });

  test('a success that was none is taken back', () => {
    const after = say(talked(...typing, '填了 成功了'), '刚刚说错 是验证失败');
    expect(statusOf(after, 'enterprise_auth')).toBe('doing');
  });

  test('a review without a name is asked about where several may be meant', () => {
    const after = say(talked(...pending), '审核通过了');
    expect(answer(after)).toContain('说的是哪一个');
    expect(statusOf(say(after, '纳税人那个'), 'taxpayer')).toBe('done');
  });

  test('the review and the money after it leave the amount to be typed', () => {
    const opened = talked(...typing, '企业认证成功了', '纳税人证明提交了', '纳税人审核通过了', '融易收资料提交了');
    expect(statusOf(say(opened, '过了 网商打了1毛6'), 'rongyishou')).toBe('doing');
  });

  test('what is named with an “also” is another step than what was told before it', () => {
    const both = talked(...typing, '企业认证成功了', '纳税人证明提交了');
    const after = say(both, '传完啦，发票那个也过了');
    expect(statusOf(after, 'taxpayer')).toBe('done');
    expect(statusOf(after, 'rongyishou')).toBe('waiting');
  });
});

describe('the step before', () => {
  test.each(['上一步', '返回上一步', '退回第一步我看看'])('is shown by “%s”, and nothing of it is lost', (line) => {
    const after = say(talked(...typing, '企业认证成功了'), line);
    expect(statusOf(after, 'register')).toBe('done');
    expect(statusOf(after, 'enterprise_auth')).toBe('done');
    expect(answer(after)).toContain('备查');
  });

  test('is taken back where that is said', () => {
    expect(statusOf(say(talked(...typing, '企业认证成功了'), '退回上一步'), 'enterprise_auth')).toBe('doing');
  });

  test('a name takes the place of the one that is called wrong beside it', () => {
    expect(say(talked(...registered), '弄错了 不是 dgys88 是 dgys8').facts.member_name).toBe('dgys8');
  });

  test('a name that was mistyped is told anew, letter by letter', () => {
    const after = say(talked(...registered), '会员名之前也报错了 是hzlianfa 不是hzlianhua');
    expect(after.facts.member_name).toBe('hzlianfa');
  });
});
