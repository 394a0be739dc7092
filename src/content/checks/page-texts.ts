import { phraseKey } from '../../text/phrase-key.ts';
import type { Rule } from '../parse/parsed-content.ts';
import { duplicates } from './duplicates.ts';

/** Each text of a page belongs to one answer, and what answers and steps it names is there. */
export const checkScreens: Rule = ({ pageTexts, intents, journeys }) => {
  if (!pageTexts) return [];
  const { value, source } = pageTexts;
  const known = new Set(intents.map((intent) => String(intent.value.id)));
  const steps = new Set(journeys.flatMap((journey) => journey.value.steps.map(({ id }) => String(id))));
  const all = value.flatMap(({ id, texts }, place) =>
    texts.map((text, index) => ({ id, text, path: [place, 'texts', index], key: phraseKey(text) })),
  );
  return [
    ...value.flatMap(({ about, id }, place) =>
      known.has(about) ? [] : [source.diagnostic([place, 'about'], `${id}: there is no intent “${about}”`)],
    ),
    ...value.flatMap(({ steps: named, id }, place) =>
      named
        .filter((step) => !steps.has(step))
        .map((step) => source.diagnostic([place, 'steps'], `${id}: no journey has a step “${step}”`)),
    ),
    ...duplicates(all.map((at) => ({ key: at.key, at })))
      .filter(({ first, again }) => first.id !== again.id)
      .map(({ first, again }) =>
        source.diagnostic(again.path, `${again.id}: “${again.text}” is answered by ${first.id} already`),
      ),
  ];
};
