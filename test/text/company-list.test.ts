import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asksToInvite,
  companyKey,
  MOST_COMPANIES,
  readBareList,
  readCompanies,
} from '../../src/text/names/company-list.ts';

describe('the companies in a text', () => {
  it.each([
    ['邀请供应商：张三五金，李四机械', ['张三五金', '李四机械']],
    ['帮我邀请一下张三五金和李四机械', ['张三五金', '李四机械']],
    ['给张三五金、李四电子发个邀请', ['张三五金', '李四电子']],
    ['把张三五金、李四机械都邀请进来', ['张三五金', '李四机械']],
    ['想邀请张三五金，可以吗', ['张三五金']],
    ['邀请张三五金入驻', ['张三五金']],
    ['再发邀请 赵六模具', ['赵六模具']],
    ['重新邀请赵六模具', ['赵六模具']],
    ['邀请新永盛五金', ['新永盛五金']],
    ['邀请向阳五金', ['向阳五金']],
    ['祥和机械、泰和机电和顺发五金', ['祥和机械', '泰和机电', '顺发五金']],
    ['永盛 大发 宏达', ['永盛', '大发', '宏达']],
    ['I want to invite Acme Tools', ['Acme Tools']],
    ['invite Acme Tools and Beta Co., Ltd.', ['Acme Tools', 'Beta Co., Ltd']],
    ['invite Smith and Sons Ltd, Jones & Co', ['Smith and Sons Ltd', 'Jones & Co']],
  ])('asked for in a sentence: %s', (text, companies) => expect(readCompanies(text).companies).toEqual(companies));

  it.each([
    ['1. 张三五金\n2. 李四机械\n10、王五电子', ['张三五金', '李四机械', '王五电子']],
    ['①张三五金②李四机械', ['张三五金', '李四机械']],
    ['1️⃣ 张三五金\n2️⃣ 李四机械', ['张三五金', '李四机械']],
    ['（一）张三五金\n（二）李四机械', ['张三五金', '李四机械']],
    ['- 张三五金\n• 李四机械\n★ 王五电子\n', ['张三五金', '李四机械', '王五电子']],
    ['“张三五金”；《李四机械》', ['张三五金', '李四机械']],
    ['3M中国\n360企业安全', ['3M中国', '360企业安全']],
  ])('numbered, with bullets, in quotes: %j', (text, companies) =>
    expect(readCompanies(text).companies).toEqual(companies),
  );

  it.each([
    ['张三五金 张三 13800138000\n李四机械 0571-88888888', ['张三五金', '李四机械']],
    ['公司：张三五金，联系人：张三，电话：138-0013-8000', ['张三五金']],
    ['张三五金有限公司（张经理 13812345678），李四机械厂', ['张三五金有限公司', '李四机械厂']],
    ['张三五金 联系人张三 微信 zs123', ['张三五金']],
    [
      '序号\t公司名称\t联系人\t电话\n1\t张三五金制品有限公司\t张三\t13800138000\n2\t永兴\t李四\t13900139000',
      ['张三五金制品有限公司', '永兴'],
    ],
  ])('with people and numbers beside them, which are left out: %j', (text, companies) =>
    expect(readCompanies(text).companies).toEqual(companies),
  );

  it('a part of the name in brackets stays, in wide brackets', () => {
    expect(readCompanies('李四机械(深圳)有限公司').companies).toEqual(['李四机械（深圳）有限公司']);
  });

  it('the same company twice is one, however it is written', () => {
    expect(readCompanies('张三五金\n张三 五金、張三\n张三五金 \nＡＣＭＥ\nacme').companies).toEqual([
      '张三五金',
      '張三',
      'ACME',
    ]);
  });

  it.each([
    '邀请供应商',
    '我想邀请几家新供应商',
    '邀请五十家供应商',
    '邀请供应商，一共五十家，名单晚点发你',
    '怎么邀请供应商？',
    '邀请供应商要多久',
    '邀请他们',
    'please invite suppliers',
    'how do I invite a supplier?',
    '邀请 K7MQ-2XWD-9FHT',
    '张三五金怎么样了',
    '13800138000',
    '',
  ])('none in: %s', (text) => expect(readCompanies(text).companies).toEqual([]));

  it(`at most ${MOST_COMPANIES} at once; the rest is counted`, () => {
    const text = Array.from({ length: 230 }, (_, index) => `宏达${index}五金厂`).join('\n');
    const { companies, left } = readCompanies(text);
    expect(companies).toHaveLength(MOST_COMPANIES);
    expect(left).toBe(30);
  });
});

describe('what a text with companies in it wants', () => {
  it.each(['邀请张三五金', '帮我邀请一下张三五金和李四机械', 'please invite Acme Tools'])('an invitation: %s', (text) =>
    expect(asksToInvite(text)).toBe(true),
  );

  it.each(['邀请供应商', '张三五金', '催一下张三五金', '给张三五金'])('not an invitation: %s', (text) =>
    expect(asksToInvite(text)).toBe(false),
  );

  it('a list alone is one when most of its names are surely companies', () => {
    expect(readBareList('张三五金\n李四机械\n王五电子厂\n钱七')?.companies).toHaveLength(4);
    expect(readBareList('张三五金')).toBeUndefined();
    expect(readBareList('好的，知道了，谢谢，再见')).toBeUndefined();
    expect(readBareList('会计在找资料\n明天弄\n打款没到')).toBeUndefined();
  });
});

describe('whatever is pasted', () => {
  const surely = ['五金', '机械', '电子', '模具', '轴承厂', '塑胶制品有限公司', '包装'];
  const places = ['永康', '东莞', '宁波', '温岭', '慈溪'];
  const fancy = ['宏达', '永盛', '鑫源', '恒通', '泰兴', '华强', '金鼎'];
  const company = fc
    .tuple(fc.constantFrom(...places), fc.constantFrom(...fancy), fc.constantFrom(...surely))
    .map((parts) => parts.join(''));
  const companies = fc.uniqueArray(company, { minLength: 1, maxLength: 40 });
  const layout = fc.constantFrom<(name: string, index: number) => string>(
    (name) => name,
    (name, index) => `${index + 1}. ${name}`,
    (name, index) => `${index + 1}、${name}`,
    (name, index) => `（${index + 1}）${name}`,
    (name) => `- ${name}`,
    (name) => `  • ${name}  `,
    (name, index) => `${index + 1}\t${name}\t李四\t1380013${String(8000 + index)}`,
    (name, index) => `${name} 1380013${String(8000 + index)}`,
    (name) => `${name}（张经理 0574-88888888）`,
    (name) => `公司名称：${name}，联系人：王小姐`,
  );

  it('a list comes back name by name, in its order, whatever is around the names', () => {
    fc.assert(
      fc.property(companies, layout, fc.constantFrom('\n', '\r\n', '\n\n'), (names, write, separator) => {
        expect(readCompanies(names.map(write).join(separator)).companies).toEqual(names);
      }),
    );
  });

  it('a sentence with them comes back name by name', () => {
    const ways = fc.constantFrom<(names: readonly string[]) => string>(
      (names) => `邀请供应商：${names.join('，')}`,
      (names) => `帮我邀请${names.join('、')}`,
      (names) => `给${names.join('、')}发个邀请`,
      (names) => `邀请下面这几家：\n${names.join('\n')}\n谢谢`,
    );
    fc.assert(
      fc.property(companies, ways, (names, write) => {
        expect(readCompanies(write(names)).companies).toEqual(names);
      }),
    );
  });

  it('is never more than what was asked for: names in one line, of sensible length, each once, without telephone numbers', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.array(company, { maxLength: 5 }),
        (noise, names) => {
          const { companies: found, left } = readCompanies(`${noise}\n${names.join('\n')} 13800138000`);
          expect(left).toBe(0);
          expect(new Set(found.map(companyKey)).size).toBe(found.length);
          for (const name of found) {
            expect(name.length).toBeGreaterThanOrEqual(2);
            expect(name.length).toBeLessThanOrEqual(80);
            expect(name).toBe(name.trim());
            expect(name).not.toMatch(/[\p{Cc}\n]|13800138000/u);
          }
        },
      ),
    );
  });
});
