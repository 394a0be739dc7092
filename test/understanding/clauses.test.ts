import { describe, expect, test } from 'vitest';
import { openedRecogniser } from './loaded-model.ts';

const recogniser = await openedRecogniser();

const told = (text: string) =>
  recogniser
    .read(text)
    .clauses.filter(({ report, assertion }) => report !== undefined && assertion === 'asserted')
    .map(({ report, steps }) => [report, ...steps].join(' '));

describe('what a message reports, clause by clause', () => {
  test.each([
    ['0.52到了填好了开通成功', ['arrived', 'submitted', 'passed']],
    ['认证成功 融易收也开通了 发票还在审', ['passed enterprise_auth', 'passed rongyishou']],
    ['注册完了 认证资料也一起交了', ['submitted register', 'submitted enterprise_auth']],
    ['没到呢 发票倒是传了', ['submitted taxpayer']],
    ['提交成功', ['submitted']],
    ['融易收被退了', ['rejected rongyishou']],
    ['we got 0.31 in the bank, typed it in and it says certified', ['arrived', 'submitted', 'passed enterprise_auth']],
  ])('“%s”', (text, reports) => {
    expect(told(text)).toEqual(reports);
  });

  const nothing = [
    ...[
      '到账了吗',
      '万一被驳回呢',
      '快弄好了',
      '隔壁那家填完就成功了',
      '收到，谢谢',
      '审核通过会发短信吗',
      '正在传 有点慢',
    ],
    ...[
      '同行那边说融易收当天就开通了',
      '要是发票没过会影响融易收吗',
      '差点就提交了，页面突然卡死',
      '我朋友那家到了填了成功了 我的没有',
    ],
    ...['执照办好了', '对公开好了', '货款到了', '收到你的提醒了，我下午去银行看', '到账了有没有通知', '等审核过了再说'],
    ...[
      'how long until it is approved?',
      'my friend got verified in a minute',
      'I will upload it tomorrow',
      'if it succeeds do I get an email?',
    ],
  ];

  test.each(nothing)('“%s” reports nothing', (text) => {
    expect(told(text)).toEqual([]);
  });

  test.each(nothing)('“%s” reports nothing with a company’s name before it or a particle behind it', (text) => {
    for (const said of [`永康市嘉禾工具厂 ${text}`, `${text}哈`, `那个，${text}`]) expect(told(said)).toEqual([]);
  });

  test('what was begun as somebody else’s goes on as theirs until the person comes back to themselves', () => {
    expect(told('我表弟那家注册好了，认证也过了')).toEqual([]);
    expect(told('我表弟那家注册好了，我们的认证也过了')).toEqual(['passed enterprise_auth']);
  });
});
