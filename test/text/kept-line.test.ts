import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keptLine } from '../../src/text/secrets/kept-line.ts';

describe('a line that is kept because nobody understood it', () => {
  test.each([
    ['我叫王小明，怎么弄', '***,怎么弄'],
    ['我是李建国 手机13812345678', '*** 手机***'],
    ['住宁波市北仑区明州路88号3栋', /^住?\*\*\*$/],
    ['我的身份证是三三零二零三一九八八', '我的身份证是***'],
    ['号码 1 3 8 1 2 3', '号码 ***'],
    ['卡号尾号 8800', '卡号尾号 ***'],
    ['my name is Wang Wei, help', /^\*\*\*/],
  ])('%j keeps nobody in it', (line, kept) => {
    if (typeof kept === 'string') expect(keptLine(line)).toBe(kept);
    else expect(keptLine(line)).toMatch(kept);
  });

  test.each(['1688 上那个按钮是灰的', '我是做紧固件的 能入驻不', '打 95188 没人接', '账期30天能改吗'])(
    '%s stays readable',
    (line) => {
      expect(keptLine(line)).toBe(line);
    },
  );

  test('has no three digits in a row, whatever stood between them', () => {
    const part = fc.constantFrom('1', '8', '号', ' ', '-', '一', '我叫', '路', 'a', '0', '.');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        expect(keptLine(parts.join('')).replace(/1688|110|500/gu, '')).not.toMatch(/\d{3}/u);
      }),
    );
  });
});
