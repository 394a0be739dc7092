import { phraseKey } from '../../text/phrase-key.ts';
import type { Rule } from '../parse/parsed-content.ts';
import { duplicates } from './duplicates.ts';

/** A phrase that is understood whole means one thing, however it is written. */
export const checkPhrases: Rule = ({ phrases: { value, source } }) => {
  const all = Object.entries(value).flatMap(([meaning, phrases]) =>
    phrases.map((phrase, index) => ({ meaning, phrase, path: [meaning, index], key: phraseKey(phrase) })),
  );
  return [
    ...all
      .filter(({ key }) => key === '')
      .map(({ path, meaning, phrase }) =>
        source.diagnostic(path, `${meaning}: “${phrase}” has neither letters nor digits`),
      ),
    ...duplicates(all.map((at) => ({ key: at.key, at })))
      .filter(({ first, again }) => first.meaning !== again.meaning)
      .map(({ first, again }) =>
        source.diagnostic(
          again.path,
          `${again.meaning}: “${again.phrase}” already means ${first.meaning} (line ${source.positionOf(first.path).line})`,
        ),
      ),
  ];
};
