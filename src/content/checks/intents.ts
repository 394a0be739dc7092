import { dialogueIntents } from '../dialogue-intents.ts';
import type { Rule } from '../parse/parsed-content.ts';
import { OUT_OF_SCOPE } from '../schema/intent.ts';
import { duplicates } from './duplicates.ts';

/** The catalogue is whole: what the program acts upon is there, once, and each step intent belongs to a step. */
export const checkIntents: Rule = ({ intents, journeys }) => {
  const present = new Set<string>(intents.map(({ value }) => value.id));
  const asked = new Set<string>(journeys.flatMap(({ value }) => value.steps.map((step) => step.intent)));
  const acts = new Set<string>(dialogueIntents);
  return [
    ...[...dialogueIntents, OUT_OF_SCOPE]
      .filter((id) => !present.has(id))
      .map((id) => ({
        file: `intents/${id}.yaml`,
        line: 1,
        reason: 'is missing: the assistant cannot do without this intent',
        severity: 'error' as const,
      })),
    ...duplicates(intents.map(({ value, source }) => ({ key: value.id, at: source }))).map(({ first, again, key }) =>
      again.diagnostic(['id'], `id: “${key}” is the id of ${first.path} as well`),
    ),
    ...intents.flatMap(({ value, source }) => {
      if (value.kind === 'faq' && value.reported_as !== undefined && !present.has(value.reported_as)) {
        return [source.diagnostic(['reported_as'], `reported_as: there is no intent “${value.reported_as}”`)];
      }
      if (value.kind === 'step' && !asked.has(value.id)) {
        return [source.diagnostic(['id'], `no step of a journey has “intent: ${value.id}”`)];
      }
      if (value.kind === 'dialogue' && !acts.has(value.id)) {
        return [
          source.diagnostic(
            ['kind'],
            'kind: the program knows nothing to do for this intent; questions are of kind faq',
          ),
        ];
      }
      if (value.kind !== 'dialogue' && acts.has(value.id)) {
        return [source.diagnostic(['kind'], 'kind: the program acts upon this intent, so it must be of kind dialogue')];
      }
      if ((value.kind === 'none') !== (value.id === OUT_OF_SCOPE)) {
        return [source.diagnostic(['kind'], `kind: none is for ${OUT_OF_SCOPE} alone`)];
      }
      return [];
    }),
  ];
};
