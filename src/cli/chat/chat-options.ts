import type { Channel } from '../../channels/channel.ts';
import type { TerminalEngine } from '../../channels/terminal/engine.ts';
import type { Locale } from '../../content/schema/text.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import type { SurfaceTexts } from '../../messages/surfaces.ts';

/** What the chat is opened with: an engine whose terminal channel and clock are these. */
export interface Opening {
  readonly channel: Channel;
  readonly clock: () => Instant;
}

/** An engine that runs, and what the terminal shows beside its messages. */
export interface Opened {
  readonly engine: TerminalEngine;
  /** What the terminal says itself in a locale. */
  readonly texts: (locale: Locale) => SurfaceTexts<'terminal'>;
  /** What a step is called. */
  readonly stepTitle: (step: string, locale: Locale) => string;
  /** Lets go of the store; called once, whatever happened. */
  close(): Promise<void>;
}

/** How to chat. */
export interface ChatOptions {
  /** One JSON line in, one out; otherwise by hand. */
  readonly json: boolean;
  /** The moment at which time stands still; without it the clock runs. */
  readonly now?: Instant;
  readonly user: string;
  /** The language of the terminal's own words until the person has one. */
  readonly locale: Locale;
  readonly colours: boolean;
}
