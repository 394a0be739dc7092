import type { ReaderContext } from '../../purchasers/files/progress-table.ts';
import { type Html, html } from '../kit/html.ts';
import { inLanguage, languageLinks, type PageLanguage } from '../kit/language-links.ts';

/** What every page of the operator’s pages shares. */
export interface Frame extends ReaderContext, PageLanguage {}

const signOut = (frame: Frame): Html =>
  html`<form method="post" action="${inLanguage('/desk/sign-out', frame)}"><button class="quiet" type="submit">${frame.t('page.sign_out', {})}</button></form>`;

/** A whole page of the operator’s pages. Works without script. */
export const framed = (frame: Frame, { isSignedIn }: { readonly isSignedIn: boolean }, body: Html): string => {
  const { locale, t } = frame;
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#151d1a">
<meta name="format-detection" content="telephone=no">
<meta name="robots" content="noindex, nofollow">
<title>${t('page.name', {})} · ${t('page.tagline', {})}</title>
<link rel="icon" href="/chat/page/logo.svg" type="image/svg+xml">
<link rel="stylesheet" href="/chat/page/styles/palette.css">
<link rel="stylesheet" href="/chat/page/styles/head.css">
<link rel="stylesheet" href="/desk/page/console.css">
</head>
<body>
<a class="skip" href="#main">${t('page.skip', {})}</a>
<header class="brand">
<div class="brand-row">
<img class="logo" src="/chat/page/logo.svg" alt="" width="36" height="36">
<p class="who"><strong>${t('page.name', {})}</strong><span>${t('page.tagline', {})}</span></p>
${languageLinks('/desk/', t('page.language', {}), frame)}
${isSignedIn ? signOut(frame) : undefined}
</div>
</header>
${body}
</body>
</html>
`.text;
};
