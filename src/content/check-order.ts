import type { Rule } from './draft.ts';
import type { Journey, Step } from './journey.ts';
import type { Parsed } from './parse.ts';
import type { Problem } from './problem.ts';

/** No step waits for itself, by however many others: nobody could ever begin it. */
export const checkOrder: Rule = (draft) => draft.journeys.flatMap(circles);

const stepOf = (reference: string): string => reference.split('.', 1)[0] ?? reference;

const circles = ({ value: journey, source }: Parsed<Journey>): Problem[] => {
  const steps = new Map<string, Step>(journey.steps.map((step) => [step.id, step]));
  const settled = new Set<string>();
  const problems: Problem[] = [];
  const visit = (step: Step, way: readonly string[]): void => {
    if (settled.has(step.id)) return;
    for (const list of ['needs', 'after'] as const) {
      step[list].forEach((reference, nth) => {
        const before = stepOf(reference);
        const circle = [...way, step.id];
        const start = circle.indexOf(before);
        if (start >= 0) {
          const shown = [...circle.slice(start), before].join(' → ');
          const index = journey.steps.indexOf(step);
          problems.push(source.problem(['steps', index, list, nth], `step ${step.id} waits for itself: ${shown}`));
          return;
        }
        const next = steps.get(before);
        if (next !== undefined) visit(next, circle);
      });
    }
    settled.add(step.id);
  };
  for (const step of journey.steps) visit(step, []);
  return problems;
};
