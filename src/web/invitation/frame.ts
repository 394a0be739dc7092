import type { SurfaceTexts } from '../../messages/surfaces.ts';
import { type Html, html } from '../kit/html.ts';
import { languageLinks, type PageLanguage } from '../kit/language-links.ts';

/** What every page of an invitation shares. */
export interface Frame extends PageLanguage {
  readonly words: SurfaceTexts<'invitation'>;
}

/** A whole page. The title is also what a chat shows when the link is passed on. */
export const framed = (frame: Frame, title: string, description: string, body: Html): string => {
  const { locale, words } = frame;
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
<meta name="description" content="${description}">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<meta property="og:site_name" content="${words.name}">
<title>${title}</title>
<link rel="icon" href="/chat/page/logo.svg" type="image/svg+xml">
<link rel="stylesheet" href="/chat/page/styles/palette.css">
<link rel="stylesheet" href="/chat/page/styles/head.css">
<link rel="stylesheet" href="/chat/page/styles/invitation.css">
<script type="module" src="/chat/page/copy-code.js"></script>
</head>
<body>
<a class="skip" href="#main">${words.skip}</a>
<header class="brand">
<div class="brand-row">
<img class="logo" src="/chat/page/logo.svg" alt="" width="36" height="36">
<p class="who"><strong>${words.name}</strong><span>${words.tagline}</span></p>
${languageLinks('', words.language, frame)}
</div>
</header>
${body}
</body>
</html>
`.text;
};
