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
export const startBrowser = (): Promise<Browser> =>
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
    ],
  });

/** A page that keeps account of what went wrong on it, and of every host it asked. */
export interface WatchedPage {
  readonly page: Page;
  readonly problems: readonly string[];
  readonly hosts: ReadonlySet<string>;
}

/** A browser reports requests that fail on purpose in tests. */
const expected = /ERR_INTERNET_DISCONNECTED|status of 429/;

export const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const;
export const desktop = { viewport: { width: 1280, height: 800 } } as const;

/** Opens a page and waits until `ready` is there: on the chat page, the first words. */
export const openPage = async (
  browser: Browser,
  url: string,
  options: BrowserContextOptions,
  ready = '.assistant .bubble',
): Promise<WatchedPage> => {
  const visit = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options });
  const page = await visit.newPage();
  const problems: string[] = [];
  const hosts = new Set<string>();
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected.test(message.text())) problems.push(message.text());
  });
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  await page.goto(url);
  await page.locator(ready).first().waitFor();
  return { page, problems, hosts };
};
