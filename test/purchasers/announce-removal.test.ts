import { describe, expect, test } from 'vitest';
import { DAY, MINUTE } from '../../src/dialogue/model/instant.ts';
import { announceRemoval } from '../../src/purchasers/announce-removal.ts';
import { addPurchaser, removePurchaser } from '../../src/purchasers/registry.ts';
import { monday, person } from '../store/sample-conversation.ts';
import { setUp, stores, terms } from './stage.ts';

const [li, zhang, wang, sun] = [person('li'), person('zhang'), person('wang'), person('sun')];

describe.each(stores)('a purchaser is removed, with the $name store', ({ open }) => {
  test('its people, its suppliers and their colleagues wake up to ask about it, once; nobody else does', async () => {
    const { store, documents, random, purchasers, purchaser, invite, join, claim, keep } = await setUp(open);
    const other = await addPurchaser(documents, random, { ...terms, company: '宏达' }, monday);
    await claim(li);
    await join(zhang, (await invite()).code);
    await join(wang, (await invite({ as: 'colleague', lead: zhang })).code);
    const lead = (await store.load(zhang))?.conversation;
    if (lead) await keep({ ...lead, company: { lead: zhang, people: [zhang, wang] } });
    await join(sun, (await invite({ purchaser: other.id })).code);

    const removed = await removePurchaser(documents, purchaser.id, monday + DAY);
    expect(await announceRemoval(store, removed, monday + DAY)).toBe(3);
    expect(await announceRemoval(store, removed, monday + DAY)).toBe(0);
    expect([...(await store.due(monday + DAY + MINUTE, 10))].sort()).toEqual([li, wang, zhang].sort());

    for (const one of [li, zhang, wang]) {
      const [errand] = (await store.load(one))?.conversation.effects ?? [];
      if (errand?.task.type !== 'desk') throw new Error('no errand for the desk');
      const asker = { purchaser: errand.task.purchaser, by: one, effect: 'e', now: monday + DAY };
      expect(await purchasers.handleRequest(errand.task.request, asker)).toEqual({ type: 'purchaser_gone' });
    }
  });
});
