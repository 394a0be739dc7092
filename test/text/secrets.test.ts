import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guard, maskPersonal } from '../../src/text/secrets/secrets.ts';

describe('an identity card number', () => {
  it.each([
    ['11010519491231002X', '***'],
    ['老板身份证11010519491231002x发你了', '老板身份证***发你了'],
    ['１１０１０５１９４９１２３１００２Ｘ', '***'],
    ['110105 19491231 002X', '***'],
    ['110105-1949-1231-002X', '***'],
    ['110105\u200b19491231\u2060002X。', '***。'],
    ['1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X', '***'],
    ['身份证130503670401001', '身份证***'],
    ['身份证号110105194912310021', '身份证号***'],
    ['身份证一一零一零五一九四九一二三一零零二X', '身份证***'],
    ['壹壹零壹零伍 壹玖肆玖壹贰叁壹 零零贰X', '***'],
  ])('is masked: %s', (text, masked) => expect(guard(text)).toEqual({ masked, kinds: ['id_card'] }));

  it.each([
    '911101080000000194',
    '913301000000004490',
    '91330106TE5T00008Y',
    '130503670401001',
    '110105194912310021',
    '身份证照片要扫描件吗',
    '25332000000012345678',
  ])('is not seen in %s', (text) => expect(guard(text)).toEqual({ masked: text, kinds: [] }));
});

describe('a bank card number', () => {
  it.each([
    ['6222000000000000004', '***'],
    ['卡号6217 0000 0000 0000 004你记一下', '卡号***你记一下'],
    ['4111-1111-1111-1111', '***'],
    ['６２２８４８０００００００００００００', '***'],
    ['62220000\u200d00000000004', '***'],
    ['6222 0000 0000 0000 004 37', '*** 37'],
    ['卡号六二二二零零零零零零零零零零零零零零四', '卡号***'],
  ])('is masked: %s', (text, masked) => expect(guard(text)).toEqual({ masked, kinds: ['bank_card'] }));

  it.each(['6222000000000000005', '33001616781053001234', '13800138000', '2026-06-05 13800138000', '5,000,000.00'])(
    'is not seen in %s',
    (text) => expect(guard(text)).toEqual({ masked: text, kinds: [] }),
  );
});

describe('a code from a text message', () => {
  it.each([
    ['验证码是123456', '验证码是***'],
    ['验证码 8866', '验证码 ***'],
    ['验证码１２３４５６', '验证码***'],
    ['验证码:123 456', '验证码:***'],
    ['验证码\n123456', '验证码\n***'],
    ['验证码是一二三四五六', '验证码是***'],
    ['验证码四八三九二零', '验证码***'],
    ['123456 是刚收到的验证码', '*** 是刚收到的验证码'],
    ['我把验证码发你 你登一下 887766', '我把验证码发你 你登一下 ***'],
    ['【1688】您的验证码为 123456，5分钟内有效', '【1688】您的验证码为 ***，5分钟内有效'],
    ['校验码12345678', '校验码***'],
    ['動態碼 445566', '動態碼 ***'],
    ['yzm 123456', 'yzm ***'],
    ['otp=123456', 'otp=***'],
    ['your code is 445566', 'your code is ***'],
    ['445566 is my code', '*** is my code'],
    ['123456', '***'],
    [' １２３４５６。', ' ***。'],
    ['1 2 3 4 5 6', '***'],
  ])('is masked: %s', (text, masked) => expect(guard(text)).toEqual({ masked, kinds: ['sms_code'] }));

  it.each([
    '验证码收不到',
    '1688验证码收不到',
    '10086发的验证码收不到',
    '验证码60秒了还没到',
    '验证码发了3次都没收到',
    '验证码过期了，2024年的',
    '尾号8000的手机收不到验证码',
    '13800138000收不到验证码',
    '验证码一二三步都要吗',
    '一二三四五六步都办完了',
    '证书编号12345678',
    'credit code 12345678',
    'invoice code 3300231130',
    '发票代码是3300231130',
    '0.37',
    '12345',
    '1234567',
    '2019-09',
  ])('is not seen in %s', (text) => expect(guard(text)).toEqual({ masked: text, kinds: [] }));
});

describe('a password', () => {
  it.each([
    ['密码是xxx你看看', '密码是***你看看'],
    ['密码：abc12345', '密码：***'],
    ['密码abc12345', '密码***'],
    ['登录名 moujixie 密码 S3cret! 谢谢', '登录名 moujixie 密码 *** 谢谢'],
    ['密码我改成了 abc123', '密码我改成了 ***'],
    ['密碼是ａｂｃ１２３', '密碼是***'],
    ['密码是123456', '密码是***'],
    ['password is hunter', 'password is ***'],
    ['pwd=xxx', 'pwd=***'],
    ['mima xxx', 'mima ***'],
    ['mima shi abc123', 'mima shi ***'],
    ['password mima abc123', 'password mima ***'],
    [`密码:${'a1'.repeat(100)}`, '密码:***'],
  ])('is masked: %s', (text, masked) => expect(guard(text)).toEqual({ masked, kinds: ['password'] }));

  it.each([
    '密码忘了',
    '密码忘了13800138000',
    '密码怎么填',
    '密码是什么',
    '密码是不是要大写',
    '密码8-20位',
    '密码是6位数字吗',
    '密码输错5次锁了',
    'password is wrong',
    "password isn't accepted",
    'forgot my password, what now',
    'mima wangle',
    'mima shi shenme',
    '1688密码忘了',
  ])('is not seen in %s', (text) => expect(guard(text)).toEqual({ masked: text, kinds: [] }));
});

describe('several secrets in one message', () => {
  it('are all masked, and each kind is named once', () => {
    expect(guard('身份证11010519491231002X 卡6222000000000000004 验证码123456 密码abc123 密码def456')).toEqual({
      masked: '身份证*** 卡*** 验证码*** 密码*** 密码***',
      kinds: ['id_card', 'bank_card', 'sms_code', 'password'],
    });
  });

  it('stay masked when one brings another nearer to its word', () => {
    const { masked } = guard('验证码 6222000000000000004 123456');
    expect(masked).not.toMatch(/\d/);
  });
});

const noise = fc.constantFrom(' ', '-', '\u200b', '\u2060', '\u00ad', '');
const wide = (digits: string) => digits.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
const piece = fc.oneof(
  fc.constantFrom(
    '验证码',
    '密码',
    '是',
    ' ',
    '：',
    '身份证',
    'code',
    '***',
    '6222000000000000004',
    '11010519491231002X',
    '。',
  ),
  fc.string({ unit: 'binary' }),
  fc.nat(99_999_999).map(String),
);
const anyText = fc.array(piece, { maxLength: 15 }).map((pieces) => pieces.join(''));

describe('whatever the text', () => {
  it('guarding twice is guarding once', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { masked } = guard(text);
        expect(guard(masked)).toEqual({ masked, kinds: [] });
      }),
    );
  });

  it('the same holds for lines kept for operators', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const masked = maskPersonal(text);
        expect(maskPersonal(masked)).toBe(masked);
        expect(masked).not.toMatch(/\d{7}/);
      }),
    );
  });

  it('no blank, dash or invisible character between digits hides a card or an identity card', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('6222000000000000004', '4111111111111111', '11010519491231002X'),
        fc.array(noise, { minLength: 18, maxLength: 18 }),
        fc.boolean(),
        (number, gaps, full) => {
          const written = [...number].map((digit, place) => digit + (gaps[place] ?? '')).join('');
          expect(guard(`看下${full ? wide(written) : written}吧`).masked).toMatch(
            /^看下\*\*\*[ -]?吧$|^看下\*\*\*\p{Cf}*吧$/u,
          );
        },
      ),
    );
  });

  it.each([
    '1',
    '1 ',
    '12-',
    '密码',
    '密码 a',
    "mima'",
    '验证码 1',
    'code',
    'x',
    'a@',
    'a.',
    '\u200b1',
    '1-1.',
    '６',
    ' ',
    '身份证1',
  ])('all of 100 kB of %j is gone through', (unit) => {
    const text = unit.repeat(100_000 / unit.length);
    expect(maskPersonal(text).length).toBeLessThanOrEqual(text.length * 3);
  });
});

describe('a line kept for operators', () => {
  it.each([
    ['手机13800138000收不到验证码', '手机***收不到验证码'],
    ['电话 +86 138-0013-8000', '电话 +***'],
    ['座机0571-88888888', '座机***'],
    ['发到 zhang.san@example.com.cn 吧', '发到 *** 吧'],
    ['代码91330106TE5T00008Y不对', '代码***不对'],
    ['代码 9133 0106 TE5T 0000 8Y', '代码 ***'],
    ['账号１２０２０２０００００００００００００', '账号***'],
    ['单号2024031566', '单号***'],
    ['1000000。100000', '***。***'],
    ['密码是abc123', '密码是***'],
  ])('shows nobody: %s', (text, masked) => expect(maskPersonal(text)).toBe(masked));

  it.each(['到了0.37', '2026-06-05 交的', '500万 30天', '1688 第3步', '等了48小时'])('keeps %s', (text) =>
    expect(maskPersonal(text)).toBe(text),
  );
});
