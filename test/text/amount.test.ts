import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean } from '../../src/text/normalise.ts';
import { findAmounts, readAmount } from '../../src/text/numbers/amount.ts';
import { readNumeral } from '../../src/text/numbers/numerals.ts';

const read = (text: string) => {
  const amount = readAmount(clean(text));
  return amount === undefined ? undefined : [amount.fen, amount.unit];
};

describe('a deposit amount is read in every writing', () => {
  test.each([
    '0.37',
    '.37',
    '0。37',
    '¥0.37',
    '￥0.37',
    '0.37元',
    '0.37 yuan',
    '三毛七',
    '三角七分',
    '3毛7',
    '3毛7分',
    '37分',
    '三十七分钱',
    '零点三七',
    '零点三七元',
    '０．３７',
    '0,37',
    '0块3毛7',
    '到了0.37',
    '收到三毛七',
    '钱到账了 0.37',
    '我看到一笔0.37的',
    'received 0.37 yuan',
    '37 fen',
  ])('%s is 37 fen', (text) => {
    expect(read(text)).toEqual([37, 'stated']);
  });

  test.each([
    ['四毛五', 45],
    ['两毛八', 28],
    ['零点一九', 19],
    ['三毛', 30],
    ['0.5', 50],
    ['5分', 5],
    ['三角零七分', 37],
    ['1.00', 100],
    ['1块2', 120],
    ['1元', 100],
    ['0.83', 83],
    ['八分钱', 8],
  ])('%s is %i fen', (text, fen) => {
    expect(read(text)).toEqual([fen, 'stated']);
  });

  test.each([['37'], ['三十七'], [' 37。']])('a bare %s is taken for fen, the unit guessed', (text) => {
    expect(read(text)).toEqual([37, 'guessed']);
  });

  test.each([
    '',
    '1688',
    '5000',
    '下午两点十七分',
    '10点半',
    '30天还是60天',
    '13个点的票',
    '13%',
    '一分钱都没见',
    '一块钱那个没收到',
    '一块钱以内的那笔',
    '2024.05.13',
    '三分之一',
    '今天到了吗',
    'v1.2.3',
  ])('%s names no amount', (text) => {
    expect(read(text)).toBeUndefined();
  });

  test('of several the first that can be a deposit is taken', () => {
    expect(read('给了5000元定金，验证那笔是0.37元')).toEqual([37, 'stated']);
  });

  test('every amount is read back from each of its writings', () => {
    const digits = '零一二三四五六七八九';
    const cn = (digit: number) => digits[digit] ?? '';
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), (fen) => {
        const jiao = Math.floor(fen / 10);
        const rest = fen % 10;
        const decimal = (fen / 100).toFixed(2);
        const writings = [
          decimal,
          decimal.slice(1),
          `${decimal}元`,
          `¥${decimal}`,
          `${fen}分`,
          `零点${cn(jiao)}${cn(rest)}`,
        ];
        if (jiao > 0 && rest > 0)
          writings.push(`${cn(jiao)}毛${cn(rest)}`, `${cn(jiao)}角${cn(rest)}分`, `${jiao}毛${rest}`);
        for (const writing of writings) {
          expect([writing, readAmount(writing)?.fen]).toEqual([writing, fen]);
          expect([writing, readAmount(`收到了 ${writing}`)?.fen]).toEqual([writing, fen]);
        }
      }),
    );
  });

  test('amounts lie in the text, in order, without overlap, whatever the text', () => {
    const pieces = fc.constantFrom(...'0123456789.,。点毛角分块元¥零一二三十百万钱 a');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        let end = 0;
        for (const amount of findAmounts(text)) {
          expect(amount.start).toBeGreaterThanOrEqual(end);
          expect(amount.end).toBeGreaterThan(amount.start);
          expect(Number.isFinite(amount.fen)).toBe(true);
          end = amount.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('numerals', () => {
  test.each([
    ['三十七', 37],
    ['十', 10],
    ['一百零八', 108],
    ['五百万', 5_000_000],
    ['500万', 5_000_000],
    ['5百万', 5_000_000],
    ['伍佰万', 5_000_000],
    ['5,000,000', 5_000_000],
    ['二〇二六', 2026],
    ['幺六八八', 1688],
    ['两', 2],
    ['一亿二千万', 120_000_000],
    ['30', 30],
  ])('%s is %i', (text, value) => {
    expect(readNumeral(text)).toBe(value);
  });
  test.each([['', 'abc', '万', '三x', '一二三四五六七八九十一二三四五六七']].flat())('%j is no numeral', (text) => {
    expect(readNumeral(text)).toBeUndefined();
  });
});
