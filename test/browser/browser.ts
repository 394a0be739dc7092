import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const path = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Whether there is a browser to test in. */
export const browserFound = existsSync(path);

if (!browserFound) {
  process.stderr.write(
    `No browser at ${path}: the tests in a real browser are skipped. Get one with: apt-get install chromium (or set CHROMIUM_PATH)\n`,
  );
}

/** Starts a headless Chromium that talks to nobody but the server under test. */
const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: path,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // One site is visited: processes that keep sites apart only cost time.
      '--disable-site-isolation-trials',
      '--renderer-process-limit=1',
    ],
  });

/** How a page is looked at. */
export type Look = BrowserContextOptions;

export const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const;
export const desktop = { viewport: { width: 1280, height: 800 } } as const;

/** What went wrong on a page while a test was there, and every host it asked. */
export interface Visit {
  readonly problems: readonly string[];
  readonly hosts: ReadonlySet<string>;
}

/** A browser reports requests that fail on purpose in tests. */
const expected = /ERR_INTERNET_DISCONNECTED|status of 429/;

/** Writes down what happens on a page from now on. */
const watch = (page: Page): Visit => {
  const problems: string[] = [];
  const hosts = new Set<string>();
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected.test(message.text())) problems.push(message.text());
  });
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  return { problems, hosts };
};

/** A visit is over: nothing of it is left. What a page stored belongs to its port, which no other test has. */
const tidy = async (page: Page): Promise<void> => {
  const context = page.context();
  await page.goto('about:blank');
  await page.removeAllListeners(undefined, { behavior: 'wait' });
  await page.unrouteAll({ behavior: 'wait' });
  await Promise.all(context.pages().map((other) => (other === page ? undefined : other.close())));
  await context.setOffline(false);
  await context.clearCookies();
  await page.emulateMedia({ colorScheme: null });
};

/** Pages of one browser. */
export interface Pages {
  /** Opens an address as somebody who was never there, and waits until `ready` is shown. */
  open(url: string, look: Look, ready: string): Promise<Page>;
  /** Leaves all pages that are open; what was noticed on each. */
  leave(): Promise<readonly Visit[]>;
  close(): Promise<void>;
}

/** Starts a browser. Its pages are used again and again: to make one costs more than most tests do with it. */
export const startPages = async (): Promise<Pages> => {
  const browser = await startBrowser();
  const idle = new Map<string, Page[]>();
  const used: { readonly key: string; readonly page: Page; readonly visit: Visit }[] = [];

  return {
    async open(url, look, ready) {
      const key = JSON.stringify(look);
      const page =
        idle.get(key)?.pop() ??
        (await (await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...look })).newPage());
      used.push({ key, page, visit: watch(page) });
      await page.goto(url);
      await page.locator(ready).first().waitFor();
      return page;
    },
    async leave() {
      const left = used.splice(0);
      for (const { key, page } of left) {
        await tidy(page);
        idle.set(key, [...(idle.get(key) ?? []), page]);
      }
      return left.map(({ visit }) => visit);
    },
    close: () => browser.close(),
  };
};
