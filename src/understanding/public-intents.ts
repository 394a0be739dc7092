import { type Intent, type IntentId, publicIntent } from '../content/schema/intent.ts';
import type { Reading } from './reading.ts';
import type { Recogniser } from './recogniser.ts';

/**
 * A recogniser whose readings name intents of the public catalogue alone, each once: what content tells apart more finely
 * is named by the intent that it belongs to (`reported_as`).
 */
export const withPublicIntents = (
  recogniser: Pick<Recogniser, 'read'>,
  intents: ReadonlyMap<IntentId, Intent>,
): Pick<Recogniser, 'read'> => ({
  read: (text) => {
    const reading = recogniser.read(text);
    const shown = (id: IntentId): IntentId => publicIntent(intents, id);
    return {
      ...reading,
      intent: shown(reading.intent),
      intents: [...new Set(reading.intents.map(shown))],
      candidates: reading.candidates.map((candidate) => ({ ...candidate, intent: shown(candidate.intent) })),
    } satisfies Reading;
  },
});
