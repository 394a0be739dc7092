import type { Screen } from '../channel-contract.ts';
import type { WebhookBody } from './simulator-checks.ts';

interface Rendered {
  readonly text: string;
  readonly taps: string[];
  readonly links: string[];
}

const saying = 'dtmd://dingtalkclient/sendMessage?content=';

/** What a button or link does: says something, or opens something. */
const follow = (url: string, into: Rendered): void => {
  if (url.startsWith(saying)) into.taps.push(decodeURIComponent(url.slice(saying.length)));
  else into.links.push(url);
};

/** Markdown as DingTalk's clients show it: links become their labels, single breaks need two blanks on both sides. */
const render = (markdown: string): Rendered => {
  const rendered: Rendered = { text: '', taps: [], links: [] };
  const text = markdown
    .replace(/\[([^\]]*)\]\(([^)]*)\)/gu, (_match, label: string, url: string) => {
      follow(url, rendered);
      return label;
    })
    .replace(/(?<! {2})(?<!\n)\n(?!\n)(?! {2})/gu, ' ')
    .replace(/ {2}\n {2}/gu, '\n');
  return { ...rendered, text };
};

const plain = (text: string): Rendered => ({ text, taps: [], links: [] });

const card = (markdown: string, buttons: readonly (readonly [string, string])[]): Rendered => {
  const rendered = render(markdown);
  for (const [, url] of buttons) follow(url, rendered);
  return rendered;
};

/** What a reply by webhook shows. The body was checked. */
export const webhookScreen = (body: WebhookBody, place: Pick<Screen, 'to' | 'group'>): Screen => {
  if (body.msgtype === 'text') return { ...place, ...plain(body.text.content) };
  if (body.msgtype === 'markdown') return { ...place, ...render(body.markdown.text) };
  const { btns } = body.actionCard;
  return {
    ...place,
    ...card(
      body.actionCard.text,
      btns.map((one) => [one.title, one.actionURL] as const),
    ),
  };
};

/** What a message by the API shows. The param was checked. */
export const apiScreen = (
  msgKey: string,
  param: Record<string, string>,
  place: Pick<Screen, 'to' | 'group'>,
): Screen => {
  if (msgKey === 'sampleText') return { ...place, ...plain(param.content ?? '') };
  const urls = Object.entries(param).filter(([key]) => /^(singleURL|actionURL\d)$/.test(key));
  return { ...place, ...card(param.text ?? '', urls) };
};
