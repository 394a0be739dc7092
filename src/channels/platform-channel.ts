import type { Instant } from '../dialogue/model/instant.ts';
import type { Channel, Receive } from './channel.ts';
import type { Log } from './log.ts';
import type { Sleep } from './sleep.ts';

/** A channel to a platform that has to be connected to. */
export interface PlatformChannel extends Channel {
  /** Begins to connect; whatever goes wrong is logged, shown by `health`, and tried again. */
  start(): void;
}

/** What every channel to a platform is made of, besides its settings. */
export interface PlatformDeps {
  readonly receive: Receive;
  readonly clock: () => Instant;
  /** From 0 up to 1, for spreading what is tried again. */
  readonly random: () => number;
  readonly log: Log;
  readonly sleep: Sleep;
}
