import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PersonId } from '../../src/dialogue/model/person.ts';
import { type ChatServer, chatServer } from '../channels/web/chat-server.ts';
import { barriers, overhang } from './barriers.ts';
import { browserFound, desktop, type Look, type Pages, phone, startPages } from './browser.ts';
import { scriptedJourney } from './scripted-journey.ts';

describe.skipIf(!browserFound)('the chat page, in a real browser', { timeout: 30_000 }, () => {
  let pages: Pages;
  let chat: ChatServer;
  let url = '';

  beforeAll(async () => {
    pages = await startPages();
  }, 60_000);
  afterAll(() => pages.close());
  beforeEach(async () => {
    chat = await chatServer(scriptedJourney);
    url = await chat.server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(async () => {
    const visits = await pages.leave();
    await chat.server.close();
    for (const { problems, hosts } of visits) {
      expect(problems).toEqual([]);
      expect([...hosts]).toEqual([new URL(url).host]);
    }
  });

  const open = (look: Look = phone, path = '/'): Promise<Page> => pages.open(url + path, look, '.assistant .bubble');
  const composer = (page: Page) => page.getByRole('textbox', { name: '写消息' });
  const say = async (page: Page, text: string) => {
    await composer(page).fill(text);
    await composer(page).press('Enter');
  };
  const said = (page: Page) => page.locator('.entry .text').allInnerTexts();
  const last = (page: Page, who: 'person' | 'assistant') => page.locator(`.entry.${who}`).last();

  it('greets a newcomer with what to do, a link that opens elsewhere, and answers to tap', async () => {
    const page = await open();
    const link = page.getByRole('link', { name: /打开注册页/ });
    expect(await link.getAttribute('href')).toBe('https://member.1688.com/member/join/enterprise_join.htm');
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(await link.getAttribute('rel')).toContain('noopener');
    expect(await link.textContent()).toContain('member.1688.com');
    expect(await page.getByRole('group', { name: '可以直接点' }).getByRole('button').allInnerTexts()).toEqual([
      '账号注册好了',
      '要准备什么',
      '为什么要注册',
    ]);
  });

  it('takes a tap for words; the choices go, and the progress moves', async () => {
    const page = await open();
    expect(await page.locator('#bar').textContent()).toMatch(/第 1 步 · 注册\s*0\/6/);
    await page.getByRole('button', { name: '账号注册好了' }).tap();
    await last(page, 'assistant').getByText('第 1 步注册完成').waitFor();
    expect((await said(page)).at(-2)).toBe('账号注册好了');
    expect(await page.locator('.choices').count()).toBe(1);
    expect(await page.locator('#bar').textContent()).toMatch(/第 2 步 · 企业认证\s*1\/6/);
  });

  it('lets choices go when something else is said', async () => {
    const page = await open();
    await say(page, '找人工');
    await last(page, 'assistant').getByText('同事来答复').waitFor();
    expect(await page.locator('.choices').count()).toBe(0);
    await page.getByText('在等人来答复').waitFor();
  });

  it('unfolds all steps on a phone, and has them in view on a desktop', async () => {
    const small = await open(phone);
    const steps = small.getByRole('listitem');
    expect(await steps.count()).toBe(0);
    await small.getByRole('button', { name: /展开所有步骤/ }).tap();
    expect(await steps.count()).toBe(6);
    await small.keyboard.press('Escape');
    expect(await steps.count()).toBe(0);
    const large = await open(desktop);
    expect(await large.getByRole('listitem').count()).toBe(6);
    expect(await large.locator('[aria-current=step]').textContent()).toMatch(/注册 1688 企业账号\s*可以办/);
  });

  it('sends on Enter, breaks the line on Shift+Enter, and leaves Enter to an input method', async () => {
    const page = await open(desktop);
    const field = composer(page);
    await field.fill('一');
    await field.press('Shift+Enter');
    await field.pressSequentially('二');
    expect(await field.inputValue()).toBe('一\n二');
    await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true });
    expect(await field.inputValue()).toBe('一\n二');
    await field.press('Enter');
    await page.locator('.entry.person.sent').waitFor();
    expect(await said(page)).toContain('一\n二');
    expect(await field.inputValue()).toBe('');
  });

  it('lets nobody send more than the limit, and says why', async () => {
    const page = await open(desktop);
    await composer(page).fill('长'.repeat(4_001));
    expect(await page.getByRole('alert').textContent()).toContain('4001');
    expect(await page.getByRole('button', { name: '发送' }).isDisabled()).toBe(true);
  });

  it('shows text as text, whatever is in it', async () => {
    const page = await open(desktop);
    await say(page, '<img src=x onerror=alert(1)> javascript:alert(1) https://a.example/x?y=1。');
    await page.locator('.entry.person.sent').waitFor();
    expect(await last(page, 'person').locator('img').count()).toBe(0);
    expect(
      await last(page, 'person')
        .locator('a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    ).toEqual(['https://a.example/x?y=1']);
  });

  it('keeps the conversation on the device, over a reload, without greeting again', async () => {
    const page = await open();
    await say(page, '要收费吗');
    await last(page, 'assistant').getByText('不收费').waitFor();
    const before = await said(page);
    await page.reload();
    await last(page, 'assistant').getByText('不收费').waitFor();
    expect(await said(page)).toEqual(before);
    expect(await page.getByRole('button', { name: '账号注册好了' }).isVisible()).toBe(true);
    expect(chat.engine.events.filter(({ type }) => type === 'entered')).toHaveLength(1);
  });

  it('does not leave long numbers lying on the device', async () => {
    const page = await open(desktop);
    await say(page, '卡号 6222 0212 3456 7890 123');
    await page.locator('.entry.person.sent').waitFor();
    expect(await page.evaluate<string>('localStorage.getItem("ruzhu.chat")')).not.toMatch(/0212|7890/);
  });

  it('clears the conversation on this device after asking', async () => {
    const page = await open();
    await page.getByRole('button', { name: '更多' }).tap();
    await page.getByRole('button', { name: '清除本机聊天记录' }).tap();
    await page.getByRole('dialog').getByRole('button', { name: '先不清' }).tap();
    expect(await page.locator('.entry').count()).toBe(1);
    await page.getByRole('button', { name: '更多' }).tap();
    await page.getByRole('button', { name: '清除本机聊天记录' }).tap();
    await page.getByRole('dialog').getByRole('button', { name: '清除', exact: true }).tap();
    await page.locator('.hint').waitFor();
    expect(await page.locator('.entry').count()).toBe(0);
    expect(await page.evaluate<string>('localStorage.getItem("ruzhu.chat")')).not.toContain('入驻助手');
  });

  it('holds a message back without network, and sends it once, by itself, when it returns', async () => {
    const page = await open();
    await page.context().setOffline(true);
    await page.getByText('网络断了').waitFor();
    await say(page, '要收费吗');
    await page.getByRole('button', { name: /没发出去/ }).waitFor();
    await page.context().setOffline(false);
    await last(page, 'assistant').getByText('不收费').waitFor();
    await page.getByText('网络断了').waitFor({ state: 'hidden' });
    expect(chat.engine.events.filter(({ type }) => type === 'said')).toHaveLength(1);
  });

  it('tries again, under the same id, when the message is tapped', async () => {
    const page = await open();
    const ids: unknown[] = [];
    await page.route('**/chat/messages', async (route) => {
      ids.push(route.request().postDataJSON().id);
      if (ids.length === 1) await route.fulfill({ status: 429, json: { error: { code: 'too_fast', message: '' } } });
      else await route.continue();
    });
    await say(page, '要收费吗');
    await page.getByRole('button', { name: /发得有点快/ }).tap();
    await last(page, 'assistant').getByText('不收费').waitFor();
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
    expect(await page.locator('.retry').count()).toBe(0);
  });

  it('shows what comes unasked, once, in every open tab', async () => {
    const page = await open();
    const second = await page.context().newPage();
    await second.goto(url);
    await second.locator('.assistant .bubble').first().waitFor();
    await Promise.all([page, second].map((tab) => tab.getByText('在线').waitFor()));
    const person = PersonId.parse(chat.engine.people()[0]);
    // Both tabs keep each at the same moment, and neither has heard of what the other keeps.
    const texts = ['打款该到了，请会计看一下。', '审核该有结果了。', '账期该批下来了。', '可以报价了。', '最后一条。'];
    for (const text of texts) await chat.engine.remind(person, { text, links: [], choices: [] });
    for (const tab of [page, second]) {
      await tab.getByText('最后一条').first().waitFor();
      expect((await said(tab)).filter((text) => texts.includes(text))).toEqual(texts);
    }
    expect(chat.engine.events.filter(({ type }) => type === 'entered')).toHaveLength(1);
  });

  it('catches up on what came while it was closed', async () => {
    const page = await open();
    const person = PersonId.parse(chat.engine.people()[0]);
    await page.goto('about:blank');
    await chat.engine.remind(person, { text: '该回来了。', links: [], choices: [] });
    await page.goto(url);
    await page.getByText('该回来了').waitFor();
  });

  const codes = () => chat.engine.events.map((event) => (event.type === 'entered' ? event.code : event.id));

  it('takes the code of the invitation that it was opened by, once', async () => {
    const page = await open(phone, '/?i=K7MQ-2XWD-9FHT');
    expect(codes()).toEqual(['K7MQ-2XWD-9FHT']);
    expect(new URL(page.url()).search).toBe('');
    await page.reload();
    await page.locator('.assistant .bubble').first().waitFor();
    expect(codes()).toHaveLength(1);
  });

  it('takes the code of an invitation into a conversation that is going on', async () => {
    const page = await open();
    await page.goto(`${url}/?i=K7MQ-2XWD-9FHT`);
    await page.locator('.assistant .bubble').nth(1).waitFor();
    expect(codes()).toEqual([undefined, 'K7MQ-2XWD-9FHT']);
    expect(chat.engine.people()).toHaveLength(1);
    expect((await said(page)).length).toBe(2);
  });

  it('does not lose the code while the server does not take it', async () => {
    const page = await open();
    const ids: unknown[] = [];
    await page.route('**/chat/enter', async (route) => {
      ids.push(route.request().postDataJSON().id);
      if (ids.length === 1) await route.fulfill({ status: 429, json: { error: { code: 'too_fast', message: '' } } });
      else await route.continue();
    });
    await page.goto(`${url}/?i=K7MQ-2XWD-9FHT`);
    await page.locator('.assistant .bubble').nth(1).waitFor();
    expect(codes()).toEqual([undefined, 'K7MQ-2XWD-9FHT']);
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
  });

  it('finds the code in both kinds of address', async () => {
    const page = await open(desktop);
    const found = await page.evaluate<(string | null)[]>(`(async () => {
      const { invitationIn } = await import('/chat/page/invitation.js');
      const addresses = ['/?i=K7MQ-2XWD-9FHT', '/?from=qr&i=K7MQ-2XWD-9FHT#top', '/i/K7MQ-2XWD-9FHT#chat',
        '/', '/?i=', '/?i=%E7%A0%81', '/i/K7MQ-2XWD-9FHT', '/i/%00%FF#chat', '/#chat', '/?i=' + 'x'.repeat(65)];
      return addresses.map((address) => invitationIn(new URL(address, location.href)) ?? null);
    })()`);
    const code = 'K7MQ-2XWD-9FHT';
    expect(found).toEqual([code, code, code, null, null, null, null, null, null, null]);
  });

  it('greets a newcomer in the language that they chose on the page they come from', async () => {
    const page = await open(phone, '/?i=K7MQ-2XWD-9FHT&lang=en');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(chat.engine.events).toMatchObject([{ type: 'entered', language: 'en', code: 'K7MQ-2XWD-9FHT' }]);
  });

  it('follows the language of the conversation', async () => {
    const page = await open(desktop);
    await page.getByRole('button', { name: '更多' }).click();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Ruzhu' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.getByRole('textbox', { name: 'Message' }).getAttribute('placeholder')).toBe('Message');
    expect(await page.locator('[aria-current=step]').textContent()).toMatch(
      /Register a 1688 enterprise account\s*Ready to do/,
    );
    expect(await page.title()).toContain('Ruzhu');
  });

  it('works by keyboard alone', async () => {
    const page = await open(desktop);
    expect(await page.locator('#composer:focus').count()).toBe(1);
    const choice = page.getByRole('button', { name: '要准备什么' });
    await choice.focus();
    await page.keyboard.press('Enter');
    await last(page, 'assistant').getByText('页面上要填这些').waitFor();
    expect(await page.locator('#composer:focus').count()).toBe(1);
    await page.getByRole('button', { name: '更多' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    expect(await page.locator('#menu-button:focus').count()).toBe(1);
  });

  it('begins a long answer at its beginning and offers the way down', async () => {
    const page = await open({ ...phone, viewport: { width: 360, height: 560 } });
    await page.getByRole('button', { name: '要准备什么' }).tap();
    await last(page, 'assistant').getByText('页面上要填这些').waitFor();
    const top = await last(page, 'assistant').evaluate((element) => element.getBoundingClientRect().top);
    const viewTop = await page.locator('#scroller').evaluate((element) => element.getBoundingClientRect().top);
    expect(Math.abs(top - viewTop)).toBeLessThan(40);
    await page.getByRole('button', { name: '看最新消息' }).tap();
    await page.getByRole('button', { name: '看最新消息' }).waitFor({ state: 'hidden' });
  });

  const looks = [phone, desktop].flatMap((size) =>
    (['zh-CN', 'en'] as const).map((locale) => ({ ...size, locale, reducedMotion: 'reduce' }) as const),
  );
  it.each(looks)(
    'has no barrier and no sideways scrolling at $viewport.width px in $locale, in light and in dark',
    async (look) => {
      const page = await open(look);
      await page.locator('.choice').nth(1).click();
      await page.locator('.entry.person.sent').waitFor();
      await page.locator('.entry.assistant').nth(1).waitFor();
      if (look.viewport.width < 900) await page.locator('#bar').click();
      await page.locator('#menu-button').click();
      expect(await overhang(page)).toBe(0);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await barriers(page), colorScheme).toEqual([]);
      }
    },
  );
});
