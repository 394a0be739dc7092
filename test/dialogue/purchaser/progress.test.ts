import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Content } from '../../../src/content/content.ts';
import { builtIn } from '../../understanding/loaded-model.ts';
import { at, card, characters, invitation, Office, progress, supplierId, upTo } from './office.ts';

let content: Content;
let office: Office;
beforeAll(async () => {
  content = await builtIn();
});
beforeEach(async () => {
  office = new Office(content, at('03-02 09:30'), await characters());
  office.claim();
  office.now = at('03-06 10:00');
});

const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    card(`宏达${index}五金`, {
      person: supplierId(`s${index}`),
      progress: upTo(index % 2 === 0 ? 'enterprise_auth.submitted' : 'quote.submitted'),
    }),
  );

describe('how all suppliers stand', () => {
  it('nobody yet: to be invited', () => {
    expect(office.wants('suppliers_progress', '进度')).toContain('还没有供应商');
    office.invitations = [invitation('张三五金', 1)];
    expect(office.wants('suppliers_progress', '进度')).toContain('1 个邀请，还没人打开');
  });

  it('each in a line: those who are stuck first, then who is on which step since when, those through last', () => {
    office.cards = [
      card('王五电子', { progress: upTo('quote.submitted') }),
      card('赵六模具', { progress: progress({ 'register.submitted': '03-05 16:00' }), heardAt: at('03-05 16:00') }),
      card('张三五金', { progress: upTo('enterprise_auth.submitted') }),
    ];
    const lines = office.wants('suppliers_progress', '进度').split('\n');
    expect(lines[0]).toBe('一共 3 家：做完 1，在办 2，其中卡住 1。');
    expect(lines.slice(-3)).toEqual([
      '⚠ 张三五金：企业认证等阿里打款，3月2日起，比平常久',
      '· 赵六模具：第 2 步企业认证，在办，昨天起',
      '✓ 王五电子：全部做完，昨天',
    ]);
    expect(office.labels()).toContain('谁卡住了');
  });

  it('thirty fit on one screen: how many on each step, eight of them, and where the others are', () => {
    office.cards = many(30);
    const said = office.wants('suppliers_progress', '进度');
    expect(said).toContain('2 企业认证 15 家');
    expect(said).toContain('还有 22 家');
    expect(said.split('\n').length).toBeLessThanOrEqual(14);
    expect(office.labels()).toContain('导出表格');
  });

  it('suppliers that have no name go by the day they came, and those of the same name are told apart', () => {
    office.cards = [
      card(undefined, { person: supplierId('a') }),
      card('张三五金', { person: supplierId('b'), member_name: 'zswj' }),
      card('张三五金', { person: supplierId('c') }),
    ];
    const said = office.wants('suppliers_progress', '进度');
    expect(said).toContain('3月2日加入的供应商');
    expect(said).toContain('张三五金（zswj）');
    expect(said).toContain('张三五金（2）');
  });

  it('is told to nobody in a group', () => {
    office.cards = [card('张三五金')];
    const said = office.wants('suppliers_progress', '进度', 'g1');
    expect(said).toContain('一对一');
    expect(said).not.toContain('张三');
  });

  it('a supplier’s own “where am I” means theirs', () => {
    office.cards = [card('张三五金')];
    expect(office.says('我到哪一步了', 'show_progress')).toContain('一共 1 家');
  });
});

describe('who is stuck', () => {
  it('nobody', () => {
    office.cards = [card('张三五金', { progress: upTo('quote.submitted') })];
    expect(office.wants('who_is_stuck', '谁卡住了')).toBe('没有卡住的。在办 0 家，做完 1 家。');
  });

  it('why, since when, and one thing to do about each, to be tapped', () => {
    office.cards = [
      card('张三五金', { progress: upTo('enterprise_auth.submitted') }),
      card('李四机械', { progress: progress({ 'register.submitted': '03-02 11:00', 'taxpayer!': '03-04 10:00' }) }),
      card('钱七塑胶', { mode: 'human' }),
    ];
    office.invitations = [invitation('赵六模具', 1)];
    const said = office.wants('who_is_stuck', '谁卡住了');
    expect(said).toContain('张三五金：企业认证等阿里打款，3月2日起，比平常久。→ 催一下，请会计查网银');
    expect(said).toContain('李四机械：纳税人被退回，3月4日起没重新交。→ 催一下');
    expect(said).toContain('钱七塑胶：注册这步要找人工，3月2日起。→ 打个电话');
    expect(said).toContain('赵六模具：邀请没打开，3月2日发的。→ 再发一次');
    expect(office.labels()).toEqual([
      '催一下所有卡住的',
      '看详情 钱七塑胶',
      '催一下 张三五金',
      '催一下 李四机械',
      '再发邀请 赵六模具',
    ]);
  });

  it('at most six with a button each, the others counted', () => {
    office.cards = many(30);
    const said = office.wants('who_is_stuck', '谁卡住了');
    expect(said.match(/⚠/gu)).toHaveLength(6);
    expect(said).toContain('还有 9 家');
    expect(office.labels().length).toBeLessThanOrEqual(6);
  });
});

describe('one supplier', () => {
  beforeEach(() => {
    office.cards = [
      card('东莞张三五金制品有限公司', {
        progress: upTo('enterprise_auth.submitted'),
        member_name: 'zhangsan5j',
        people: 2,
        favours: { listed: { askedAt: at('03-05 17:00') } },
      }),
      card('永康李四机械厂', { progress: upTo('quote.submitted') }),
      card('宁波永盛轴承', { progress: upTo('register.submitted') }),
    ];
    office.invitations = [invitation('赵六模具', 1)];
  });

  it.each([
    ['张三五金怎么样了', '东莞张三五金制品有限公司'],
    ['东莞张三五金制品有限公司', '东莞张三五金制品有限公司'],
    ['zhangsan5j到哪了', '东莞张三五金制品有限公司'],
    ['章三五斤咋样了', '东莞张三五金制品有限公司'],
    ['zhangsan wujin', '东莞张三五金制品有限公司'],
    ['里斯机械的情况', '永康李四机械厂'],
    ['永盛呢', '宁波永盛轴承'],
    ['how is yongsheng doing', '宁波永盛轴承'],
  ])('is found by a part of its name, its member name, its sound: %s', (text, name) => {
    expect(office.wants('one_supplier', text).split('，')[0]).toBe(name);
  });

  it('step by step, with why it is stuck, what it waits for, and what can be done', () => {
    const said = office.wants('one_supplier', '张三五金怎么样了');
    expect(said).toContain('会员名：zhangsan5j');
    expect(said).toContain('2 个人一起在办');
    expect(said).toContain('● 1. 注册：做好了，3月2日');
    expect(said).toContain('◔ 2. 企业认证：等阿里打款，3月2日起');
    expect(said).toContain('○ 6. 报价：还没到');
    expect(said).toContain('⚠ 企业认证等阿里打款');
    expect(said).toContain('等您这边：加进供应商管理名录，昨天起');
    expect(office.labels()).toEqual(['已添加 东莞张三五金制品', '催一下', '进度']);
  });

  it('invited and not come yet: the invitation, to be sent again', () => {
    expect(office.wants('one_supplier', '赵六怎么样了')).toContain('赵六模具的邀请还没打开');
    expect(office.tap('再发邀请')).toContain('赵六模具，您好');
  });

  it('which one, when several fit; answered by number or by name', () => {
    office.cards = [card('永康张三五金'), card('东莞张三五金'), card('永康李四机械')];
    const said = office.wants('one_supplier', '张三五金怎么样了');
    expect(said).toContain('1. 永康张三五金');
    expect(said).toContain('2. 东莞张三五金');
    expect(office.says('2')).toMatch(/^东莞张三五金/u);
    office.wants('one_supplier', '张三五金怎么样了');
    expect(office.says('永康那家')).toMatch(/^永康张三五金/u);
  });

  it('more than can be asked about: for more of the name', () => {
    office.cards = many(30);
    expect(office.wants('one_supplier', '五金怎么样了')).toContain('30 家都对得上');
  });

  it('nobody is called like that', () => {
    expect(office.wants('one_supplier', '王麻子怎么样了')).toContain('没找到这家');
  });

  it('holds nothing that they wrote but the member name they told', () => {
    const said = office.wants('one_supplier', '张三五金怎么样了');
    expect(said).not.toContain('terminal:');
  });
});
