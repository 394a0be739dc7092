import { describe, expect, test } from 'vitest';
import { DAY } from '../../src/dialogue/model/instant.ts';
import { addPurchaser, removePurchaser } from '../../src/purchasers/registry.ts';
import { monday, person } from '../store/sample-conversation.ts';
import { setUp, stores, terms } from './stage.ts';

const [li, zhang, wang] = [person('li'), person('zhang'), person('wang')];

describe.each(stores)('a purchaser’s book, with the $name store', ({ open }) => {
  test('has its suppliers and what nobody used yet, and nothing of another purchaser', async () => {
    const { documents, random, purchasers, invite, join, claim, purchaser } = await setUp(open);
    const other = await addPurchaser(documents, random, { ...terms, company: '宏达' }, monday);
    await claim(li);
    await join(zhang, (await invite({ company: '张三五金' })).code);
    await join(wang, (await invite({ purchaser: other.id, company: '王五注塑' })).code);
    const free = await invite({ company: '李四标牌' });
    await invite({ as: 'purchaser' });
    await invite({ as: 'colleague', lead: zhang });
    const snapshot = await purchasers.snapshot(purchaser.id);
    expect(snapshot?.purchaser.members).toEqual([li]);
    expect(snapshot?.summaries.map((summary) => [summary.person, summary.membership.company])).toEqual([
      [zhang, '张三五金'],
    ]);
    expect(snapshot?.invitations).toEqual([free]);
    expect((await purchasers.snapshot(other.id))?.summaries.map((summary) => summary.person)).toEqual([wang]);
  });
});

describe.each(stores)('a look at a code, with the $name store', ({ open }) => {
  test('tells who invites whom and uses nothing up', async () => {
    const { purchasers, invite, join, documents, purchaser } = await setUp(open);
    const invitation = await invite({ company: '张三五金' });
    const shown = { as: 'supplier', company: terms.company, invited: '张三五金' };
    expect(await purchasers.inspectInvitation(invitation.code.toLowerCase(), monday)).toMatchObject({
      ...shown,
      type: 'good',
    });
    expect(await purchasers.inspectInvitation(invitation.code, monday + 61 * DAY)).toMatchObject({
      ...shown,
      type: 'expired',
    });
    await join(zhang, invitation.code);
    expect(await purchasers.inspectInvitation(invitation.code, monday)).toMatchObject({ type: 'used' });
    expect(await purchasers.inspectInvitation(invitation.code, monday, zhang)).toMatchObject({ type: 'good' });
    await removePurchaser(documents, purchaser.id, monday);
    expect(await purchasers.inspectInvitation(invitation.code, monday)).toMatchObject({ type: 'withdrawn' });
  });

  test('at what is no code is told nothing', async () => {
    const { purchasers } = await setUp(open);
    for (const written of ['0000-0000-000A', '../../etc', '', 'x'.repeat(5000)]) {
      expect(await purchasers.inspectInvitation(written, monday)).toEqual({ type: 'unknown' });
    }
  });
});
