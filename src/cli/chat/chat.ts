import { createTerminal } from '../../channels/terminal/index.ts';
import { createRunningClock, createStoppedClock } from '../../channels/terminal/scripted-clock.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import type { ChatOptions, Opened, Opening } from './chat-options.ts';
import { interactiveChat, type Output } from './interactive.ts';
import { jsonLinesChat } from './json-lines.ts';

/** What the chat is made of. */
export interface ChatDeps {
  readonly open: (opening: Opening) => Promise<Opened>;
  readonly input: NodeJS.ReadableStream;
  readonly output: Output;
  readonly options: ChatOptions;
  readonly realNow: () => Instant;
  /** Minutes that local time is ahead of UTC at a moment. */
  readonly offset: (at: Instant) => number;
  /** Something that no other run has: message ids are made with it. */
  readonly run: string;
}

/** Chats until the input ends or the person leaves. Rejects when the engine cannot be opened or the output is gone. */
export async function runChat({ open, input, output, options, realNow, offset, run }: ChatDeps): Promise<void> {
  const clock = options.now === undefined ? createRunningClock(realNow) : createStoppedClock(options.now);
  let messages = 0;
  const newId = (): string => {
    messages += 1;
    return `${run}-${messages}`;
  };
  const terminal = createTerminal({ clock, offset, user: options.user, newId });
  const opened = await open({ channel: terminal.channel, clock: clock.now });
  try {
    const talk = terminal.talk(opened.engine);
    if (options.json) await jsonLinesChat({ talk, input, output });
    else await interactiveChat({ talk, input, output, opened, options, clock, offset });
  } finally {
    await opened.close();
  }
}
