import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Content } from '../../../src/content/content.ts';
import { builtIn } from '../../understanding/loaded-model.ts';
import { at, card, Office } from './office.ts';

let content: Content;
let office: Office;
beforeAll(async () => {
  content = await builtIn();
});
beforeEach(() => {
  office = new Office(content, at('03-02 10:00'));
  office.claim();
});

describe('what everybody may say, from the mouth of a purchaser’s person', () => {
  it('a greeting: how things stand, and what can be done', () => {
    expect(office.says('你好', 'greet')).toContain('先邀请几家');
    office.cards = [card('张三五金')];
    expect(office.says('你好', 'greet')).toContain('一共 1 家');
    expect(office.labels()).toEqual(['邀请供应商', '进度', '我们的设置']);
  });

  it.each([
    ['你能干啥', 'help', '我能帮您'],
    ['谢谢', 'thank', '不客气'],
    ['再见', 'goodbye', '您先忙'],
    ['找人工', 'talk_to_human', '我请人来看'],
    ['嗯嗯', 'affirm', '好的'],
  ])('%s', (text, intent, words) => {
    const said = office.says(text, intent);
    expect(said).toContain(words);
    expect(said).not.toMatch(/第 1 步|接着/u);
  });

  it('what suppliers ask is answered with the purchaser’s own terms, and leads back to no step', () => {
    const said = office.says('额度填多少', 'faq_credit_amount');
    expect(said).toContain('5,000,000');
    expect(said).not.toContain('接着第');
    expect(office.says('融易收怎么开', 'step_rongyishou')).toContain('第 4 步');
    expect(office.labels()).toEqual([]);
  });

  it('one of several questions is asked about', () => {
    const candidates = ['faq_review_time', 'faq_no_sms_code'].map((intent) => ({ intent, confidence: 0.4 }));
    const said = office.says('要多久收不到', 'faq_review_time', { certainty: 'unsure', candidates } as never);
    expect(said).toContain('1. ');
    expect(office.says('1')).toContain('审核');
  });

  it('a name alone: a supplier’s tells how they stand, another company’s is offered to be invited', () => {
    office.cards = [card('张三五金')];
    expect(office.says('张三五金', 'give_member_name')).toMatch(/^张三五金，/u);
    expect(office.says('张三')).toMatch(/^张三五金，/u);
    expect(office.says('永盛轴承厂', 'give_member_name')).toContain('永盛轴承厂。给他们做邀请吗');
    office.says('是');
    expect(office.errands()).toMatchObject([{ request: { type: 'invite', companies: ['永盛轴承厂'] } }]);
  });

  it('a secret is refused, and not kept', () => {
    expect(office.says('密码是abc12345，你登一下')).toContain('撤回');
    expect(JSON.stringify(office.conversation)).not.toContain('abc12345');
  });

  it('what is not understood is said so, with what can be done; it is kept for the operator, masked', () => {
    expect(office.says('红烧肉怎么做 13800138000')).toContain('没听懂');
    expect(office.labels()).toContain('邀请供应商');
    expect(office.says('我说红烧肉')).toContain('还是没听明白');
    expect(office.conversation.unanswered.map(({ text }) => text)).toEqual(['红烧肉怎么做 ***', '我说红烧肉']);
  });

  it('English, all of it', () => {
    office.says('speak english', 'change_language', { entities: { language: 'en' } });
    office.cards = [card('Acme Tools')];
    expect(office.wants('suppliers_progress', 'progress')).toContain('1 in all: 0 through');
    expect(office.wants('who_is_stuck', 'who is stuck')).toContain('Nobody is stuck');
    expect(office.wants('our_terms', 'our settings')).toContain('5,000,000 yuan');
  });

  it('says one thing a message, on one screen, with six buttons at most', () => {
    office.cards = Array.from({ length: 40 }, (_, index) => card(`宏达${index}五金`));
    office.now = at('03-09 10:00');
    for (const [intent, text] of [
      ['suppliers_progress', '进度'],
      ['who_is_stuck', '谁卡住了'],
      ['nudge_supplier', '催一下'],
      ['one_supplier', '宏达怎么样了'],
      ['our_terms', '设置'],
      ['invite_suppliers', '邀请'],
    ] as const) {
      office.wants(intent, text);
      expect(office.last).toHaveLength(1);
      const message = office.last[0]?.message;
      expect(message?.choices.length).toBeLessThanOrEqual(6);
      expect(message?.text.split('\n').length).toBeLessThanOrEqual(16);
    }
  });
});
