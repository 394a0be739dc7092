import type { Diagnostic } from '../parse/diagnostic.ts';
import type { Parsed } from '../parse/parse.ts';
import type { Rule } from '../parse/parsed-content.ts';
import type { Path } from '../parse/positions.ts';
import type { Journey } from '../schema/journey.ts';

/** What is referred to by its id exists: journeys, steps, milestones, intents. */
export const checkReferences: Rule = (parsed) => {
  const intents = new Map(parsed.intents.map(({ value }) => [value.id as string, value]));
  const steps = new Set<string>(parsed.journeys.flatMap(({ value }) => value.steps.map((step) => step.id)));
  const { settings } = parsed;
  const diagnostics: Diagnostic[] = [];
  if (!parsed.journeys.some(({ value }) => value.id === settings.value.journey)) {
    diagnostics.push(
      settings.source.diagnostic(['journey'], `journey: there is no journey “${settings.value.journey}”`),
    );
  }
  for (const { value, source } of parsed.intents) {
    value.steps.forEach((step, index) => {
      if (!steps.has(step)) diagnostics.push(source.diagnostic(['steps', index], `steps: there is no step “${step}”`));
    });
    value.outweighs?.forEach((id, index) => {
      // What the program acts upon is the same for every programme, and may name a question that only some of them have.
      if (value.kind === 'dialogue' || parsed.intents.some((other) => other.value.id === id)) return;
      diagnostics.push(source.diagnostic(['outweighs', index], `outweighs: there is no intent “${id}”`));
    });
  }
  for (const journey of parsed.journeys) {
    diagnostics.push(...checkStepReferences(journey));
    journey.value.steps.forEach((step, index) => {
      const wanted: { path: Path; id: string; kind?: string }[] = [
        { path: ['steps', index, 'intent'], id: step.intent, kind: 'step' },
        ...step.milestones.flatMap((milestone, at) =>
          milestone.means.map((id, nth) => ({ path: ['steps', index, 'milestones', at, 'means', nth], id })),
        ),
      ];
      for (const { path, id, kind } of wanted) {
        const intent = intents.get(id);
        if (intent === undefined) {
          diagnostics.push(journey.source.diagnostic(path, `step ${step.id}: there is no intent “${id}”`));
        } else if (kind !== undefined && intent.kind !== kind) {
          diagnostics.push(journey.source.diagnostic(path, `step ${step.id}: intent “${id}” is not of kind ${kind}`));
        }
      }
    });
  }
  return diagnostics;
};

const checkStepReferences = ({ value: journey, source }: Parsed<Journey>): Diagnostic[] => {
  const known = new Set<string>(
    journey.steps.flatMap((step) => [step.id, ...step.milestones.map((milestone) => `${step.id}.${milestone.id}`)]),
  );
  const places = [
    ...journey.steps.flatMap((step, index) =>
      (['needs', 'after'] as const).flatMap((list) =>
        step[list].map((reference, nth) => ({
          path: ['steps', index, list, nth],
          owner: `step ${step.id} › ${list}`,
          reference,
        })),
      ),
    ),
    ...journey.favours.flatMap((favour, index) => [
      ...favour.after.map((reference, nth) => ({
        path: ['favours', index, 'after', nth],
        owner: `favour ${favour.id} › after`,
        reference,
      })),
      ...(favour.reaches === undefined
        ? []
        : [{ path: ['favours', index, 'reaches'], owner: `favour ${favour.id} › reaches`, reference: favour.reaches }]),
    ]),
    ...journey.exceptions.map(({ id, step }, index) => ({
      path: ['exceptions', index, 'step'],
      owner: `exception ${id} › step`,
      reference: step,
    })),
  ];
  return places
    .filter(({ reference }) => !known.has(reference))
    .map(({ path, owner, reference }) =>
      source.diagnostic(path, `${owner}: there is no ${reference.includes('.') ? 'milestone' : 'step'} “${reference}”`),
    );
};
