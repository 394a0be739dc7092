import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { home } from '../../src/app/paths.ts';
import { openMemoryStore } from '../../src/store/memory/memory-store.ts';
import { setUp } from '../purchasers/stage.ts';
import { monday, person } from '../store/sample-conversation.ts';
import { serveDesk, token } from '../web/console/serve.ts';
import { barriers, overhang } from './barriers.ts';
import { browserFound, desktop, type Pages, phone, startPages } from './browser.ts';

const publicUrl = 'http://127.0.0.1';

/** The desk on a free port, with the files of the web chat that its page shares. */
const startDesk = async () => {
  const stage = await setUp(openMemoryStore);
  await stage.join(person('zhang'), (await stage.invite({ company: '东莞市长安镇永盛精密五金制品有限公司' })).code);
  const saved = (await stage.store.load(person('zhang')))?.conversation;
  if (saved) await stage.keep({ ...saved, mode: 'human', unanswered: [{ at: monday, text: '子账号权限在哪里' }] });
  const server = await serveDesk(stage.store, { publicUrl });
  for (const [file, type] of [
    ['styles/palette.css', 'text/css'],
    ['styles/head.css', 'text/css'],
    ['logo.svg', 'image/svg+xml'],
  ] as const) {
    const bytes = await readFile(join(home, 'src/web/chat/page', file));
    server.get(`/chat/page/${file}`, async (_request, reply) => reply.type(type).send(bytes));
  }
  return { server, url: await server.listen({ host: '127.0.0.1', port: 0 }) };
};

describe.skipIf(!browserFound)('the operator’s desk in a real browser', () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await startPages();
  });
  afterAll(() => pages.close());

  test.each([
    ['a phone', phone],
    ['a desktop', desktop],
  ])('on %s: signs in, adds a purchaser, fits the width, and axe finds nothing', async (_name, size) => {
    const { server, url } = await startDesk();
    const page = await pages.open(`${url}/desk/`, size, '#secret');
    const look = async (): Promise<void> => {
      await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
      expect(await barriers(page)).toEqual([]);
      expect(await overhang(page)).toBe(0);
    };
    await look();
    await page.fill('#secret', token);
    await page.click('button.main-button');
    await page.waitForSelector('.desk');
    await look();
    await page.fill('#company', '宏达机电');
    await page.fill('#account', 'hongda');
    await page.click('.add .main-button');
    await page.waitForSelector('.said .code');
    await look();
    await page.reload();
    expect(await page.locator('.said').count()).toBe(0);
    const [visit] = await pages.leave();
    expect(visit?.problems).toEqual([]);
    expect([...(visit?.hosts ?? [])]).toEqual([new URL(url).host]);
    await server.close();
  });
});
