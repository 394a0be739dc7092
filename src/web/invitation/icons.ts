import { type Html, html } from '../kit/html.ts';

const icon = (paths: Html): Html => html`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">${paths}</svg>`;

/** The drawings that stand beside words; none says anything by itself. */
export const icons = {
  arrow: icon(html`<path d="M5 12h14m-6-6 6 6-6 6"/>`),
  chevron: icon(html`<path d="m9 6 6 6-6 6"/>`),
  check: icon(html`<path d="m5 12.5 4.5 4.5L19 7.5"/>`),
  shield: icon(
    html`<path d="M12 3 5 5.8v5.4c0 4.4 2.9 7.9 7 9.8 4.1-1.9 7-5.4 7-9.8V5.8z"/><path d="m9 12 2.2 2.2L15.2 10"/>`,
  ),
  lock: icon(html`<rect x="5" y="10.5" width="14" height="9.5" rx="2.5"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>`),
  coin: icon(html`<circle cx="12" cy="12" r="8.5"/><path d="m8.8 7.5 3.2 4.3 3.2-4.3M12 11.8v5M9 12h6m-6 2.7h6"/>`),
  screen: icon(html`<rect x="3.5" y="5" width="17" height="11" rx="2"/><path d="M9 20h6m-3-4v4M8 8l8 5"/>`),
  eye: icon(html`<path d="M3 12s3.3-6 9-6 9 6 9 6-3.3 6-9 6-9-6-9-6z"/><circle cx="12" cy="12" r="2.6"/>`),
  phone: icon(
    html`<path d="M7 4h2.6l1.3 3.6-1.8 1.5a11 11 0 0 0 5.8 5.8l1.5-1.8L20 14.4V17a3 3 0 0 1-3.2 3A14.6 14.6 0 0 1 4 7.2 3 3 0 0 1 7 4z"/>`,
  ),
  chat: icon(
    html`<path d="M20 11.5a7.5 7.5 0 0 1-7.5 7.5c-1.2 0-2.4-.3-3.4-.8L4.5 19.5l1.3-4.3a7.5 7.5 0 1 1 14.2-3.7z"/>`,
  ),
  plane: icon(html`<path d="M20.5 4 3.5 11l5.4 2m11.6-9-2.8 15.5-8.8-6.5m11.6-9L8.9 13v5.8l2.9-3.6"/>`),
  robot: icon(
    html`<rect x="4.5" y="8.5" width="15" height="10.5" rx="3"/><path d="M12 8.5V5M9.3 13v1m5.4-1v1M9.8 16.6h4.4"/><circle cx="12" cy="4" r="1"/>`,
  ),
  copy: icon(
    html`<rect x="8.5" y="8.5" width="11" height="11" rx="2.5"/><path d="M15.5 8.5V7A2.5 2.5 0 0 0 13 4.5H7A2.5 2.5 0 0 0 4.5 7v6A2.5 2.5 0 0 0 7 15.5h1.5"/>`,
  ),
} as const;
