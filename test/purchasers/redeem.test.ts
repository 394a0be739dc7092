import { describe, expect, test } from 'vitest';
import { DAY, MINUTE } from '../../src/dialogue/model/instant.ts';
import { invitationOf, revokeInvitation } from '../../src/purchasers/invitations.ts';
import {
  addPurchaser,
  changeTerms,
  leavePurchaser,
  namedPurchaser,
  removePurchaser,
} from '../../src/purchasers/registry.ts';
import { monday, person, sampleConversation } from '../store/sample-conversation.ts';
import { setUp, stores, terms } from './stage.ts';

const [li, zhang, wang] = [person('li'), person('zhang'), person('wang')];

describe.each(stores)('a claim code, with the $name store', ({ open }) => {
  test('makes one person one of the purchaser’s people, however often they send it, and nobody else', async () => {
    const { invite, purchasers, documents, purchaser } = await setUp(open);
    const { code } = await invite({ as: 'purchaser' });
    for (const at of [monday, monday + 30 * DAY]) {
      expect(await purchasers.redeem(code, li, at)).toMatchObject({
        type: 'purchaser',
        code,
        purchaser: { members: [li] },
      });
    }
    expect(await purchasers.redeem(code, wang, monday)).toEqual({
      type: 'refused',
      why: 'used',
      company: terms.company,
    });
    expect((await namedPurchaser(documents, purchaser.id)).members).toEqual([li]);
  });

  test('of twenty who send it at the same time makes one', async () => {
    const { invite, purchasers, documents, purchaser } = await setUp(open);
    const { code } = await invite({ as: 'purchaser' });
    const people = Array.from({ length: 20 }, (_, index) => person(`u${index}`));
    const made = await Promise.all(people.map((one) => purchasers.redeem(code, one, monday)));
    expect(made.filter(({ type }) => type === 'purchaser')).toHaveLength(1);
    expect((await namedPurchaser(documents, purchaser.id)).members).toHaveLength(1);
  });

  test('finishes what a crash interrupted between taking it up and joining', async () => {
    const { invite, purchasers, documents, purchaser } = await setUp(open);
    const { code } = await invite({ as: 'purchaser' });
    await purchasers.redeem(code, li, monday);
    await leavePurchaser(documents, purchaser.id, li);
    expect(await purchasers.redeem(code, li, monday)).toMatchObject({ purchaser: { members: [li] } });
  });

  test('stays good for a colleague when one who is there already tries it', async () => {
    const { invite, claim, purchasers } = await setUp(open);
    await claim(li);
    const { code } = await invite({ as: 'purchaser' });
    expect(await purchasers.redeem(code, li, monday)).toMatchObject({ type: 'purchaser' });
    expect(await purchasers.redeem(code, wang, monday)).toMatchObject({ purchaser: { members: [li, wang] } });
  });

  test('of another purchaser takes them over to it', async () => {
    const { claim, documents, random, purchaser } = await setUp(open);
    const other = await addPurchaser(documents, random, { ...terms, company: '宏达' }, monday);
    await claim(li);
    await claim(li, other);
    expect((await namedPurchaser(documents, purchaser.id)).members).toEqual([]);
    expect((await namedPurchaser(documents, other.id)).members).toEqual([li]);
  });
});

describe.each(stores)('a supplier’s code, with the $name store', ({ open }) => {
  test('makes them a supplier on the purchaser’s terms as they are now', async () => {
    const { invite, purchasers, documents, purchaser } = await setUp(open);
    const { code } = await invite({ company: '张三五金' });
    const changed = await changeTerms(documents, purchaser.id, { days: 60 });
    expect(await purchasers.redeem(code, zhang, monday + DAY)).toEqual({
      type: 'supplier',
      membership: {
        purchaser: purchaser.id,
        code,
        terms: changed?.terms,
        company: '张三五金',
        at: monday + DAY,
      },
    });
  });

  test('for one is of the first who sends it; an open one is for all', async () => {
    const { invite, join, purchasers } = await setUp(open);
    const [one, many] = [await invite({ company: '张三五金' }), await invite()];
    await join(zhang, one.code);
    expect(await purchasers.redeem(one.code, wang, monday)).toMatchObject({ type: 'refused', why: 'used' });
    for (const who of [wang, li]) expect(await join(who, many.code)).toMatchObject({ type: 'supplier' });
  });

  test.each(['k7mq', 'spaces', 'full width'])('is read however it is written: %s', async (way) => {
    const { invite, purchasers } = await setUp(open);
    const { code } = await invite();
    const written =
      way === 'k7mq'
        ? code.toLowerCase().replaceAll('-', '')
        : way === 'spaces'
          ? ` ${code.replaceAll('-', ' ')} `
          : code.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
    expect(await purchasers.redeem(written, zhang, monday)).toMatchObject({ type: 'supplier' });
  });

  test('is refused once expired, revoked or withdrawn, naming the purchaser; who joined before is not turned away', async () => {
    const { invite, join, purchasers, documents, purchaser } = await setUp(open);
    const [used, free, open_] = [
      await invite({ company: '张三五金' }),
      await invite({ company: '李四标牌' }),
      await invite(),
    ];
    await join(zhang, used.code);
    expect(await purchasers.redeem(free.code, wang, monday + 60 * DAY)).toEqual({
      type: 'refused',
      why: 'expired',
      company: terms.company,
    });
    expect(await purchasers.redeem(used.code, zhang, monday + 90 * DAY)).toMatchObject({ type: 'supplier' });
    await revokeInvitation(documents, free.code, monday);
    expect(await purchasers.redeem(free.code, wang, monday)).toMatchObject({ why: 'revoked' });
    await removePurchaser(documents, purchaser.id, monday);
    expect(await purchasers.redeem(open_.code, wang, monday)).toMatchObject({
      why: 'withdrawn',
      company: terms.company,
    });
  });

  test('is left for others when somebody sends it who has a purchaser already', async () => {
    const { invite, join, documents, random } = await setUp(open);
    const other = await addPurchaser(documents, random, { ...terms, company: '宏达' }, monday);
    await join(zhang, (await invite()).code);
    const { code } = await invite({ purchaser: other.id, company: '王五注塑' });
    expect(await join(zhang, code)).toMatchObject({ type: 'supplier', membership: { purchaser: other.id } });
    expect((await invitationOf(documents, code))?.usedBy).toBeUndefined();
  });

  test('does not make a supplier of whoever works for a purchaser, this one or another', async () => {
    const { invite, claim, purchasers, documents, random } = await setUp(open);
    const other = await addPurchaser(documents, random, { ...terms, company: '宏达' }, monday);
    await claim(li);
    await claim(wang, other);
    const { code } = await invite({ company: '张三五金' });
    expect(await purchasers.redeem(code, li, monday)).toEqual({ type: 'refused', why: 'own', company: terms.company });
    expect(await purchasers.redeem(code, wang, monday)).toEqual({ type: 'refused', why: 'own', company: '宏达' });
    expect(await purchasers.redeem(code, zhang, monday)).toMatchObject({ type: 'supplier' });
  });

  test('is no claim code: sending it gives nobody a purchaser’s book', async () => {
    const { invite, join, documents, purchaser } = await setUp(open);
    await join(zhang, (await invite()).code);
    expect((await namedPurchaser(documents, purchaser.id)).members).toEqual([]);
  });
});

describe.each(stores)('a colleague’s code, with the $name store', ({ open }) => {
  test('brings them into the company of whoever leads it, for one person', async () => {
    const { invite, join, purchasers } = await setUp(open);
    await join(zhang, (await invite({ company: '张三五金' })).code);
    const { code } = await invite({ as: 'colleague', lead: zhang });
    expect(await join(wang, code)).toMatchObject({
      type: 'colleague',
      membership: { company: '张三五金', terms },
      summary: { person: zhang },
    });
    expect(await purchasers.redeem(code, li, monday)).toMatchObject({ why: 'used' });
    expect(await purchasers.redeem(code, wang, monday)).toMatchObject({ type: 'colleague' });
  });

  test('follows the company to a new lead, and is withdrawn when the company left the purchaser', async () => {
    const { invite, join, keep, purchasers, store } = await setUp(open);
    await join(zhang, (await invite()).code);
    const { code } = await invite({ as: 'colleague', lead: zhang });
    const saved = (await store.load(zhang))?.conversation ?? sampleConversation(zhang);
    await keep({ ...saved, id: wang, company: { lead: wang, people: [wang, zhang] } });
    await keep({ ...saved, company: { lead: wang, people: [wang, zhang] } });
    expect(await purchasers.redeem(code, li, monday)).toMatchObject({ type: 'colleague', summary: { person: wang } });
    await keep(sampleConversation(wang));
    expect(await purchasers.redeem(code, li, monday)).toMatchObject({ why: 'withdrawn' });
    await store.remove(zhang);
    expect(await purchasers.redeem(code, li, monday)).toMatchObject({ why: 'withdrawn' });
  });
});

describe.each(stores)('wrong codes, with the $name store', ({ open }) => {
  test('ten different ones within ten minutes, and no more are looked at until they are past', async () => {
    const { invite, purchasers } = await setUp(open);
    const { code } = await invite();
    const guess = (index: number) => `0000-0000-00A${index % 10}`;
    for (let index = 0; index < 10; index += 1) {
      expect(await purchasers.redeem(guess(index), zhang, monday + index)).toEqual({ type: 'refused', why: 'unknown' });
    }
    expect(await purchasers.redeem(code, zhang, monday + MINUTE)).toEqual({ type: 'refused', why: 'too_many_tries' });
    expect(await purchasers.redeem(code, wang, monday + MINUTE)).toMatchObject({ type: 'supplier' });
    expect(await purchasers.redeem(code, zhang, monday + 10 * MINUTE)).toMatchObject({ type: 'supplier' });
  });

  test('a hundred from one network, however many people seem to try them, and nobody else is bothered', async () => {
    const { invite, purchasers } = await setUp(open);
    const { code } = await invite();
    const [network, other] = ['203.0.113.7', '2001:db8:1:2'];
    for (let index = 0; index < 100; index += 1) {
      const guess = `0000-0000-A${String(index).padStart(3, '0')}`;
      const visitor = person(`visitor${index}`);
      expect(await purchasers.redeem(guess, visitor, monday, network)).toEqual({ type: 'refused', why: 'unknown' });
    }
    expect(await purchasers.redeem(code, zhang, monday, network)).toEqual({ type: 'refused', why: 'too_many_tries' });
    expect(await purchasers.redeem(code, zhang, monday, other)).toMatchObject({ type: 'supplier' });
    expect(await purchasers.redeem(code, wang, monday)).toMatchObject({ type: 'supplier' });
    expect(await purchasers.redeem(code, li, monday + 10 * MINUTE, network)).toMatchObject({ type: 'supplier' });
  });

  test('the same one again and again is one: a message delivered twice is no guess', async () => {
    const { purchasers } = await setUp(open);
    for (let index = 0; index < 20; index += 1) {
      expect(await purchasers.redeem('0000-0000-00A0', zhang, monday)).toMatchObject({ why: 'unknown' });
    }
  });
});
