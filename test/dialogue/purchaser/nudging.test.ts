import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Content } from '../../../src/content/content.ts';
import { builtIn } from '../../understanding/loaded-model.ts';
import { at, card, invitation, Office, supplierId, upTo } from './office.ts';

let content: Content;
let office: Office;
beforeAll(async () => {
  content = await builtIn();
});
beforeEach(() => {
  office = new Office(content, at('03-02 10:00'));
  office.claim();
  office.now = at('03-06 10:00');
  office.cards = [
    card('张三五金', { progress: upTo('enterprise_auth.submitted') }),
    card('李四机械', { progress: upTo('register.submitted') }),
    card('王五电子', { progress: upTo('quote.submitted') }),
  ];
});

const nudge = (name: string) => ({ type: 'person', person: supplierId(name), notification: { type: 'nudge' } });

describe('a nudge', () => {
  it('goes to the supplier that is named', () => {
    expect(office.wants('nudge_supplier', '催一下张三五金')).toContain('替您去问 张三五金');
    expect(office.errands()).toEqual([nudge('张三五金')]);
  });

  it('once a working day, and again on the next', () => {
    const [zhang, ...others] = office.cards;
    if (!zhang) throw new Error('there is a first card');
    office.cards = [{ ...zhang, nudgedAt: at('03-06 09:10') }, ...others];
    expect(office.wants('nudge_supplier', '催一下张三五金')).toContain('今天已经催过了');
    office.now = at('03-07 12:00');
    expect(office.wants('nudge_supplier', '催一下张三五金')).toContain('今天已经催过了');
    expect(office.errands()).toEqual([]);
    office.now = at('03-09 09:00');
    office.wants('nudge_supplier', '催一下张三五金');
    expect(office.errands()).toEqual([nudge('张三五金')]);
  });

  it('not twice while the first is on its way', () => {
    office.wants('nudge_supplier', '催一下张三五金');
    expect(office.wants('nudge_supplier', '催一下张三五金')).toContain('已经替您安排催了');
    expect(office.errands()).toHaveLength(1);
  });

  it('several only when agreed to, with how many and who', () => {
    expect(office.wants('nudge_supplier', '催一下所有卡住的')).toContain('这 2 家：李四机械、张三五金');
    expect(office.errands()).toEqual([]);
    office.says('好');
    expect(office.errands()).toEqual([nudge('李四机械'), nudge('张三五金')]);
  });

  it('alone asks whom, with all of them as one answer', () => {
    const said = office.wants('nudge_supplier', '催一下');
    expect(said).toContain('1. 张三五金');
    expect(said).toContain('3. 催一下所有卡住的');
    office.says('2');
    expect(office.errands()).toEqual([nudge('李四机械')]);
  });

  it('is not for who is through, who never came, or who waits for the purchaser', () => {
    expect(office.wants('nudge_supplier', '催一下王五电子')).toContain('都做完了');
    office.invitations = [invitation('赵六模具', 1)];
    expect(office.wants('nudge_supplier', '催一下赵六模具')).toContain('还没打开邀请');
    office.cards = [
      card('钱七塑胶', {
        progress: upTo('register.submitted'),
        heardAt: at('03-06 09:00'),
        favours: { listed: { askedAt: at('03-04 10:00') } },
      }),
    ];
    expect(office.wants('nudge_supplier', '催一下钱七塑胶')).toContain('在等您这边：加进供应商管理名录');
    expect(office.labels()).toEqual(['已添加 钱七塑胶']);
    expect(office.errands()).toEqual([]);
  });

  it('nobody is stuck: said so', () => {
    office.cards = [];
    expect(office.wants('nudge_supplier', '催一下')).toContain('没有要催的');
  });
});
