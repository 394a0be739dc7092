import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What the axe-core script reports, as far as it is read here. */
interface AxeReport {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { html: string }[];
  }[];
}

/** What keeps somebody from using a page as it is now, as axe-core finds it: a line each. */
export const barriers = async (page: Page): Promise<readonly string[]> => {
  // The page's own policy forbids scripts from elsewhere; the browser's debugger may run one all the same.
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeReport>('axe.run(document, { resultTypes: ["violations"] })');
  return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(' ')}`);
};

/** By how many pixels the page is wider than the screen. */
export const overhang = (page: Page): Promise<number> =>
  page.evaluate<number>('Math.max(0, document.documentElement.scrollWidth - innerWidth)');
