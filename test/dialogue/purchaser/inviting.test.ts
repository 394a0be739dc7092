import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Content } from '../../../src/content/content.ts';
import { builtIn } from '../../understanding/loaded-model.ts';
import { at, card, code, invitation, Office } from './office.ts';

let content: Content;
let office: Office;
beforeAll(async () => {
  content = await builtIn();
});
beforeEach(() => {
  office = new Office(content, at('03-02 10:00'));
  office.claim();
});

const invites = (companies: readonly string[]) => ({
  type: 'desk',
  purchaser: 'p0000000001',
  request: { type: 'invite', as: 'supplier', companies },
});

describe('whom to invite', () => {
  it('is asked when nobody is named; the answer goes to the desk, without a word before it comes back', () => {
    expect(office.wants('invite_suppliers', '邀请供应商')).toContain('邀请哪些供应商');
    expect(office.labels()).toEqual(['开放邀请（谁都能用）']);
    expect(office.says('张三五金')).toBe('');
    expect(office.errands()).toEqual([invites(['张三五金'])]);
  });

  it('is in the sentence: one, several, or a pasted list without its telephone numbers', () => {
    office.wants('invite_suppliers', '邀请张三五金和李四机械');
    office.wants('invite_suppliers', '邀请供应商\n1. 王五电子 13800138000\n2. 赵六模具');
    expect(office.errands()).toEqual([invites(['张三五金', '李四机械']), invites(['王五电子', '赵六模具'])]);
    expect(JSON.stringify(office.conversation)).not.toContain('13800138000');
  });

  it('may be anybody, by the button or by saying so', () => {
    office.wants('invite_suppliers', '邀请供应商');
    office.tap('开放邀请（谁都能用）');
    office.wants('invite_suppliers', '发个开放邀请');
    expect(office.errands()).toEqual([invites([]), invites([])]);
  });

  it('asked for names, somebody who gives none is told how; who drops it is left in peace', () => {
    office.wants('invite_suppliers', '邀请供应商');
    expect(office.says('嗯那个')).toContain('没看出公司名');
    expect(office.says('算了')).toBe('好，不弄了。');
    expect(office.conversation.question).toBeUndefined();
  });

  it('asked for names, another wish is done instead', () => {
    office.wants('invite_suppliers', '邀请供应商');
    expect(office.wants('suppliers_progress', '进度')).toContain('还没有供应商');
    expect(office.wants('our_terms', '我们的设置')).toContain('hengfeng2018');
  });

  it('a question on the way is answered, and the names are asked for again', () => {
    office.wants('invite_suppliers', '邀请供应商');
    const said = office.says('开户许可证没有怎么办', 'faq_no_account_permit');
    expect(said).toContain('基本存款账户');
    expect(said).toContain('邀请哪些供应商');
  });

  it('a list pasted without a word is asked about first', () => {
    const said = office.says('张三五金\n李四机械\n王五电子厂\n赵六模具');
    expect(said).toContain('张三五金、李四机械、王五电子厂、赵六模具');
    expect(office.errands()).toEqual([]);
    office.says('是');
    expect(office.errands()).toEqual([invites(['张三五金', '李四机械', '王五电子厂', '赵六模具'])]);
  });

  it('nobody is invited twice: who joined is named, and an invitation that is good is shown again', () => {
    office.cards = [card('张三五金')];
    office.invitations = [invitation('李四机械', 7)];
    expect(office.wants('invite_suppliers', '邀请 李四 机械')).toContain(code(7));
    const said = office.wants('invite_suppliers', '邀请张三五金、李四机械、王五电子');
    expect(said).toContain('已经在办的，不用再邀请：张三五金');
    expect(said).toContain('没有重复做：李四机械');
    expect(office.errands()).toEqual([invites(['王五电子'])]);
  });

  it('never in a group', () => {
    expect(office.wants('invite_suppliers', '邀请张三五金', 'g1')).toContain('一对一');
    expect(office.errands()).toEqual([]);
  });
});

describe('an invitation comes back', () => {
  it('one, as a message that can be forwarded whole: who invites, the link, the code, until when, what nobody may ask for', () => {
    const said = office.told({ type: 'invited', invitations: [invitation('张三五金', 1)] });
    expect(said).toMatch(/^张三五金，您好：/u);
    for (const words of ['恒丰集团', `https://ruzhu.example/i/${code(1)}`, code(1), '5月1日前', '6 步', '营业执照']) {
      expect(said).toContain(words);
    }
    expect(said).toMatch(/密码、验证码、转账都别给/u);
    expect(office.links()).toEqual([
      `https://ruzhu.example/i/${code(1)}`,
      `https://ruzhu.example/i/${code(1)}/qr.png`,
      `https://ruzhu.example/i/${code(1)}/poster.png`,
    ]);
  });

  it('in Chinese also to somebody who reads English, who is told what it is', () => {
    office.says('speak english', 'change_language', { entities: { language: 'en' } });
    const said = office.told({ type: 'invited', invitations: [invitation('张三五金', 1)] });
    expect(said).toContain('Ready to forward');
    expect(said).toContain('密码');
  });

  it('a few, in one message: a link for each company, and the file', () => {
    const said = office.told({
      type: 'invited',
      invitations: ['张三五金', '李四机械', '王五电子'].map((name, index) => invitation(name, index + 1)),
      list: 'PASS',
    });
    for (const number of [1, 2, 3]) expect(said).toContain(`https://ruzhu.example/i/${code(number)}`);
    expect(said).toContain('https://ruzhu.example/desk/files/PASS.xlsx');
    expect(office.last).toHaveLength(1);
  });

  it('fifty, as a file with how to use it, and no link in the message', () => {
    const invitations = Array.from({ length: 50 }, (_, index) => invitation(`宏达${index}`, index));
    const said = office.told({ type: 'invited', invitations, list: 'PASS' });
    expect(said).toContain('50 家的邀请好了');
    expect(said).toContain('https://ruzhu.example/desk/files/PASS.xlsx');
    expect(said).toContain('https://ruzhu.example/desk/files/PASS.csv');
    expect(said).toContain('每个链接只给一家用');
    expect(said).not.toContain('/i/');
    expect(office.last).toHaveLength(1);
  });

  it('the desk is told in the place where the person wrote, as the reply', () => {
    office.told({ type: 'invited', invitations: [invitation('张三五金', 1)] });
    expect(office.last[0]?.kind).toBe('reply');
  });
});

describe('invitations nobody used', () => {
  beforeEach(() => {
    office.invitations = [
      invitation('张三五金', 1),
      invitation('李四机械', 2),
      invitation(undefined, 3),
      invitation('过期电子', 4, { expiresAt: at('03-01 10:00') }),
      invitation('撤回模具', 5, { revokedAt: at('03-01 10:00') }),
    ];
  });

  it('are listed with their days, those that are void left out', () => {
    const said = office.wants('open_invitations', '还有哪些邀请没用');
    expect(said).toContain('没打开的邀请 3 个');
    expect(said).toContain('张三五金：今天发的，5月1日前有效');
    expect(said).toContain('谁都能用');
    expect(said).not.toMatch(/过期电子|撤回模具/u);
  });

  it('are sent again by name or a part of it; one that expired is made anew', () => {
    expect(office.wants('invite_suppliers', '再发邀请 李四')).toContain(code(2));
    expect(office.wants('invite_suppliers', '再发邀请 李四机械')).toContain(code(2));
    expect(office.errands()).toEqual([]);
    office.wants('invite_suppliers', '再发一次过期电子的邀请');
    expect(office.errands()).toEqual([invites(['过期电子'])]);
  });

  it('are shown again by name', () => {
    office.wants('one_supplier', '李四机械的邀请');
    expect(office.last[0]?.message.text).toContain(code(2));
  });

  it.each([
    ['撤回张三五金的邀请', code(1)],
    [`撤回 ${code(2).toLowerCase()}`, code(2)],
    ['把开放邀请撤了', code(3)],
  ])('are revoked by company, by code, or as the open one: %s', (text, revoked) => {
    expect(office.wants('revoke_invitation', text)).toBe('');
    expect(office.errands()).toMatchObject([{ request: { type: 'revoke', codes: [revoked] } }]);
  });

  it('which one, is asked when it is not said; all of them, only when agreed to', () => {
    const said = office.wants('revoke_invitation', '撤回邀请');
    expect(said).toContain('1. 张三五金');
    office.says('2');
    expect(office.errands()).toMatchObject([{ request: { codes: [code(2)] } }]);
    expect(office.wants('revoke_invitation', '全部撤回')).toContain('全部撤回吗');
    office.says('不');
    expect(office.errands()).toEqual([]);
    office.wants('revoke_invitation', '全部撤回');
    office.says('是的');
    expect(office.errands()).toMatchObject([{ request: { codes: [code(1), code(2), code(3)] } }]);
  });

  it('who joined cannot be uninvited', () => {
    office.cards = [card('王五电子')];
    expect(office.wants('revoke_invitation', '撤回王五电子')).toContain('已经加入了');
    expect(office.errands()).toEqual([]);
  });

  it('what the desk revoked is said', () => {
    expect(office.told({ type: 'revoked', companies: ['张三五金'], count: 1 })).toContain('张三五金的邀请作废');
    expect(office.told({ type: 'revoked', companies: [], count: 3 })).toContain('3 个邀请');
  });
});
