import type { Diagnostic } from '../parse/diagnostic.ts';
import type { Parsed } from '../parse/parse.ts';
import type { Rule } from '../parse/parsed-content.ts';
import type { Journey, Step } from '../schema/journey.ts';

/** No step waits for itself, by however many others: nobody could ever begin it. */
export const checkOrder: Rule = (parsed) => parsed.journeys.flatMap(circles);

const stepOf = (reference: string): string => reference.split('.', 1)[0] ?? reference;

const circles = ({ value: journey, source }: Parsed<Journey>): Diagnostic[] => {
  const steps = new Map<string, Step>(journey.steps.map((step) => [step.id, step]));
  const settled = new Set<string>();
  const diagnostics: Diagnostic[] = [];
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
          diagnostics.push(
            source.diagnostic(['steps', index, list, nth], `step ${step.id} waits for itself: ${shown}`),
          );
          return;
        }
        const next = steps.get(before);
        if (next !== undefined) visit(next, circle);
      });
    }
    settled.add(step.id);
  };
  for (const step of journey.steps) visit(step, []);
  return diagnostics;
};
