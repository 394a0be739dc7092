import type { Locale } from '../../content/schema/text.ts';

/** How a step stands, as shown to the outside. Times are ISO 8601. */
export type PublicStepState =
  | { readonly status: 'todo' | 'doing' }
  | { readonly status: 'waiting'; readonly for: 'review' | 'deposit' | 'purchaser'; readonly until: string }
  | { readonly status: 'rejected'; readonly at: string }
  | { readonly status: 'done'; readonly at: string };

/** The state of a conversation as scripts, the web page and the purchasers’ side see it; see INTERFACES. */
export interface PublicState {
  readonly user: string;
  readonly role: 'supplier' | 'purchaser';
  readonly locale: Locale;
  readonly journey: string;
  readonly mode: 'guided' | 'human' | 'paused' | 'finished';
  /** The step the person is on; `null` when all are done. */
  readonly current: string | null;
  readonly steps: Readonly<Record<string, PublicStepState>>;
  readonly facts: Readonly<Record<string, string>>;
  readonly reminders: readonly { readonly at: string; readonly about?: string }[];
  readonly reminders_on: boolean;
  readonly invited_by?: string;
}
