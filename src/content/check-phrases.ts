import { phraseKey } from '../text/phrase-key.ts';
import type { Rule } from './draft.ts';
import { twins } from './twins.ts';

/** A phrase that is understood whole means one thing, however it is written. */
export const checkPhrases: Rule = ({ phrases: { value, source } }) => {
  const all = Object.entries(value).flatMap(([meaning, phrases]) =>
    phrases.map((phrase, index) => ({ meaning, phrase, path: [meaning, index], key: phraseKey(phrase) })),
  );
  return [
    ...all
      .filter(({ key }) => key === '')
      .map(({ path, meaning, phrase }) =>
        source.problem(path, `${meaning}: “${phrase}” has neither letters nor digits`),
      ),
    ...twins(all.map((at) => ({ key: at.key, at })))
      .filter(({ first, again }) => first.meaning !== again.meaning)
      .map(({ first, again }) =>
        source.problem(
          again.path,
          `${again.meaning}: “${again.phrase}” already means ${first.meaning} (line ${source.place(first.path).line})`,
        ),
      ),
  ];
};
