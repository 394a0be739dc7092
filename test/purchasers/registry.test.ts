import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/dialogue/model/instant.ts';
import { InvitationCode } from '../../src/dialogue/model/programme/invitation.ts';
import { invitationOf, makeInvitation, revokeInvitation } from '../../src/purchasers/invitations.ts';
import {
  addPurchaser,
  changeTerms,
  joinPurchaser,
  leavePurchaser,
  listPurchasers,
  namedPurchaser,
  removePurchaser,
} from '../../src/purchasers/registry.ts';
import { monday, person } from '../store/sample-conversation.ts';
import { setUp, stores, terms } from './stage.ts';

describe.each(stores)('purchasers in the $name store', ({ open }) => {
  test('are listed in the order they were named, with the terms they were given', async () => {
    const { documents, random, purchaser } = await setUp(open);
    const second = await addPurchaser(
      documents,
      random,
      { ...terms, company: '宏达', accepts: ['small_scale'] },
      monday + HOUR,
    );
    expect(await listPurchasers(documents)).toEqual([purchaser, second]);
    expect(await namedPurchaser(documents, ` ${second.id.toUpperCase()} `)).toEqual(second);
  });

  test('are refused with terms that cannot be, naming what is wrong', async () => {
    const { documents, random, purchaser } = await setUp(open);
    await expect(addPurchaser(documents, random, { ...terms, company: '', days: 0 }, monday)).rejects.toMatchObject({
      code: 'bad_terms',
      message: expect.stringMatching(/company.*days/),
    });
    await expect(changeTerms(documents, purchaser.id, { credit: -1 })).rejects.toMatchObject({ code: 'bad_terms' });
    expect(await listPurchasers(documents)).toEqual([purchaser]);
  });

  test('change only the terms that are named', async () => {
    const { documents, purchaser } = await setUp(open);
    const changed = await changeTerms(documents, purchaser.id, { days: 60, account: undefined });
    expect(changed?.terms).toEqual({ ...terms, days: 60 });
  });

  test('lose nobody when twenty people join at once', async () => {
    const { documents, purchaser } = await setUp(open);
    const people = Array.from({ length: 20 }, (_, index) => person(`u${index}`));
    await Promise.all(people.map((one) => joinPurchaser(documents, purchaser.id, one)));
    const joined = await namedPurchaser(documents, purchaser.id);
    expect(joined.members.toSorted()).toEqual(people.toSorted());
    await Promise.all(people.slice(1).map((one) => leavePurchaser(documents, purchaser.id, one)));
    expect((await namedPurchaser(documents, purchaser.id)).members).toEqual(people.slice(0, 1));
  });

  test('that were removed can be worked with no more, and are listed all the same', async () => {
    const { documents, purchasers, purchaser } = await setUp(open);
    await removePurchaser(documents, purchaser.id, monday + DAY);
    expect(await listPurchasers(documents)).toMatchObject([{ removedAt: monday + DAY }]);
    expect(await purchasers.snapshot(purchaser.id)).toBeUndefined();
    expect(await removePurchaser(documents, purchaser.id, monday + 2 * DAY)).toMatchObject({ removedAt: monday + DAY });
    await expect(namedPurchaser(documents, purchaser.id)).rejects.toMatchObject({ code: 'purchaser_removed' });
    await expect(namedPurchaser(documents, 'pnobody000')).rejects.toMatchObject({ code: 'purchaser_unknown' });
  });
});

describe.each(stores)('invitations in the $name store', ({ open }) => {
  test('are good for two months, two weeks or a week, by what they are for', async () => {
    const { invite } = await setUp(open);
    const days = async (as: 'supplier' | 'colleague' | 'purchaser') =>
      ((await invite({ as })).expiresAt - monday) / DAY;
    expect([await days('supplier'), await days('colleague'), await days('purchaser')]).toEqual([60, 14, 7]);
  });

  test('are open to many only when no company is named', async () => {
    const { invite } = await setUp(open);
    expect(await invite()).toMatchObject({ uses: 'many' });
    expect(await invite({ company: ' 张三\n五金  厂 ' })).toMatchObject({ uses: 'one', company: '张三 五金 厂' });
    expect(await invite({ as: 'colleague' })).toMatchObject({ uses: 'one' });
    await expect(invite({ company: '长'.repeat(81) })).rejects.toMatchObject({ code: 'bad_company' });
  });

  test('draw another code when theirs is taken', async () => {
    const { documents, purchaser, purchasers } = await setUp(open);
    const draws = [1, 1, 2].map((seed) => Uint8Array.from({ length: 12 }, (_, index) => index + seed));
    const wish = { purchaser: purchaser.id, as: 'supplier' } as const;
    const scripted = () => draws.shift() ?? Uint8Array.of();
    const first = await makeInvitation(documents, scripted, wish, monday);
    const second = await makeInvitation(documents, scripted, wish, monday);
    expect(second.code).not.toBe(first.code);
    expect((await purchasers.snapshot(purchaser.id))?.invitations).toHaveLength(2);
  });

  test('that were used cannot be revoked; revoking twice is revoking once', async () => {
    const { invite, join, documents } = await setUp(open);
    const [used, free] = [await invite({ company: '张三五金' }), await invite({ company: '李四标牌' })];
    await join(person('zhang'), used.code);
    expect((await revokeInvitation(documents, used.code, monday))?.revokedAt).toBeUndefined();
    await revokeInvitation(documents, free.code, monday);
    await revokeInvitation(documents, free.code, monday + DAY);
    expect(await invitationOf(documents, free.code)).toMatchObject({ revokedAt: monday });
    expect(await revokeInvitation(documents, InvitationCode.parse('0000-0000-000A'), monday)).toBeUndefined();
  });
});
