import type { OutboxItem } from '../../dialogue/model/conversation.ts';
import type { Choice, Link } from '../../dialogue/model/message.ts';

/** A message as the page gets it. `at` is ISO 8601. */
export interface Shown {
  readonly to: string;
  readonly text: string;
  readonly links: readonly Link[];
  readonly choices: readonly Choice[];
  readonly at: string;
}

/** A saved message in the shape the page gets. */
export const shown = (item: OutboxItem): Shown => ({
  to: item.address.user,
  text: item.message.text,
  links: item.message.links,
  choices: item.message.choices,
  at: new Date(item.savedAt).toISOString(),
});
