import type { Diagnostic } from '../parse/diagnostic.ts';
import type { Rule } from '../parse/parsed-content.ts';
import type { Wait } from '../schema/journey.ts';

/** Waits that make sense: reminders one after the other, and the last before the case is given up. */
export const checkWaits: Rule = (parsed) =>
  parsed.journeys.flatMap(({ value: journey, source }) =>
    journey.steps.flatMap((step, index) =>
      step.milestones.flatMap((milestone, at) => {
        if (milestone.wait === undefined) return [];
        const path = ['steps', index, 'milestones', at, 'wait'];
        return faults(milestone.wait).map(({ within, reason, severity }) =>
          source.diagnostic([...path, ...within], `${step.id} › ${milestone.id} › wait: ${reason}`, severity),
        );
      }),
    ),
  );

interface Fault {
  readonly within: readonly PropertyKey[];
  readonly reason: string;
  readonly severity: Diagnostic['severity'];
}

const faults = (wait: Wait): Fault[] => {
  const found: Fault[] = [];
  if (wait.give_up <= wait.usually) {
    found.push({
      within: ['give_up'],
      reason: `gives up after ${wait.give_up} days, though it usually takes ${wait.usually}`,
      severity: 'error',
    });
  }
  wait.remind.forEach(({ after }, nth) => {
    const within = ['remind', nth, 'after'];
    const before = wait.remind[nth - 1]?.after;
    if (before !== undefined && after <= before) {
      found.push({
        within,
        reason: `the reminder after ${after} days must come later than the one before it (${before})`,
        severity: 'error',
      });
    }
    if (after >= wait.give_up) {
      found.push({
        within,
        reason: `the reminder after ${after} days must come before it is given up (${wait.give_up})`,
        severity: 'error',
      });
    }
    if (after < wait.usually) {
      found.push({
        within,
        reason: `reminds after ${after} days, though it usually takes ${wait.usually}`,
        severity: 'warning',
      });
    }
  });
  return found;
};
