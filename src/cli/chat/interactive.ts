import { createInterface } from 'node:readline';
import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';
import type { ChatSession, Outcome } from '../../channels/terminal/chat-session.ts';
import { readTyped, type Typed } from '../../channels/terminal/command.ts';
import type { Post } from '../../channels/terminal/mailbox.ts';
import { MAXIMUM_CHARACTERS } from '../../channels/terminal/payload.ts';
import { type RenderOptions, renderPost, renderProgress, styled } from '../../channels/terminal/render.ts';
import type { Clock } from '../../channels/terminal/scripted-clock.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import { fill } from '../../messages/fill.ts';
import type { SurfaceTexts } from '../../messages/surfaces.ts';
import type { ChatOptions, Opened } from './chat-options.ts';
import { errorShown } from './json-lines.ts';

dayjs.extend(utc);

/** A terminal, or anything else that text is written to. */
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** What the chat by hand is made of. */
export interface InteractiveChat {
  readonly talk: ChatSession;
  readonly input: NodeJS.ReadableStream;
  readonly output: Output;
  readonly opened: Pick<Opened, 'texts' | 'stepTitle'>;
  readonly options: ChatOptions;
  readonly clock: Clock;
  readonly offset: (at: Instant) => number;
}

const WIDEST = 88;
/** How often a person at a running clock is looked after while they type nothing. */
const LOOK_EVERY_MILLISECONDS = 1_000;

/** Chats with a person at a terminal until they leave or the input ends. */
export async function interactiveChat(parts: InteractiveChat): Promise<void> {
  const { talk, input, output, opened, options, clock, offset } = parts;
  const terminal = output.isTTY === true;
  let locale = options.locale;
  let user = options.user;

  const drawing = (): RenderOptions => ({
    columns: Math.min(output.columns ?? WIDEST, WIDEST),
    colours: options.colours,
    words: opened.texts(locale),
  });
  const write = (text: string): void => {
    output.write(text);
  };
  const remark = (
    key: keyof SurfaceTexts<'terminal'>,
    values: Readonly<Record<string, string | number>> = {},
  ): void => {
    const shown = drawing();
    write(`${styled('dim', fill(shown.words[key], values), shown)}\n`);
  };
  const show = (posts: readonly Post[]): void => {
    const shown = drawing();
    for (const post of posts) write(`${renderPost(post, user, shown)}\n`);
  };
  const showOutcome = ({ replies, state }: Outcome): void => {
    if (state) locale = state.locale;
    show(replies);
    if (state?.role === 'supplier') write(renderProgress(state, (step) => opened.stepTitle(step, locale), drawing()));
  };
  const time = (): string => dayjs.utc(clock.now()).utcOffset(offset(clock.now())).format('YYYY-MM-DD HH:mm');

  const carryOut = async (typed: Typed): Promise<void> => {
    switch (typed.type) {
      case 'as':
        user = typed.user;
        remark('speaking_as', { user });
        return;
      case 'unknown':
        remark('unknown_command', { command: typed.command });
        return;
      case 'wait_how':
      case 'as_how':
        remark(typed.type);
        return;
      case 'line': {
        const draft = await talk.take({ ...typed.line, user });
        if ('wait' in typed.line) remark(draft.replies.length === 0 ? 'nothing_came' : 'waited', { time: time() });
        showOutcome(draft);
      }
    }
  };
  const answer = async (written: string): Promise<boolean> => {
    if ([...written].length > MAXIMUM_CHARACTERS) {
      remark('too_long', { count: MAXIMUM_CHARACTERS });
      return true;
    }
    const labels = talk.last(user)?.choices.map(({ label }) => label) ?? [];
    const typed = readTyped(written, labels);
    if (typed.type === 'quit') return false;
    try {
      await carryOut(typed);
    } catch (error) {
      remark('not_taken', { code: errorShown(error).code });
    }
    return true;
  };

  const prompt = `${styled('bold', '>', { colours: options.colours })} `;
  const lines = createInterface({ input, output, terminal, prompt, historySize: 100 });
  // Asked for at once, so that no line is missed while the greeting is on its way.
  const incoming = lines[Symbol.asyncIterator]();
  const heading = drawing();
  write(`${styled('bold', heading.words.title, heading)}\n${styled('dim', heading.words.how_to, heading)}\n\n`);

  let looking = Promise.resolve();
  const look = async (): Promise<void> => {
    const posts = await talk.look();
    if (posts.length === 0) return;
    if (terminal) write('\r\u001b[K');
    show(posts);
    lines.prompt(true);
  };
  // One thing at a time: a look never runs beside an answer, since both take what has arrived.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = looking.then(work);
    looking = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  };
  const every =
    options.now === undefined
      ? setInterval(() => void inTurn(look).catch(() => undefined), LOOK_EVERY_MILLISECONDS)
      : undefined;
  try {
    showOutcome(await inTurn(() => talk.enter(user)));
    lines.prompt();
    for await (const line of incoming) {
      if (!(await inTurn(() => answer(line)))) break;
      lines.prompt();
    }
  } finally {
    clearInterval(every);
    lines.close();
    await looking;
  }
  write('\n');
  remark('goodbye');
}
