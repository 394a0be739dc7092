import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Content } from '../../../src/content/content.ts';
import type { SupplierSummary } from '../../../src/dialogue/model/programme/membership.ts';
import { builtIn } from '../../understanding/loaded-model.ts';
import { at, card, Office, supplierId, upTo } from './office.ts';

let content: Content;
let office: Office;
beforeAll(async () => {
  content = await builtIn();
});
beforeEach(() => {
  office = new Office(content, at('03-02 10:00'));
  office.claim();
  office.wants('set_digest', '不要汇总');
});

const asks = (name: string, askedAt: string, more: Partial<SupplierSummary> = {}): SupplierSummary =>
  card(name, {
    progress: upTo('register.submitted'),
    member_name: `${name}88`,
    heardAt: at(askedAt),
    favours: { listed: { askedAt: at(askedAt) } },
    ...more,
  });

const arrives = (one: SupplierSummary, favour = 'listed'): string => {
  office.cards = [...office.cards.filter(({ person }) => person !== one.person), one];
  return office.told({ type: 'favour_asked', favour, summary: one }, one.person);
};

const done = (name: string, favour = 'listed') => ({
  type: 'person',
  person: supplierId(name),
  notification: { type: 'favour_done', favour },
});

describe('a supplier asks for a favour', () => {
  it('the purchaser hears at once: who, the member name to copy, where to put it, and a button', () => {
    office.now = at('03-02 11:00');
    const said = arrives(asks('张三五金', '03-02 11:00'));
    expect(said).toContain('张三五金注册好 1688 了');
    expect(said.split('\n')).toContain('张三五金88');
    expect(said).toContain('供应商管理名录');
    expect(office.labels()).toEqual(['已添加 张三五金']);
    expect(office.last[0]?.kind).toBe('notice');
  });

  it('the button tells the supplier', () => {
    arrives(asks('张三五金', '03-02 10:00'));
    expect(office.tap('已添加 张三五金')).toContain('告诉张三五金了');
    expect(office.errands()).toEqual([done('张三五金')]);
  });

  it('the inquiry likewise', () => {
    const one = card('张三五金', {
      progress: upTo('credit_term.submitted'),
      favours: { listed: { askedAt: 1, doneAt: 2 }, inquiry: { askedAt: at('03-02 10:00') } },
    });
    expect(arrives(one, 'inquiry')).toContain('询价单');
    office.tap('已邀请 张三五金');
    expect(office.errands()).toEqual([done('张三五金', 'inquiry')]);
  });

  it('at night it waits for the morning, and comes once', () => {
    office.now = at('03-02 21:00');
    expect(arrives(asks('张三五金', '03-02 21:00'))).toBe('');
    const said = office.until('03-03 18:00');
    expect(said.map((one) => one.at)).toEqual([at('03-03 09:00')]);
    expect(said[0]?.text).toContain('张三五金88');
  });

  it('who is still at it at night hears it at once', () => {
    office.now = at('03-02 20:30');
    office.says('谢谢', 'thank');
    office.now = at('03-02 21:00');
    expect(arrives(asks('张三五金', '03-02 21:00'))).toContain('张三五金88');
    expect(office.until('03-03 18:00')).toEqual([]);
  });

  it('in a group nothing is told of it but that there is news', () => {
    const other = new Office(content, at('03-02 10:00'));
    other.claim();
    other.conversation = {
      ...other.conversation,
      addresses: other.conversation.addresses.map((address) => ({ ...address, group: 'g1' })),
    };
    const one = asks('张三五金', '03-02 10:00');
    other.cards = [one];
    const said = other.told({ type: 'favour_asked', favour: 'listed', summary: one }, one.person);
    expect(said).toContain('一对一');
    expect(said).not.toContain('张三');
  });
});

describe('“added”, in whatever words', () => {
  beforeEach(() => {
    office.cards = [asks('张三五金', '03-02 10:00'), asks('李四机械', '03-02 10:10')];
  });

  it('alone, with one waiting: that one', () => {
    office.cards = office.cards.slice(0, 1);
    office.says('已添加');
    expect(office.errands()).toEqual([done('张三五金')]);
  });

  it('alone, with several waiting: which, or all of them', () => {
    const said = office.wants('favour_done', '加好了');
    expect(said).toContain('1. 张三五金');
    expect(said).toContain('3. 都弄好了');
    office.says('都');
    expect(office.errands()).toEqual([done('张三五金'), done('李四机械')]);
  });

  it('all', () => {
    expect(office.wants('favour_done', '都加好了')).toContain('张三五金、李四机械');
    expect(office.errands()).toEqual([done('张三五金'), done('李四机械')]);
  });

  it('with a name, also from an old button', () => {
    expect(office.says('已添加 李四机械')).toContain('还有 1 件等您');
    expect(office.errands()).toEqual([done('李四机械')]);
  });

  it('with two names', () => {
    office.wants('favour_done', '张三五金和李四机械都加了');
    expect(office.errands()).toEqual([done('张三五金'), done('李四机械')]);
  });

  it('“done”, while something waits', () => {
    office.cards = office.cards.slice(0, 1);
    office.says('弄好了', 'step_done');
    expect(office.errands()).toEqual([done('张三五金')]);
  });

  it('twice is once: what is on its way is not sent again', () => {
    office.wants('favour_done', '张三五金加好了');
    expect(office.wants('favour_done', '张三五金加好了')).toContain('没有等您办的事');
    expect(office.errands()).toEqual([done('张三五金')]);
  });

  it('with nothing waiting, says so', () => {
    office.cards = [];
    expect(office.wants('favour_done', '加好了')).toContain('没有供应商在等您');
  });
});

describe('not done', () => {
  it('is reminded of a working day later, all of it in one message, and once a working day', () => {
    office.now = at('03-02 11:00');
    arrives(asks('张三五金', '03-02 11:00'));
    office.now = at('03-02 15:00');
    arrives(asks('李四机械', '03-02 15:00'));
    const said = office.until('03-05 18:00');
    expect(said.map((one) => one.at)).toEqual([at('03-03 11:00'), at('03-04 11:00'), at('03-05 11:00')]);
    expect(said[0]?.text).toContain('张三五金：加进供应商管理名录（会员名 张三五金88）');
    expect(said[0]?.text).toContain('李四机械88');
    expect(office.labels()).toEqual(['已添加 张三五金', '已添加 李四机械', '都弄好了']);
  });

  it('over a weekend, not', () => {
    office.now = at('03-06 16:00');
    arrives(asks('张三五金', '03-06 16:00'));
    expect(office.until('03-09 18:00').map((one) => one.at)).toEqual([at('03-09 16:00')]);
  });

  it('done meanwhile by a colleague: nothing is said', () => {
    office.now = at('03-02 11:00');
    arrives(asks('张三五金', '03-02 11:00'));
    office.cards = [
      asks('张三五金', '03-02 11:00', {
        favours: { listed: { askedAt: at('03-02 11:00'), doneAt: at('03-02 12:00') } },
      }),
    ];
    expect(office.until('03-05 18:00')).toEqual([]);
  });

  it('whoever wants nothing unasked is not reminded', () => {
    arrives(asks('张三五金', '03-02 10:00'));
    office.says('不要提醒我', 'stop_reminders');
    expect(office.until('03-05 18:00')).toEqual([]);
    office.says('恢复提醒', 'resume_reminders');
    expect(office.until('03-06 18:00')).not.toEqual([]);
  });
});
