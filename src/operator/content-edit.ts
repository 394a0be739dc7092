import type { Instant } from '../dialogue/model/instant.ts';

/** What became of the last edit of the content; `hash` is the beginning of the content's, as the log names it. */
export type ContentEdit =
  | { readonly type: 'taken'; readonly at: Instant; readonly hash: string }
  /** `problems` are lines such as `intents/greet.yaml:3: kind: there is none called “fqa”`. */
  | { readonly type: 'refused'; readonly at: Instant; readonly hash: string; readonly problems: readonly string[] };
