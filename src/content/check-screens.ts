import { phraseKey } from '../text/phrase-key.ts';
import type { Rule } from './draft.ts';
import { twins } from './twins.ts';

/** Each text of a page belongs to one answer, and what answers and steps it names is there. */
export const checkScreens: Rule = ({ screens, intents, journeys }) => {
  if (!screens) return [];
  const { value, source } = screens;
  const known = new Set(intents.map((intent) => String(intent.value.id)));
  const steps = new Set(journeys.flatMap((journey) => journey.value.steps.map(({ id }) => String(id))));
  const all = value.flatMap(({ id, texts }, place) =>
    texts.map((text, index) => ({ id, text, path: [place, 'texts', index], key: phraseKey(text) })),
  );
  return [
    ...value.flatMap(({ about, id }, place) =>
      known.has(about) ? [] : [source.problem([place, 'about'], `${id}: there is no intent “${about}”`)],
    ),
    ...value.flatMap(({ steps: named, id }, place) =>
      named
        .filter((step) => !steps.has(step))
        .map((step) => source.problem([place, 'steps'], `${id}: no journey has a step “${step}”`)),
    ),
    ...twins(all.map((at) => ({ key: at.key, at })))
      .filter(({ first, again }) => first.id !== again.id)
      .map(({ first, again }) =>
        source.problem(again.path, `${again.id}: “${again.text}” is answered by ${first.id} already`),
      ),
  ];
};
