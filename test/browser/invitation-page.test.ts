import type { FastifyInstance } from 'fastify';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import type { EntryLink } from '../../src/web/invitation/entry-links.ts';
import { code, good, invitationAndChat, type Known } from '../web/invitation/invitation-server.ts';
import { barriers, overhang } from './barriers.ts';
import { browserFound, desktop, type Look, type Pages, phone, startPages } from './browser.ts';

const longest = 'K7MQ-2XWD-9FHM';
const colleague = 'K7MQ-2XWD-9FHG';
const claim = 'K7MQ-2XWD-9FHC';
const used = 'K7MQ-2XWD-9FHV';
const unknown = 'K7MQ-2XWD-9FHZ';

const known: Known = {
  [code]: good,
  [longest]: {
    ...good,
    company: '某某电力装备制造集团华东区域供应链采购管理股份有限公司'.repeat(4).slice(0, 80),
    invited: 'W'.repeat(80),
  },
  [colleague]: { ...good, as: 'colleague' },
  [claim]: { type: 'good', as: 'purchaser' },
  [used]: { type: 'used' },
};

const ways: readonly EntryLink[] = [
  { where: 'wechat', link: `https://work.weixin.qq.com/kf/kfc1?enc_scene=E&scene_param=${code}` },
  { where: 'dingtalk' },
  { where: 'telegram', link: `https://t.me/ruzhu_bot?start=${code}` },
];

const sizes = [
  ['a phone', phone],
  ['a desktop', desktop],
] as const;

describe.skipIf(!browserFound)('the invitation page, in a real browser', { timeout: 60_000 }, () => {
  let pages: Pages;
  let server: FastifyInstance;
  let url = '';

  beforeAll(async () => {
    pages = await startPages();
  }, 60_000);
  afterAll(() => pages.close());
  beforeEach(async () => {
    server = await invitationAndChat(known, { ways: async () => ways });
    url = await server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(async () => {
    const visits = await pages.leave();
    await server.close();
    for (const { problems, hosts } of visits) {
      // A browser reports the page's own 404 and 410 as well.
      expect(problems.filter((problem) => !/status of 4(04|10)/.test(problem))).toEqual([]);
      expect([...hosts]).toEqual([new URL(url).host]);
    }
  });

  const open = (path: string, look: Look = phone): Promise<Page> => pages.open(`${url}/i/${path}`, look, 'main');

  describe.each(sizes)('on %s', (_name, size) => {
    test('fits the width, whatever the names', async () => {
      const page = await open(code, size);
      for (const of of [code, longest, colleague, claim, used, unknown]) {
        for (const locale of ['zh-CN', 'en']) {
          await page.goto(`${url}/i/${of}?lang=${locale}`);
          expect(await overhang(page), `${of} in ${locale}`).toBe(0);
        }
      }
    });

    test('is accessible in light and in dark', async () => {
      const page = await open(code, size);
      for (const of of [code, colleague, claim, used]) {
        await page.goto(`${url}/i/${of}`);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          expect(await barriers(page), `${of} in ${colorScheme}`).toEqual([]);
        }
      }
    });
  });

  it('keeps the main button under the thumb, over nothing that is read at the end', async () => {
    const page = await open(code);
    const button = page.getByRole('link', { name: '在这里开始' });
    const box = await button.boundingBox();
    expect(box?.y).toBeGreaterThan(740 * 0.8);
    expect(box?.height).toBeGreaterThanOrEqual(48);
    await page.evaluate('scrollTo(0, document.body.scrollHeight)');
    const last = await page.locator('.card').last().boundingBox();
    expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThan((await button.boundingBox())?.y ?? 0);
  });

  it('leads into the chat with one tap, the code along', async () => {
    const page = await open(code);
    await page.getByRole('link', { name: '在这里开始' }).tap();
    await page.waitForURL((at) => at.pathname === '/');
    await page.locator('.assistant .bubble').first().waitFor();
  });

  it('copies the code, and says so', async () => {
    const page = await open(code, { ...phone, permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: '复制' }).tap();
    await page.getByRole('button', { name: '已复制' }).waitFor();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(code);
  });

  it('works without script: everything is read, the button that needs it is not there', async () => {
    const page = await open(code, { ...phone, javaScriptEnabled: false });
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.getByRole('link', { name: '在这里开始' }).getAttribute('href')).toBe(`/?i=${code}`);
    expect(await page.getByRole('heading', { name: '为什么可以放心' }).isVisible()).toBe(true);
  });

  it('starts right here in DingTalk too when there is no script to copy with', async () => {
    const page = await open(code, { ...phone, javaScriptEnabled: false, userAgent: 'AliApp(DingTalk/7.6.0)' });
    const start = page.getByRole('link', { name: '在这里开始' });
    const width = (await start.boundingBox())?.width ?? 0;
    expect(width).toBeGreaterThan(300);
  });

  it('offers the QR code to the phone on a desktop only', async () => {
    const code_ = (page: Page) => page.getByRole('img', { name: '这个邀请的二维码' });
    expect(await code_(await open(code, desktop)).isVisible()).toBe(true);
    expect(await code_(await open(code, phone)).isVisible()).toBe(false);
  });

  it('changes the language without a word lost', async () => {
    const page = await open(code, desktop);
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('link', { name: 'Start right here' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByRole('link', { name: '繁體中文' }).click();
    await page.getByRole('link', { name: '在這裡開始' }).waitFor();
  });

  it('can be gone through by keyboard, skipping to the invitation', async () => {
    const page = await open(code, desktop);
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('跳到正文');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>('document.activeElement.textContent')).toContain('在这里开始');
  });
});
