import { styleText } from 'node:util';
import stringWidth from 'string-width';
import type { PublicState } from '../../dialogue/model/public-state.ts';
import { fill } from '../../messages/fill.ts';
import type { SurfaceTexts } from '../../messages/surfaces.ts';
import type { Post } from './mailbox.ts';

/** How to draw. */
export interface RenderOptions {
  /** Columns that may be used. */
  readonly columns: number;
  readonly colours: boolean;
  readonly words: SurfaceTexts<'terminal'>;
}

type Style = Parameters<typeof styleText>[0];

/** Text in a style, when there are colours. */
export const styled = (style: Style, text: string, { colours }: Pick<RenderOptions, 'colours'>): string =>
  colours ? styleText(style, text, { validateStream: false }) : text;

const words = new Intl.Segmenter('zh', { granularity: 'word' });
/** What must not begin a line. */
const clinging = /^[,.;:!?)\]}、，。；：！？）】》”’…]/u;

/** Breaks a text into lines of at most so many columns: between words, and between any two Chinese characters. */
export function wrap(text: string, columns: number): string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, Math.max(columns, 10)));
}

function wrapParagraph(paragraph: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  // A web address stays in one piece, so that it can be clicked.
  for (const piece of paragraph.split(/(https?:\/\/[\w\-./?=&%#~:@+]+)/u).flatMap(segments)) {
    if (line !== '' && stringWidth(line + piece.trimEnd()) > columns && !clinging.test(piece)) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else {
      line += piece;
    }
  }
  return [...lines, line.trimEnd()];
}

const segments = (part: string): string[] =>
  /^https?:/.test(part) ? [part] : [...words.segment(part)].map(({ segment }) => segment);

/** A message: a bar at the left, its links, and its choices with the numbers to type. */
export function renderPost(post: Post, reader: string, drawing: RenderOptions): string {
  const { words, columns } = drawing;
  const bar = styled('cyan', '│', drawing);
  const heads = [
    ...(post.to === reader ? [] : [fill(words.to_other, { user: post.to })]),
    ...(post.group === undefined ? [] : [fill(words.in_group, { group: post.group })]),
  ].map((head) => styled('dim', head, drawing));
  const links = post.links
    .filter(({ url }) => !post.text.includes(url))
    .map(({ label, url }) => `${label} ${styled('underline', url, drawing)}`);
  const choices = post.choices.map(({ label }, place) => `${styled('yellow', String(place + 1), drawing)} ${label}`);
  const lines = [...heads, ...wrap(post.text, columns - 3), ...links, ...choices];
  return `${lines.map((line) => `${bar} ${line}`.trimEnd()).join('\n')}\n`;
}

/** One short line: how many steps are done, and which one the person is on. */
export function renderProgress(state: PublicState, title: (step: string) => string, drawing: RenderOptions): string {
  const steps = Object.values(state.steps);
  const done = steps.filter(({ status }) => status === 'done').length;
  const { words } = drawing;
  const text =
    state.current === null
      ? fill(words.finished, { count: steps.length })
      : fill(words.progress, { done, count: steps.length, title: title(state.current) });
  return `${styled('dim', text, drawing)}\n`;
}
