import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { home } from '../../src/parts/places.ts';
import { openMemoryStore } from '../../src/store/memory.ts';
import { serveDesk, token } from '../desk/pages/serve.ts';
import { setUp } from '../desk/stage.ts';
import { monday, person } from '../store/sample-conversation.ts';
import { browserFound, desktop, phone, startBrowser } from './browser.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What the axe-core script reports, as far as it is read here. */
interface AxeReport {
  readonly violations: readonly { readonly id: string; readonly impact: string | null }[];
}

const publicUrl = 'http://127.0.0.1';

/** The desk on a free port, with the two files of the web chat that its page shares. */
const startDesk = async () => {
  const stage = await setUp(openMemoryStore);
  await stage.join(person('zhang'), (await stage.invite({ company: '东莞市长安镇永盛精密五金制品有限公司' })).code);
  const saved = (await stage.store.load(person('zhang')))?.conversation;
  if (saved) await stage.keep({ ...saved, mode: 'human', unanswered: [{ at: monday, text: '子账号权限在哪里' }] });
  const server = await serveDesk(stage.store, { publicUrl });
  for (const [file, type] of [
    ['palette.css', 'text/css'],
    ['logo.svg', 'image/svg+xml'],
  ] as const) {
    const bytes = await readFile(join(home, 'src/channels/web/page', file));
    server.get(`/chat/page/${file}`, async (_request, reply) => reply.type(type).send(bytes));
  }
  return { server, url: await server.listen({ host: '127.0.0.1', port: 0 }) };
};

describe.skipIf(!browserFound)('the operator’s desk in a real browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  test.each([
    ['a phone', phone],
    ['a desktop', desktop],
  ])('on %s: signs in, adds a purchaser, fits the width, and axe finds nothing', async (_name, size) => {
    const { server, url } = await startDesk();
    const visit = await browser.newContext({ ...size, locale: 'zh-CN', bypassCSP: true });
    const page = await visit.newPage();
    const axe = await readFile(axePath, 'utf8');
    const look = async (): Promise<void> => {
      await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
      await page.evaluate(axe);
      const { violations } = await page.evaluate<AxeReport>('axe.run(document)');
      expect(violations.map(({ id, impact }) => `${id} ${impact}`)).toEqual([]);
      expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    };
    await page.goto(`${url}/desk/`);
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
    await visit.close();
    await server.close();
  });
});
