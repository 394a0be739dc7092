import { describe, expect, test } from 'vitest';
import { HOUR } from '../../../src/dialogue/model/instant.ts';
import { listPurchasers, namedPurchaser } from '../../../src/purchasers/registry.ts';
import { openMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { setUp } from '../../purchasers/stage.ts';
import { monday, person } from '../../store/sample-conversation.ts';
import { browserOf, serveDesk, token } from './serve.ts';

const code = /[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}/;

const neverKept = (): never => {
  throw new Error('The stage has a purchaser.');
};

const signedIn = async (...wishes: Parameters<typeof serveDesk>) => {
  const server = await serveDesk(...wishes);
  const operator = browserOf(server);
  await operator.send('/desk/sign-in', { secret: token });
  return { server, operator };
};

test('an edit of the content that was refused stands at the top with its reasons, one that was taken at the end', async () => {
  const { store } = await setUp(openMemoryStore);
  const problems = ['intents/greet.yaml:3: kind: there is none called “fqa”'];
  const refused = await signedIn(store, {
    contentEdit: () => ({ type: 'refused', at: monday, hash: 'abcdef012345', problems }),
  });
  const page = (await refused.operator.look()).body;
  expect(page).toContain('没有采用（abcdef012345）');
  expect(page).toContain('intents/greet.yaml:3');
  const taken = await signedIn(store, { contentEdit: () => ({ type: 'taken', at: monday, hash: 'abcdef012345' }) });
  expect((await taken.operator.look()).body).toContain('已经在用（abcdef012345）');
});

describe('signing in', () => {
  test('shows nothing before, lets in who knows the secret, and out again', async () => {
    const { store } = await setUp(openMemoryStore);
    const server = await serveDesk(store);
    const operator = browserOf(server);
    expect((await operator.look('/desk')).headers.location).toBe('/desk/');
    const before = await operator.look();
    expect(before.statusCode).toBe(200);
    expect(before.body).not.toContain('永盛采购');

    const wrong = await operator.send('/desk/sign-in', { secret: `${token}x` });
    expect([wrong.statusCode, operator.cookie()]).toEqual([401, undefined]);
    expect(wrong.body).toContain('口令不对');

    const letIn = await operator.send('/desk/sign-in', { secret: token });
    expect([letIn.statusCode, letIn.headers.location]).toEqual([303, '/desk/']);
    expect(String(letIn.headers['set-cookie'])).toMatch(/; Path=\/desk; HttpOnly; Secure; SameSite=Strict$/);
    const desk = await operator.look();
    expect(desk.body).toContain('永盛采购');
    expect(desk.headers).toMatchObject({ 'cache-control': 'no-store', 'x-frame-options': 'DENY' });

    const kept = operator.cookie() ?? '';
    await operator.send('/desk/sign-out');
    expect((await operator.look()).body).not.toContain('永盛采购');
    const thief = await server.inject({ url: '/desk/', headers: { cookie: kept } });
    expect(thief.body).not.toContain('永盛采购');
  });

  test('is over after twelve hours', async () => {
    const { store } = await setUp(openMemoryStore);
    let now = monday;
    const { operator } = await signedIn(store, { now: () => now });
    now = monday + 12 * HOUR - 1;
    expect((await operator.look()).body).toContain('永盛采购');
    now = monday + 12 * HOUR;
    expect((await operator.look()).body).not.toContain('永盛采购');
  });

  test('is refused after ten tries, the right secret among them', async () => {
    const { store } = await setUp(openMemoryStore);
    const operator = browserOf(await serveDesk(store));
    for (let index = 0; index < 10; index += 1) {
      expect((await operator.send('/desk/sign-in', { secret: `guess ${index}` })).statusCode).toBe(401);
    }
    const late = await operator.send('/desk/sign-in', { secret: token });
    expect([late.statusCode, operator.cookie()]).toEqual([429, undefined]);
    expect(late.headers['retry-after']).toBeDefined();
  });

  test('guesses from many addresses of one IPv6 /64 are counted as one network', async () => {
    const { store } = await setUp(openMemoryStore);
    const server = await serveDesk(store);
    const statuses: number[] = [];
    for (let index = 1; index <= 11; index += 1) {
      const { statusCode } = await server.inject({
        method: 'POST',
        url: '/desk/sign-in',
        remoteAddress: `2001:db8:1:2::${index}`,
        headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'secret=guess',
      });
      statuses.push(statusCode);
    }
    expect([statuses[0], statuses.at(-1)]).toEqual([401, 429]);
  });

  test('the store holds nothing by which somebody could sign in', async () => {
    const { store, documents } = await setUp(openMemoryStore);
    const { operator } = await signedIn(store);
    const secret = operator.cookie()?.split('=')[1] ?? '';
    const notes = await documents.of('note', '');
    expect(notes).toHaveLength(1);
    expect(JSON.stringify(notes)).not.toContain(secret);
  });
});

describe('a form', () => {
  test('of another site does nothing, signed in or not', async () => {
    const { store, documents, purchaser } = await setUp(openMemoryStore);
    const { operator } = await signedIn(store);
    const response = await operator.send(`/desk/purchasers/${purchaser.id}/remove`, { sure: 'yes' }, 'cross-site');
    expect(response.statusCode).toBe(403);
    expect((await namedPurchaser(documents, purchaser.id)).removedAt).toBeUndefined();
  });

  test('of who is not signed in leads to the sign-in and does nothing', async () => {
    const { store, documents, purchaser } = await setUp(openMemoryStore);
    const stranger = browserOf(await serveDesk(store));
    const response = await stranger.send(`/desk/purchasers/${purchaser.id}/remove`, { sure: 'yes' });
    expect([response.statusCode, response.headers.location]).toEqual([303, '/desk/']);
    expect((await namedPurchaser(documents, purchaser.id)).removedAt).toBeUndefined();
    const file = await stranger.look(`/desk/purchasers/${purchaser.id}/progress.xlsx`);
    expect([file.statusCode, file.headers.location]).toEqual([303, '/desk/']);
  });
});

describe('purchasers', () => {
  const form = { company: '宏达机电', account: 'hongda', credit: '5,000,000', days: '60', accepts: 'small_scale' };

  test('one is added, and its claim code shown once', async () => {
    const { store, purchasers } = await setUp(openMemoryStore);
    const { operator } = await signedIn(store);
    expect((await operator.send('/desk/purchasers', form)).statusCode).toBe(303);
    const shown = (await operator.look()).body;
    expect(shown).toContain('宏达机电在入驻助手里开通好了');
    const claim = code.exec(shown)?.[0] ?? '';
    expect((await operator.look()).body).not.toContain(claim);
    const redeemed = await purchasers.redeem(claim, person('li'), monday);
    expect(redeemed).toMatchObject({
      type: 'purchaser',
      purchaser: { terms: { credit: 5_000_000, days: 60, accepts: ['small_scale'] } },
    });
  });

  test('a mistake is shown with what was filled in, and nothing is added', async () => {
    const { store } = await setUp(openMemoryStore);
    const { operator } = await signedIn(store);
    for (const wrong of [{ ...form, days: '0' }, { ...form, account: ' ' }, { ...form, credit: 'viel' }, {}]) {
      const response = await operator.send('/desk/purchasers', wrong);
      expect(response.statusCode).toBe(422);
      expect(response.body).toContain('没添加');
      if ('company' in wrong) expect(response.body).toContain('value="宏达机电"');
    }
  });

  test('a name is shown as it is, and never as HTML', async () => {
    const { store } = await setUp(openMemoryStore);
    const { operator } = await signedIn(store);
    await operator.send('/desk/purchasers', { ...form, company: '<script>alert(1)</script>' });
    const { body } = await operator.look();
    expect(body).not.toContain('<script>');
    expect(body).toContain('＜script＞alert(1)＜/script＞');
  });

  test('a name that was kept before names were made plain is shown as it is, and never as HTML', async () => {
    const { store, documents } = await setUp(openMemoryStore);
    const kept = await documents.get('purchaser', (await listPurchasers(documents))[0]?.id ?? '');
    const terms = { ...(kept?.document.terms ?? neverKept()), company: '<script>alert(1)</script>' };
    await documents.put('purchaser', { ...(kept?.document ?? neverKept()), terms }, kept?.version);
    const { operator } = await signedIn(store);
    const { body } = await operator.look();
    expect(body).not.toContain('<script>');
    expect(body).toContain('&lt;script&gt;');
  });

  test('counts, another claim code, the files, and removal once it is confirmed', async () => {
    const { store, documents, purchaser, invite, join } = await setUp(openMemoryStore);
    await join(person('zhang'), (await invite({ company: '张三五金' })).code);
    await join(person('wang'), (await invite()).code);
    await invite({ company: '李四标牌' });
    const { operator } = await signedIn(store);
    const counts = [...(await operator.look()).body.matchAll(/<dt>(.+?)<\/dt><dd>(\d+)<\/dd>/g)];
    expect(counts.map(([, name, value]) => `${name} ${value}`)).toEqual(['邀请 3', '加入 2', '卡住 0', '办完 0']);

    await operator.send(`/desk/purchasers/${purchaser.id}/claim`);
    expect((await operator.look()).body).toMatch(code);

    const file = await operator.look(`/desk/purchasers/${purchaser.id}/progress.csv`);
    expect(file.headers['content-disposition']).toContain('attachment');
    expect(file.body).toContain('张三五金');

    const remove = `/desk/purchasers/${purchaser.id}/remove`;
    expect((await operator.send(remove)).statusCode).toBe(422);
    expect((await operator.send(remove, { sure: 'yes' })).statusCode).toBe(303);
    expect((await operator.look()).body).toContain('永盛采购移除了，会通知到 2 个人');
    await expect(namedPurchaser(documents, purchaser.id)).rejects.toMatchObject({ code: 'purchaser_removed' });
    for (const path of ['claim', 'remove']) {
      const again = await operator.send(`/desk/purchasers/${purchaser.id}/${path}`, { sure: 'yes' });
      expect([path, again.statusCode]).toEqual([path, path === 'claim' ? 422 : 303]);
    }
    expect((await operator.look(`/desk/purchasers/${purchaser.id}/progress.csv`)).statusCode).toBe(422);
  });
});

describe('people', () => {
  test('who need looking after and what was not understood are listed, in the operator’s language', async () => {
    const { store, invite, join, keep } = await setUp(openMemoryStore);
    await join(person('zhang'), (await invite({ company: '张三五金' })).code);
    const saved = (await store.load(person('zhang')))?.conversation;
    if (saved) await keep({ ...saved, mode: 'human', unanswered: [{ at: monday, text: '子账号权限在哪里' }] });
    const { operator } = await signedIn(store);
    const { body } = await operator.look();
    for (const shown of ['要找人工', '张三五金', 'web:zhang', '子账号权限在哪里']) expect(body).toContain(shown);
    expect((await operator.look('/desk/?lang=en')).body).toContain('asked for a person');
  });

  test('one is erased once it is confirmed; a slip in the id erases nobody', async () => {
    const { store, invite, join } = await setUp(openMemoryStore);
    await join(person('zhang'), (await invite()).code);
    const { operator } = await signedIn(store);
    const sent = async (form: Readonly<Record<string, string>>) =>
      (await operator.send('/desk/erase', form)).statusCode;
    expect(await sent({ person: 'web:zhang' })).toBe(422);
    expect(await sent({ person: 'web:zhan', sure: 'yes' })).toBe(422);
    expect(await store.load(person('zhang'))).toBeDefined();
    expect(await sent({ person: ' web:zhang ', sure: 'yes' })).toBe(303);
    expect((await operator.look()).body).toContain('删掉了');
    expect(await store.load(person('zhang'))).toBeUndefined();
  });
});
