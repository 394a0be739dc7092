import { expect, it } from 'vitest';
import type { Looked } from '../../src/desk/look.ts';
import { invitationLook } from '../../src/parts/invitation-look.ts';

const seen = (state: Exclude<Looked['state'], 'unknown'>, as: 'supplier' | 'colleague' | 'purchaser'): Looked => ({
  state,
  as,
  company: '某某采购',
  invited: '某某五金',
});
const told = (looked: Looked) =>
  invitationLook(
    async () => looked,
    () => 1,
  )('K7MQ-2XWD-9FHT', undefined);

it('passes on of a good invitation what strangers may see', async () => {
  expect(await told(seen('good', 'supplier'))).toEqual({
    ...{ state: 'good', as: 'supplier', company: '某某采购', invited: '某某五金' },
  });
});

it('passes on nothing but the reason of one that cannot be used, and no company of a claim code', async () => {
  expect(await told(seen('expired', 'supplier'))).toEqual({ state: 'expired' });
  expect(await told({ state: 'unknown' })).toEqual({ state: 'unknown' });
  expect(await told(seen('good', 'purchaser'))).toEqual({ state: 'good', as: 'purchaser' });
});
