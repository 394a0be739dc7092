import { adviceFor } from '../../operator/advice.ts';
import { attentionOf, type Concern } from '../../operator/attention.ts';
import { StoreError } from '../../store/store-error.ts';
import { withStore } from '../with-store.ts';

/** What to list. */
export interface AttentionOptions {
  readonly data?: string;
  readonly json?: true;
}

const minuteOf = (at: number): string => new Date(at).toISOString().slice(0, 16);

const inWords = (concern: Concern): string => {
  switch (concern.type) {
    case 'asked_for_a_person':
      return 'asked for a person';
    case 'waits_too_long':
      return `waits too long at ${concern.step}`;
    case 'out_of_reach': {
      const about = concern.steps.length === 0 ? '' : ` about ${concern.steps.join(', ')}`;
      return `cannot be written to${about} since ${minuteOf(concern.at)}: the reply window of ${concern.channel} is shut`;
    }
    case 'undelivered':
      return `not delivered on ${concern.channel} at ${minuteOf(concern.at)}: ${concern.reason}`;
  }
};

const whose = (error: Error): string => (error instanceof StoreError && error.person) || 'unknown';

const setAsideLine = (records: number): string =>
  `${records} of the records were set aside because they cannot be read; their people begin anew when they write.\n  Bring them back from an export with npm run import, and look after the disk.\n`;

/**
 * Lists who asked for a person, who waits too long, who cannot be written to, and what was never delivered, with what to
 * do about it.
 */
export const runAttention = ({ data, json }: AttentionOptions, write: (text: string) => void): Promise<void> =>
  withStore(data, async (store) => {
    const damaged: Error[] = [];
    let people = 0;
    for await (const { person, concerns } of attentionOf(store.everyone((error) => damaged.push(error)))) {
      people += 1;
      const advised = concerns.map((concern) => ({ ...concern, advice: adviceFor(concern) }));
      const lines = advised.map((concern) => `  ${inWords(concern)}\n    ${concern.advice}\n`);
      write(json ? `${JSON.stringify({ person, concerns: advised })}\n` : `${person}\n${lines.join('')}`);
    }
    if (!json) {
      const aside = (await store.count()).damaged;
      for (const error of damaged) write(`${whose(error)}\n  ${error.message}\n`);
      if (aside > 0) write(setAsideLine(aside));
      else if (people === 0) write('Nobody needs looking after.\n');
    }
    if (damaged.length > 0) throw new Error(`${damaged.length} records cannot be read; see npm run export.`);
  });
