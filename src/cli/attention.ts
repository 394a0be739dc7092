import { attentionOf, type Concern } from '../desk/attention.ts';
import { withStore } from './store-for.ts';

/** What to list. */
export interface AttentionWishes {
  readonly data?: string;
  readonly json?: true;
}

const inWords = (concern: Concern): string => {
  switch (concern.about) {
    case 'asked_for_a_person':
      return 'asked for a person';
    case 'waits_too_long':
      return `waits too long at ${concern.step}`;
    case 'undelivered':
      return `not delivered on ${concern.channel} at ${new Date(concern.at).toISOString().slice(0, 16)}: ${concern.reason}`;
  }
};

/** Lists who asked for a person, who waits too long, and what was never delivered, a person a line. */
export const runAttention = ({ data, json }: AttentionWishes, write: (text: string) => void): Promise<void> =>
  withStore(data, async (store) => {
    const damaged: Error[] = [];
    let people = 0;
    for await (const { person, concerns } of attentionOf(store.everyone((error) => damaged.push(error)))) {
      people += 1;
      write(json ? `${JSON.stringify({ person, concerns })}\n` : `${person}  ${concerns.map(inWords).join('; ')}\n`);
    }
    if (!json && people === 0) write('Nobody needs looking after.\n');
    if (damaged.length > 0) throw new Error(`${damaged.length} records cannot be read; see npm run export.`);
  });
