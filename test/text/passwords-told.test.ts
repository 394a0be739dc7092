import { describe, expect, test } from 'vitest';
import { guard } from '../../src/text/secrets/secrets.ts';

describe('a password', () => {
  test.each([
    '秘码是abc12345',
    '蜜码：Yongsheng88',
    '密碼係Abc123456',
    'abc123456是密码',
    'Abc@2024 这是我的登录密码',
    'wz_2019ok 就是密码',
    '账号 dgys88 密码 qwe123!',
  ])('is found in %j', (text) => {
    const { kinds, masked } = guard(text);
    expect(kinds).toEqual(['password']);
    expect(guard(masked)).toEqual({ masked, kinds: [] });
  });

  test.each([
    '密码忘了怎么办',
    '密码8-20位',
    '会员名 dgys88 是我们公司的',
    'dgys88 密码忘了',
    '登录密码怎么设',
    'dgys1688 是会员名',
  ])('is not seen in %j', (text) => {
    expect(guard(text).kinds).toEqual([]);
  });
});
