import { describe, expect, test } from 'vitest';
import type { Notification, PurchaserRequest } from '../../src/dialogue/model/effect.ts';
import { DAY, type Instant } from '../../src/dialogue/model/instant.ts';
import type { PersonId } from '../../src/dialogue/model/person.ts';
import { invitationOf, listInvitations } from '../../src/purchasers/invitations.ts';
import { addPurchaser, namedPurchaser, removePurchaser } from '../../src/purchasers/registry.ts';
import { monday, person } from '../store/sample-conversation.ts';
import { type Stage, setUp, stores, terms } from './stage.ts';

const [li, zhang, wang] = [person('li'), person('zhang'), person('wang')];

const asks = (
  { purchasers, purchaser }: Stage,
  by: PersonId,
  request: PurchaserRequest,
  errand = '1',
  now: Instant = monday,
): Promise<Notification> => purchasers.handleRequest(request, { purchaser: purchaser.id, by, effect: errand, now });

const invites = (...companies: string[]): PurchaserRequest => ({ type: 'invite', as: 'supplier', companies });

describe.each(stores)('what a purchaser’s person asks of the desk, with the $name store', ({ open }) => {
  test('fifty invitations come with one file; the same errand again makes none', async () => {
    const stage = await setUp(open);
    await stage.claim(li);
    const companies = Array.from({ length: 50 }, (_, index) => `供应商${index}`);
    const first = await asks(stage, li, invites(...companies));
    expect(first).toMatchObject({ type: 'invited', list: expect.stringMatching(/^[\w-]{22}$/) });
    if (first.type !== 'invited') throw new Error(first.type);
    expect(first.invitations.map(({ company }) => company)).toEqual(companies);
    expect(new Set(first.invitations.map(({ code }) => code)).size).toBe(50);
    expect(await asks(stage, li, invites(...companies), '1', monday + DAY / 2)).toEqual(first);
    expect(await asks(stage, li, invites(...companies), '2')).not.toEqual(first);
  });

  test('an errand that a crash cut short makes only what is missing', async () => {
    const stage = await setUp(open);
    await stage.claim(li);
    const before = await stage.invite({ company: '李四标牌', by: li, errand: '1' });
    const notification = await asks(stage, li, invites('张三五金', '李四标牌', '张三五金'));
    if (notification.type !== 'invited') throw new Error(notification.type);
    expect(notification.invitations).toHaveLength(3);
    expect(notification.invitations[1]).toEqual(before);
    const mine = (await listInvitations(stage.documents, stage.purchaser.id)).filter(({ by }) => by === li);
    expect(mine).toHaveLength(3);
  });

  test('no names make an open invitation, without a file; names too long are cut, blank ones name nobody', async () => {
    const stage = await setUp(open);
    await stage.claim(li);
    const notification = await asks(stage, li, invites());
    expect(notification).toMatchObject({ type: 'invited', invitations: [{ uses: 'many', by: li }] });
    expect(notification).not.toHaveProperty('list');
    const cut = await asks(stage, li, invites('长'.repeat(100), '  '), '2');
    expect(cut).toMatchObject({ invitations: [{ company: '长'.repeat(80) }] });
  });

  test('only codes of the own purchaser that nobody used are revoked', async () => {
    const stage = await setUp(open);
    const { documents, random, invite, join } = stage;
    const other = await addPurchaser(documents, random, terms, monday);
    await stage.claim(li);
    const mine = await invite({ company: '张三五金' });
    const used = await invite({ company: '李四标牌' });
    const theirs = await invite({ company: '王五注塑', purchaser: other.id });
    await join(zhang, used.code);
    const request: PurchaserRequest = { type: 'revoke', codes: [mine.code, used.code, theirs.code] };
    for (const errand of ['1', '1']) {
      expect(await asks(stage, li, request, errand)).toEqual({ type: 'revoked', companies: ['张三五金'], count: 1 });
    }
    expect((await invitationOf(documents, theirs.code))?.revokedAt).toBeUndefined();
  });

  test('terms are changed; those that cannot be leave everything as it was', async () => {
    const stage = await setUp(open);
    await stage.claim(li);
    const changed = { ...terms, days: 60, accepts: ['small_scale'] };
    const change = { days: 60, accepts: ['small_scale'] } as const;
    expect(
      await asks(stage, li, { type: 'change_terms', change: { ...change, accepts: [...change.accepts] } }),
    ).toEqual({
      type: 'terms_kept',
      terms: changed,
    });
    const impossible = { account: '长'.repeat(81) };
    expect(await asks(stage, li, { type: 'change_terms', change: impossible })).toEqual({
      type: 'terms_kept',
      terms: changed,
    });
  });

  test('a file of the progress has the same pass for the rest of the day, and another one later', async () => {
    const stage = await setUp(open);
    await stage.claim(li);
    const first = await asks(stage, li, { type: 'export' });
    expect(first).toMatchObject({ type: 'file' });
    expect(await asks(stage, li, { type: 'export' }, '2', monday + DAY / 2)).toEqual(first);
    expect(await asks(stage, li, { type: 'export' }, '3', monday + 2 * DAY)).not.toEqual(first);
  });

  test('who leaves is out, and their claim code does not bring them back', async () => {
    const stage = await setUp(open);
    const { code } = await stage.invite({ as: 'purchaser' });
    await stage.join(li, code);
    for (const errand of ['1', '1']) {
      expect(await asks(stage, li, { type: 'leave' }, errand)).toEqual({ type: 'purchaser_gone' });
    }
    expect((await namedPurchaser(stage.documents, stage.purchaser.id)).members).toEqual([]);
    expect(await stage.purchasers.redeem(code, li, monday)).toMatchObject({ why: 'revoked' });
  });

  test('who is not one of its people gets nothing, nor anybody once the purchaser is gone', async () => {
    const stage = await setUp(open);
    await stage.claim(li);
    await stage.join(zhang, (await stage.invite()).code);
    const all: PurchaserRequest[] = [
      invites('x'),
      { type: 'invite', as: 'purchaser', companies: [] },
      { type: 'change_terms', change: { days: 1 } },
      { type: 'export' },
    ];
    for (const request of all) {
      for (const who of [zhang, wang]) expect(await asks(stage, who, request)).toEqual({ type: 'purchaser_gone' });
    }
    expect((await namedPurchaser(stage.documents, stage.purchaser.id)).terms).toEqual(terms);
    await removePurchaser(stage.documents, stage.purchaser.id, monday);
    for (const request of all) expect(await asks(stage, li, request)).toEqual({ type: 'purchaser_gone' });
  });
});

describe.each(stores)('what a supplier asks of the desk, with the $name store', ({ open }) => {
  const colleague: PurchaserRequest = { type: 'invite', as: 'colleague', companies: [] };

  test('a code for a colleague, who joins the lead’s company whoever asks', async () => {
    const stage = await setUp(open);
    await stage.join(zhang, (await stage.invite()).code);
    const notification = await asks(stage, zhang, colleague);
    expect(notification).toMatchObject({
      type: 'invited',
      invitations: [{ as: 'colleague', lead: zhang, uses: 'one' }],
    });
    if (notification.type !== 'invited') throw new Error(notification.type);
    await stage.join(wang, notification.invitations[0]?.code ?? '');
    expect(await asks(stage, wang, colleague)).toMatchObject({ invitations: [{ lead: zhang, by: wang }] });
  });

  test('nothing for who is no supplier; a supplier revokes only codes of their own', async () => {
    const stage = await setUp(open);
    expect(await asks(stage, wang, colleague)).toEqual({ type: 'purchaser_gone' });
    await stage.join(zhang, (await stage.invite()).code);
    const own = await stage.invite({ as: 'colleague', lead: zhang, by: zhang });
    const other = await stage.invite({ company: '李四标牌' });
    expect(await asks(stage, zhang, { type: 'revoke', codes: [own.code, other.code] })).toMatchObject({ count: 1 });
  });
});
