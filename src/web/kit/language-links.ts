import type { Locale } from '../../content/schema/text.ts';
import { type Html, html } from './html.ts';

/** The language a page is shown in. */
export interface PageLanguage {
  readonly locale: Locale;
  /** The visitor chose it here; it then goes along with links and forms. */
  readonly isChosen: boolean;
}

/** The languages in their own words. */
const languages: readonly { readonly locale: Locale; readonly short: string; readonly full: string }[] = [
  { locale: 'zh-CN', short: '简', full: '简体中文' },
  { locale: 'zh-Hant', short: '繁', full: '繁體中文' },
  { locale: 'en', short: 'EN', full: 'EN English' },
];

/** An address of our own, with the chosen language. */
export const inLanguage = (path: string, { isChosen, locale }: PageLanguage): string =>
  isChosen ? `${path}${path.includes('?') ? '&' : '?'}lang=${locale}` : path;

/** Links to the page at a path in each language; an empty path is the page that they are on. */
export const languageLinks = (path: string, label: string, { locale }: PageLanguage): Html =>
  html`<nav class="languages" aria-label="${label}">
${languages.map(({ locale: other, short, full }) => {
  const current = other === locale ? html` aria-current="true"` : undefined;
  return html`<a href="${path}?lang=${other}" lang="${other}" hreflang="${other}" aria-label="${full}"${current}>${short}</a>`;
})}
</nav>`;
