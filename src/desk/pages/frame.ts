import { type Html, html } from '../../channels/web/html.ts';
import { inLanguage, languageLinks, type PageLanguage } from '../../channels/web/language-links.ts';
import type { Reader } from '../files/progress-table.ts';

/** What every page of the desk shares. */
export interface Frame extends Reader, PageLanguage {}

const signOut = (frame: Frame): Html =>
  html`<form method="post" action="${inLanguage('/desk/sign-out', frame)}"><button class="quiet" type="submit">${frame.say('page.sign_out', {})}</button></form>`;

/** A whole page of the desk. Works without script. */
export const framed = (frame: Frame, { isSignedIn }: { readonly isSignedIn: boolean }, body: Html): string => {
  const { locale, say } = frame;
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
<title>${say('page.name', {})} · ${say('page.tagline', {})}</title>
<link rel="icon" href="/chat/page/logo.svg" type="image/svg+xml">
<link rel="stylesheet" href="/chat/page/palette.css">
<link rel="stylesheet" href="/chat/page/head.css">
<link rel="stylesheet" href="/desk/page/desk.css">
</head>
<body>
<a class="skip" href="#main">${say('page.skip', {})}</a>
<header class="brand">
<div class="brand-row">
<img class="logo" src="/chat/page/logo.svg" alt="" width="36" height="36">
<p class="who"><strong>${say('page.name', {})}</strong><span>${say('page.tagline', {})}</span></p>
${languageLinks('/desk/', say('page.language', {}), frame)}
${isSignedIn ? signOut(frame) : undefined}
</div>
</header>
${body}
</body>
</html>
`.text;
};
