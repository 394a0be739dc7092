import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Content } from '../../../src/content/content.ts';
import { builtIn } from '../../understanding/loaded-model.ts';
import { at, card, code, invitation, Office, purchaser } from './office.ts';

let content: Content;
let office: Office;
beforeAll(async () => {
  content = await builtIn();
});
beforeEach(() => {
  office = new Office(content, at('03-02 10:00'));
});

describe('somebody claims the purchaser', () => {
  it('is one of its people: told what they can do, with three things to tap', () => {
    const said = office.claim();
    expect(said).toContain('恒丰集团');
    expect(said).toContain('邀请供应商');
    expect(office.labels()).toEqual(['邀请供应商', '进度', '我们的设置']);
    expect(office.conversation).toMatchObject({ role: 'purchaser', member: { digest: 'daily' } });
  });

  it('whoever was a supplier is none any more', () => {
    office.conversation = {
      ...office.conversation,
      membership: { purchaser: purchaser.id, code: code(2), terms: purchaser.terms, at: at('03-01 10:00') },
    };
    office.claim();
    expect(office.conversation.membership).toBeUndefined();
  });
});

describe('the terms', () => {
  beforeEach(() => {
    office.claim();
  });

  it('are shown', () => {
    const said = office.wants('our_terms', '我们的设置');
    for (const words of ['hengfeng2018', '5,000,000 元', '30 天', '都按指引来', '每个工作日'])
      expect(said).toContain(words);
  });

  it('are changed when that is agreed to: the desk keeps them, and every supplier hears', () => {
    office.cards = [card('张三五金'), card('李四机械')];
    const asked = office.wants('our_terms', '额度改成三百万，账期60天，接受小规模');
    expect(asked).toContain('5,000,000 元 → 3,000,000 元');
    expect(asked).toContain('30 天 → 60 天');
    expect(asked).toContain('小规模纳税人');
    expect(asked).toContain('2 家');
    expect(office.errands()).toEqual([]);
    office.says('是');
    const terms = { ...purchaser.terms, credit: 3_000_000, days: 60, accepts: ['small_scale'] };
    expect(office.errands()).toEqual([
      {
        type: 'desk',
        purchaser: purchaser.id,
        request: { type: 'change_terms', change: { credit: 3_000_000, days: 60, accepts: ['small_scale'] } },
      },
      { type: 'suppliers', purchaser: purchaser.id, notification: { type: 'terms', terms } },
    ]);
    expect(office.told({ type: 'terms_kept', terms: { ...purchaser.terms, credit: 3_000_000 } })).toContain(
      '3,000,000 元',
    );
  });

  it('stay as they are when it is not', () => {
    office.wants('our_terms', '账期60天');
    expect(office.says('不')).toBe('好，不动。');
    expect(office.errands()).toEqual([]);
  });

  it('what cannot be meant is asked about; what is so already is said', () => {
    expect(office.wants('our_terms', '额度改成300')).toContain('带上单位');
    expect(office.wants('our_terms', '账期30天')).toContain('现在就是这样');
    expect(office.errands()).toEqual([]);
  });
});

describe('the file of all suppliers', () => {
  it('is asked of the desk, and comes as links', () => {
    office.claim();
    expect(office.wants('export_suppliers', '导出')).toBe('');
    expect(office.errands()).toMatchObject([{ type: 'desk', request: { type: 'export' } }]);
    const said = office.told({ type: 'file', pass: 'PASS' });
    expect(said).toContain('https://ruzhu.example/desk/files/PASS.xlsx');
    expect(said).toContain('https://ruzhu.example/desk/files/PASS.csv');
  });
});

describe('colleagues', () => {
  beforeEach(() => {
    office.claim();
  });

  it('get a claim code to be forwarded to them alone', () => {
    expect(office.wants('add_colleague', '加个同事')).toBe('');
    expect(office.errands()).toMatchObject([{ request: { type: 'invite', as: 'purchaser', companies: [] } }]);
    const said = office.told({
      type: 'invited',
      invitations: [invitation(undefined, 4, { as: 'purchaser', uses: 'one' })],
    });
    expect(said).toContain(code(4));
    expect(said).toContain('别发给供应商');
  });

  it('leave when they say so twice, and are like everybody else then', () => {
    expect(office.wants('leave_purchaser', '我要退出')).toContain('退出');
    expect(office.says('是')).toContain('退出恒丰集团了');
    expect(office.errands()).toMatchObject([{ request: { type: 'leave' } }]);
    expect(office.conversation.role).toBe('supplier');
    expect(office.conversation.member).toBeUndefined();
    expect(office.conversation.reminders).toEqual([]);
  });

  it('stay otherwise', () => {
    office.wants('leave_purchaser', '我要退出');
    office.says('不是');
    expect(office.conversation.role).toBe('purchaser');
  });

  it('who was taken off is told so by the desk', () => {
    office.wants('export_suppliers', '导出');
    expect(office.told({ type: 'purchaser_gone' })).toContain('不是采购那边的人了');
    expect(office.conversation.role).toBe('supplier');
  });

  it('have what is kept about them erased, and leave with that', () => {
    expect(office.says('删除我的数据', 'erase_my_data')).toContain('恒丰集团');
    office.says('是');
    expect(office.errands()).toMatchObject([{ request: { type: 'leave' } }]);
    expect(office.conversation.member).toBeUndefined();
  });
});
