import { describe, expect, test } from 'vitest';
import { openContent } from '../../src/app/content/open-content.ts';
import { home } from '../../src/app/paths.ts';
import { compileContent } from '../../src/content/compile.ts';
import { screenIn } from '../../src/dialogue/supplier/interpret/page-texts.ts';
import { phraseKey } from '../../src/text/phrase-key.ts';
import { parkingFiles } from './fixture.ts';

const content = await openContent(home);
const found = (text: string) => screenIn(content, phraseKey(text))?.id;

describe('what a page says', () => {
  test.each([
    ['验证码错误，请重新输入', 'sms_code_wrong'],
    ['它跳出来说“发送过于频繁”', 'sms_too_often'],
    ['提示 未找到该会员，请核对会员名', 'member_not_found'],
    ['您不滿足賬期交易開通條件', 'credit_term_not_eligible'],
    ['会员名已存在', 'member_name_taken'],
    ['企业名称已存在', 'company_name_exists'],
    ['❗ 此项为必填项', 'required_field'],
  ])('%j is found', (text, id) => {
    expect(found(text)).toBe(id);
  });

  test.each(['验证码收不到', '会员名是 dgys88', '钱到了', '金额填哪里', '照片拍好了', '企业名称怎么填'])(
    '%s says nothing of a page',
    (text) => {
      expect(found(text)).toBeUndefined();
    },
  );

  test('is found in each of its wordings, for itself', () => {
    for (const screen of content.pageTexts) {
      for (const text of screen.texts) expect(found(`页面显示：${text}！`), text).toBe(screen.id);
    }
  });

  test('of an intent, a step or a wording that cannot be is refused with its line', async () => {
    const files = await parkingFiles();
    const screens = [
      '- id: one',
      '  about: no_such_intent',
      '  texts: [it says so]',
      '  answer: { zh-CN: 好, en: Good }',
      '- id: two',
      '  about: greet',
      '  steps: [no_such_step]',
      '  texts: [It says so!]',
      '  answer: { zh-CN: 好, en: Good }',
    ].join('\n');
    const compiled = compileContent([...files, { path: 'data/screens.yaml', text: `${screens}\n` }], {
      hash: 'x',
      today: '2026-12-01',
    });
    const reasons =
      'diagnostics' in compiled ? compiled.diagnostics.map(({ line, reason }) => `${line}: ${reason}`) : [];
    expect(reasons).toEqual([
      '2: one: there is no intent “no_such_intent”',
      '7: two: no journey has a step “no_such_step”',
      '8: two: “It says so!” is answered by one already',
    ]);
  });
});
