import { describe, expect, it } from 'vitest';
import { readTermsChange } from '../../src/text/terms-change.ts';

describe('what somebody wants changed of the terms', () => {
  it.each([
    ['额度改成三百万', { credit: 3_000_000 }],
    ['额度改为5,000,000元', { credit: 5_000_000 }],
    ['改成300万', { credit: 3_000_000 }],
    ['set credit to 3 million', { credit: 3_000_000 }],
    ['账期60天', { days: 60 }],
    ['结算天数改为45', { days: 45 }],
    ['月结两个月', { days: 60 }],
    ['账期改成一个半月', { days: 45 }],
    ['settlement 60 days', { days: 60 }],
    ['主账号是hengfeng采购', { account: 'hengfeng采购' }],
    ['main account is hengfeng_buyer', { account: 'hengfeng_buyer' }],
    ['额度300万，账期60天', { credit: 3_000_000, days: 60 }],
    ['主账号改成恒丰采购2026，额度五百万', { account: '恒丰采购2026', credit: 5_000_000 }],
  ])('%s', (text, wish) => expect(readTermsChange(text)).toEqual({ ...wish, unclear: [] }));

  it.each([
    ['接受小规模', { small_scale: true }],
    ['小规模的我们也收', { small_scale: true }],
    ['不接受小规模了', { small_scale: false }],
    ['accept small-scale taxpayers', { small_scale: true }],
    ['1个点的票也可以', { other_rates: true }],
    ['接受其他税率', { other_rates: true }],
    ['只收13%的票', { other_rates: false }],
    ['没有开户许可证的也接受', { no_account_permit: true }],
    ['不需要开户许可证', { no_account_permit: true }],
    ['必须要开户许可证', { no_account_permit: false }],
    ['不接受没有许可证的', { no_account_permit: false }],
    ['不再接受小规模，接受无开户许可证', { small_scale: false, no_account_permit: true }],
  ])('%s', (text, accepts) => expect(readTermsChange(text)).toEqual({ accepts, unclear: [] }));

  it.each([
    ['额度改成300', ['credit']],
    ['账期改成800天', ['days']],
  ])('what cannot be meant as it stands is named: %s', (text, unclear) =>
    expect(readTermsChange(text)).toEqual({ unclear }),
  );

  it.each(['我们的设置', '账期多少天', '我们的额度是多少', '接受小规模吗', '看下我们的条件', ''])(
    'nothing: %s',
    (text) => expect(readTermsChange(text)).toEqual({ unclear: [] }),
  );
});
