import { expect, it } from 'vitest';
import { invitationLook } from '../../src/app/web/invitation-status.ts';
import type { InspectedInvitation } from '../../src/purchasers/inspect-invitation.ts';

const seen = (
  type: Exclude<InspectedInvitation['type'], 'unknown'>,
  as: 'supplier' | 'colleague' | 'purchaser',
): InspectedInvitation => ({
  type,
  as,
  company: '某某采购',
  invited: '某某五金',
});
const told = (looked: InspectedInvitation) =>
  invitationLook(
    async () => looked,
    () => 1,
  )('K7MQ-2XWD-9FHT', undefined);

it('passes on of a good invitation what strangers may see', async () => {
  expect(await told(seen('good', 'supplier'))).toEqual({
    ...{ type: 'good', as: 'supplier', company: '某某采购', invited: '某某五金' },
  });
});

it('passes on nothing but the reason of one that cannot be used, and no company of a claim code', async () => {
  expect(await told(seen('expired', 'supplier'))).toEqual({ type: 'expired' });
  expect(await told({ type: 'unknown' })).toEqual({ type: 'unknown' });
  expect(await told(seen('good', 'purchaser'))).toEqual({ type: 'good', as: 'purchaser' });
});
