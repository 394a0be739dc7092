import { describe, expect, test } from 'vitest';
import { invitationOf, listInvitations } from '../../src/desk/invitations.ts';
import { addPurchaser, namedPurchaser, removePurchaser } from '../../src/desk/purchasers.ts';
import type { DeskRequest, Word } from '../../src/dialogue/errand.ts';
import { DAY, type Instant } from '../../src/dialogue/instant.ts';
import type { PersonId } from '../../src/dialogue/person.ts';
import { monday, person } from '../store/sample-conversation.ts';
import { type Stage, setUp, stores, terms } from './stage.ts';

const [li, zhang, wang] = [person('li'), person('zhang'), person('wang')];

const asks = (
  { desk, purchaser }: Stage,
  by: PersonId,
  request: DeskRequest,
  errand = '1',
  now: Instant = monday,
): Promise<Word> => desk.perform(request, { purchaser: purchaser.id, by, errand, now });

const invites = (...companies: string[]): DeskRequest => ({ asks: 'invite', as: 'supplier', companies });

describe.each(stores)('what a purchaser’s person asks of the desk, with the $name store', ({ open }) => {
  test('fifty invitations come with one file; the same errand again makes none', async () => {
    const stage = await setUp(open);
    await stage.claim(li);
    const companies = Array.from({ length: 50 }, (_, index) => `供应商${index}`);
    const first = await asks(stage, li, invites(...companies));
    expect(first).toMatchObject({ tells: 'invited', list: expect.stringMatching(/^[\w-]{22}$/) });
    if (first.tells !== 'invited') throw new Error(first.tells);
    expect(first.invitations.map(({ company }) => company)).toEqual(companies);
    expect(new Set(first.invitations.map(({ code }) => code)).size).toBe(50);
    expect(await asks(stage, li, invites(...companies), '1', monday + DAY / 2)).toEqual(first);
    expect(await asks(stage, li, invites(...companies), '2')).not.toEqual(first);
  });

  test('an errand that a crash cut short makes only what is missing', async () => {
    const stage = await setUp(open);
    await stage.claim(li);
    const before = await stage.invite({ company: '李四标牌', by: li, errand: '1' });
    const word = await asks(stage, li, invites('张三五金', '李四标牌', '张三五金'));
    if (word.tells !== 'invited') throw new Error(word.tells);
    expect(word.invitations).toHaveLength(3);
    expect(word.invitations[1]).toEqual(before);
    const mine = (await listInvitations(stage.shelf, stage.purchaser.id)).filter(({ by }) => by === li);
    expect(mine).toHaveLength(3);
  });

  test('no names make an open invitation, without a file; names too long are cut, blank ones name nobody', async () => {
    const stage = await setUp(open);
    await stage.claim(li);
    const word = await asks(stage, li, invites());
    expect(word).toMatchObject({ tells: 'invited', invitations: [{ uses: 'many', by: li }] });
    expect(word).not.toHaveProperty('list');
    const cut = await asks(stage, li, invites('长'.repeat(100), '  '), '2');
    expect(cut).toMatchObject({ invitations: [{ company: '长'.repeat(80) }] });
  });

  test('only codes of the own purchaser that nobody used are revoked', async () => {
    const stage = await setUp(open);
    const { shelf, random, invite, join } = stage;
    const other = await addPurchaser(shelf, random, terms, monday);
    await stage.claim(li);
    const mine = await invite({ company: '张三五金' });
    const used = await invite({ company: '李四标牌' });
    const theirs = await invite({ company: '王五注塑', purchaser: other.id });
    await join(zhang, used.code);
    const request: DeskRequest = { asks: 'revoke', codes: [mine.code, used.code, theirs.code] };
    for (const errand of ['1', '1']) {
      expect(await asks(stage, li, request, errand)).toEqual({ tells: 'revoked', companies: ['张三五金'], count: 1 });
    }
    expect((await invitationOf(shelf, theirs.code))?.revokedAt).toBeUndefined();
  });

  test('terms are changed; those that cannot be leave everything as it was', async () => {
    const stage = await setUp(open);
    await stage.claim(li);
    const changed = { ...terms, days: 60, accepts: ['small_scale'] };
    const change = { days: 60, accepts: ['small_scale'] } as const;
    expect(
      await asks(stage, li, { asks: 'change_terms', change: { ...change, accepts: [...change.accepts] } }),
    ).toEqual({
      tells: 'terms_kept',
      terms: changed,
    });
    const impossible = { account: '长'.repeat(81) };
    expect(await asks(stage, li, { asks: 'change_terms', change: impossible })).toEqual({
      tells: 'terms_kept',
      terms: changed,
    });
  });

  test('a file of the progress has the same pass for the rest of the day, and another one later', async () => {
    const stage = await setUp(open);
    await stage.claim(li);
    const first = await asks(stage, li, { asks: 'export' });
    expect(first).toMatchObject({ tells: 'file' });
    expect(await asks(stage, li, { asks: 'export' }, '2', monday + DAY / 2)).toEqual(first);
    expect(await asks(stage, li, { asks: 'export' }, '3', monday + 2 * DAY)).not.toEqual(first);
  });

  test('who leaves is out, and their claim code does not bring them back', async () => {
    const stage = await setUp(open);
    const { code } = await stage.invite({ as: 'purchaser' });
    await stage.join(li, code);
    for (const errand of ['1', '1']) {
      expect(await asks(stage, li, { asks: 'leave' }, errand)).toEqual({ tells: 'purchaser_gone' });
    }
    expect((await namedPurchaser(stage.shelf, stage.purchaser.id)).members).toEqual([]);
    expect(await stage.desk.redeem(code, li, monday)).toMatchObject({ why: 'revoked' });
  });

  test('who is not one of its people gets nothing, nor anybody once the purchaser is gone', async () => {
    const stage = await setUp(open);
    await stage.claim(li);
    await stage.join(zhang, (await stage.invite()).code);
    const all: DeskRequest[] = [
      invites('x'),
      { asks: 'invite', as: 'purchaser', companies: [] },
      { asks: 'change_terms', change: { days: 1 } },
      { asks: 'export' },
    ];
    for (const request of all) {
      for (const who of [zhang, wang]) expect(await asks(stage, who, request)).toEqual({ tells: 'purchaser_gone' });
    }
    expect((await namedPurchaser(stage.shelf, stage.purchaser.id)).terms).toEqual(terms);
    await removePurchaser(stage.shelf, stage.purchaser.id, monday);
    for (const request of all) expect(await asks(stage, li, request)).toEqual({ tells: 'purchaser_gone' });
  });
});

describe.each(stores)('what a supplier asks of the desk, with the $name store', ({ open }) => {
  const colleague: DeskRequest = { asks: 'invite', as: 'colleague', companies: [] };

  test('a code for a colleague, who joins the lead’s company whoever asks', async () => {
    const stage = await setUp(open);
    await stage.join(zhang, (await stage.invite()).code);
    const word = await asks(stage, zhang, colleague);
    expect(word).toMatchObject({ tells: 'invited', invitations: [{ as: 'colleague', lead: zhang, uses: 'one' }] });
    if (word.tells !== 'invited') throw new Error(word.tells);
    await stage.join(wang, word.invitations[0]?.code ?? '');
    expect(await asks(stage, wang, colleague)).toMatchObject({ invitations: [{ lead: zhang, by: wang }] });
  });

  test('nothing for who is no supplier; a supplier revokes only codes of their own', async () => {
    const stage = await setUp(open);
    expect(await asks(stage, wang, colleague)).toEqual({ tells: 'purchaser_gone' });
    await stage.join(zhang, (await stage.invite()).code);
    const own = await stage.invite({ as: 'colleague', lead: zhang, by: zhang });
    const other = await stage.invite({ company: '李四标牌' });
    expect(await asks(stage, zhang, { asks: 'revoke', codes: [own.code, other.code] })).toMatchObject({ count: 1 });
  });
});
