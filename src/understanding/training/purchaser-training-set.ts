import type { Intent, LabelledPhrasings } from '../../content/schema/intent.ts';
import { OUT_OF_SCOPE } from '../../content/schema/intent.ts';
import type { PurchaserIntent } from '../../content/schema/purchaser-intent.ts';
import { phraseKey } from '../../text/phrase-key.ts';

/** What a supplier says of their own progress, a purchaser's person says of their suppliers'. */
const meantOtherwise: ReadonlySet<string> = new Set(['show_progress', 'show_overview', 'remind_later']);

/** All that is out of scope for everybody, and so many phrasings of each other intent, teach what is none of a purchaser's: enough to tell, few enough to learn quickly. */
const OF_EACH = { zh: 40, en: 20 } as const;

/** Every nth, so that those taken are spread over a list that is sorted by nothing in particular. */
const spread = (texts: readonly string[], count: number): readonly string[] => {
  const stride = Math.max(1, Math.floor(texts.length / count));
  return texts.filter((_, index) => index % stride === 0).slice(0, count);
};

/** What is learnt to understand a purchaser's people: their intents, and everything else as out of scope. */
export const purchaserTrainingSet = (
  purchaserIntents: readonly PurchaserIntent[],
  intents: readonly Intent[],
): readonly LabelledPhrasings[] => {
  const theirs = new Set(
    purchaserIntents.flatMap(({ phrasings }) => [...phrasings.zh, ...phrasings.en].map((text) => phraseKey(text))),
  );
  const others = intents.filter(({ id }) => !meantOtherwise.has(id));
  const from = (language: 'zh' | 'en'): string[] =>
    others.flatMap(({ id, phrasings }) =>
      (id === OUT_OF_SCOPE ? phrasings[language] : spread(phrasings[language], OF_EACH[language])).filter(
        (text) => !theirs.has(phraseKey(text)),
      ),
    );
  return [...purchaserIntents, { id: OUT_OF_SCOPE, phrasings: { zh: from('zh'), en: from('en') } }];
};
