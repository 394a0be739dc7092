import type { Locale } from '../../content/schema/text.ts';
import type { ConsoleTranslator } from '../../purchasers/files/console-text.ts';
import { html } from '../kit/html.ts';

/** Why a link leads to no file: its time is over, or it never led to one. */
export type NoFile = 'expired' | 'unknown';

const headings = { expired: 'page.file_expired_heading', unknown: 'page.file_unknown_heading' } as const;
const words = { expired: 'page.file_expired', unknown: 'page.file_unknown' } as const;

/** The page for somebody who opens a link that leads to no file: what happened, and how to get the file all the same. */
export const noFilePage = (why: NoFile, locale: Locale, say: ConsoleTranslator): string => {
  const heading = say(headings[why], {});
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<title>${heading} · ${say('page.tagline', {})}</title>
<link rel="icon" href="/chat/page/logo.svg" type="image/svg+xml">
<link rel="stylesheet" href="/chat/page/styles/palette.css">
<link rel="stylesheet" href="/chat/page/styles/head.css">
<link rel="stylesheet" href="/chat/page/styles/invitation.css">
</head>
<body>
<header class="brand">
<div class="brand-row">
<img class="logo" src="/chat/page/logo.svg" alt="" width="36" height="36">
<p class="who"><strong>${say('page.tagline', {})}</strong></p>
</div>
</header>
<main class="notice">
<h1>${heading}</h1>
<p class="summary">${say(words[why], {})}</p>
</main>
</body>
</html>
`.text;
};
