import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPasted, type PastedField, readPasted } from '../../../src/text/pasted/pasted.ts';
import { codesOf } from './codes-of.ts';

const fields: readonly PastedField[] = [
  { label: '会员名', aliases: ['会员账号', '登录名'], check: 'member_name' },
  { label: '登录密码', aliases: [] },
  { label: '企业名称', aliases: ['公司名称', 'company name'], check: 'company_name' },
  { label: '银行开户名', aliases: ['开户名', '户名'], check: 'company_name' },
  { label: '工商注册号', aliases: ['统一社会信用代码', '信用代码', '税号', 'credit code'], check: 'credit_code' },
  { label: '开户银行', aliases: ['开户行', '银行'], check: 'bank_branch' },
  { label: '企业银行账号', aliases: ['银行账号', '对公账号', '账号', 'account number'], check: 'bank_account' },
  { label: '手机号码', aliases: ['手机号', '手机', '电话'], check: 'mobile' },
  { label: '证书编号', aliases: ['发票号码', '发票号'], check: 'invoice_number' },
  { label: '授信金额', aliases: ['额度'], check: 'credit_limit' },
  { label: '结算日期', aliases: ['结算天数'], check: 'settlement_days' },
  { label: '税率', aliases: [], check: 'tax_rate' },
];
const expectations = { today: '2026-06-05', creditLimit: 5_000_000, settlementDays: 30, depositLimit: 100 } as const;
const read = (text: string) => readPasted(text, fields).map(({ label, value, by }) => [label, value, by]);

describe('a value with its label', () => {
  it.each([
    ['信用代码 91330106TE5T00008Y 对吗', '工商注册号', '91330106TE5T00008Y'],
    ['信用代码：９１３３０１０６ＴＥ５Ｔ００００８Ｙ', '工商注册号', '91330106TE5T00008Y'],
    ['我们的税号是91330106TE5T00008Y', '工商注册号', '91330106TE5T00008Y'],
    ['check my credit code: 91330106TE5T00008Y', '工商注册号', '91330106TE5T00008Y'],
    ['信用代码91330106TE5T00008X 提示不对', '工商注册号', '91330106TE5T00008X'],
    ['手机号 138-0013-8000', '手机号码', '138-0013-8000'],
    ['手机 0571-88888888', '手机号码', '0571-88888888'],
    ['银行账号：12345', '企业银行账号', '12345'],
    ['对公账号 6222000000000000004', '企业银行账号', '6222000000000000004'],
    ['开户行 工商银行东莞长安支行', '开户银行', '工商银行东莞长安支行'],
    ['开户行：建行', '开户银行', '建行'],
    ['企业名称：东莞市手机配件有限公司', '企业名称', '东莞市手机配件有限公司'],
    ['公司名 东莞永盛五金有限公司', '企业名称', '东莞永盛五金有限公司'],
    ['发票号 12345678', '证书编号', '12345678'],
    ['发票代码 3300231130 发票号码 12345678', '证书编号', '12345678'],
    ['授信金额填500万', '授信金额', '500万'],
    ['开户名：张三', '银行开户名', '张三'],
    ['信用代码 91330106TE5T00008Y 没错吧', '工商注册号', '91330106TE5T00008Y'],
    ['税率 13%', '税率', '13%'],
    ['帮我看看会员名 永盛五金', '会员名', '永盛五金'],
    ['会员名：a b 对吗', '会员名', 'a b'],
  ])('is recognised: %s', (text, label, value) => expect(read(text)).toEqual([[label, value, 'label']]));

  it('is recognised several times in one message', () => {
    const text = [
      '公司名称：东莞市永盛五金有限公司',
      '开户名：东莞市永盛五金有限公司',
      '开户行：中国工商银行东莞长安支行 账号：2010 0265 0900 1234 567',
      '手机：13800138000，信用代码：91330106TE5T00008Y',
      '登录密码：abc12345',
      '会员名：永盛五金',
    ].join('\n');
    expect(read(text).map(([label, value]) => [label, value])).toEqual([
      ['企业名称', '东莞市永盛五金有限公司'],
      ['银行开户名', '东莞市永盛五金有限公司'],
      ['开户银行', '中国工商银行东莞长安支行'],
      ['企业银行账号', '2010 0265 0900 1234 567'],
      ['手机号码', '13800138000'],
      ['工商注册号', '91330106TE5T00008Y'],
      ['会员名', '永盛五金'],
    ]);
  });
});

describe('a bare value', () => {
  it.each([
    ['91330106TE5T00008Y', '工商注册号'],
    ['91330106TE5TO0008Y', '工商注册号'],
    ['91330106TE5T00008', '工商注册号'],
    ['911101080000000194', '工商注册号'],
    ['110108000000017', '工商注册号'],
    ['+86 138-0013-8000', '手机号码'],
    ['1202020000000000000', '企业银行账号'],
    ['2010 0265 0900 1234 567', '企业银行账号'],
    ['102584002345', '企业银行账号'],
    ['25332000000012345678', '证书编号'],
    ['33001616781053001234', '企业银行账号'],
    ['3300231130', '证书编号'],
    ['3300231130 12345678', '证书编号'],
  ])('is recognised by its shape: %s', (text, label) => expect(read(text)).toEqual([[label, text, 'shape']]));

  it('is recognised when a check is asked for', () => {
    expect(read('is 91330106TE5T00008Y correct?')).toEqual([['工商注册号', '91330106TE5T00008Y', 'shape']]);
    expect(read('帮我看看\n441234567')).toEqual([['企业银行账号', '441234567', 'shape']]);
    expect(read('441234567')).toEqual([]);
  });

  it('is two when two stand side by side', () => {
    expect(read('91330106TE5T00008Y 13800138000').map(([label]) => label)).toEqual(['工商注册号', '手机号码']);
  });

  it('that is a secret is left to the guard', () => {
    expect(read('11010519491231002X')).toEqual([]);
    expect(read('110105194912310021')).toEqual([]);
    expect(read('6222000000000000004')).toEqual([]);
    expect(read('4111111111111111')).toEqual([]);
  });

  it('for which there is no field is left alone', () => {
    expect(readPasted('13800138000', [])).toEqual([]);
  });
});

describe('ordinary chat', () => {
  it.each([
    '账号怎么填',
    '手机号被占用了',
    '手机号13800138000被占用了',
    '13800138000收不到验证码',
    '帮我看看怎么注册 13800138000',
    '91330106TE5T00008Y 填到哪里',
    '会员名：永盛五金',
    '会员名: 永盛五金 ok',
    '我的会员名是 东莞永盛五金',
    '会员名用公司全称可以吗',
    '会员名不对',
    '开户行写总行还是支行',
    '公司名称改了银行没改',
    '公司名和开户名不一样',
    '营业执照是分公司，开户名是母公司',
    '开户行是不是发证机构',
    '授信500万30天都填了点了确认',
    '会员名字是深圳创达电子 没错吧',
    '企业名称认证怎么弄',
    '税率填13还是0.13',
    '税率13可以吗',
    '额度500万是给我的吗',
    '授信填多少',
    '打款收到了，0.37元',
    '到了0.37',
    '密码：abc12345',
    '登录密码：abc12345',
    '2024031566',
    '123456',
    'https://detail.1688.com/offer/610947572360.html',
    '发票有代码还有号码，两个填哪个',
    '1688',
    '',
    '\n\n',
  ])('is no paste: %s', (text) => expect(read(text)).toEqual([]));
});

describe('checking what was pasted', () => {
  it('compares the company name with the holder name', () => {
    const pasted = readPasted('帮我看看开户名 东莞市永盛五金有限公司 公司名 东莞永盛五金有限公司', fields);
    const [holder, company] = checkPasted(pasted, expectations);
    expect(holder?.label).toBe('银行开户名');
    expect(holder?.verdict).toEqual({
      verdict: 'wrong',
      findings: [{ code: 'names_holder_extra', values: { position: 3, extra: '市' } }],
    });
    expect(company).toEqual({ label: '企业名称', verdict: { verdict: 'plausible', findings: [] } });
  });

  it('takes an old number and a new code in the same field', () => {
    const codes = (text: string) =>
      checkPasted(readPasted(text, fields), expectations).flatMap((one) => codesOf(one.verdict));
    expect(codes('工商注册号：330106000012340')).toEqual(['registration_number_old_style']);
    expect(codes('工商注册号：330106000012341')).toEqual(['registration_number_check_digit']);
    expect(codes('工商注册号：91330106TE5T00008Y')).toEqual([]);
  });

  it('warns of a private card in the field of the corporate account', () => {
    const [account] = checkPasted(readPasted('对公账号 6222 0000 0000 0000 004', fields), expectations);
    expect(account?.verdict.findings).toEqual([{ code: 'bank_account_private_card' }]);
  });
});

describe('any text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...fields.flatMap((field) => [field.label, ...field.aliases]),
      '：',
      ' ',
      '\n',
      '对吗',
      '帮我看看',
      '是',
    ),
    fc.string({ unit: 'binary' }),
    fc.bigInt({ min: 0n, max: 10n ** 22n }).map(String),
  );

  it('can be read and checked', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        for (const { verdict } of checkPasted(readPasted(pieces.join(''), fields), expectations)) {
          expect(['plausible', 'doubtful', 'wrong']).toContain(verdict.verdict);
        }
      }),
    );
  });

  it.each(['1', '1 ', '12-', 'a', '账号', '账号：', '帮我', '对吗', '东', '(', '\n', '手机 1', '91330106TE5T00008Y '])(
    'is read to the end when it is 100 kB of %j',
    (unit) => {
      const pasted = readPasted(unit.repeat(100_000 / unit.length), fields);
      expect(checkPasted(pasted, expectations).length).toBe(pasted.length);
    },
  );
});
