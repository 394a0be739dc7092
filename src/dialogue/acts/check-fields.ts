import { checkPasted, type Pasted } from '../../text/checks/pasted.ts';
import type { Outcome } from '../outcome.ts';
import type { Scene } from '../scene.ts';
import { currentStep } from '../standing.ts';
import { dateOf } from '../working-time.ts';

/** The fields of the journey, those of the current step first, so that a bare value is taken for what is asked now. */
export const fieldsToCheck = (scene: Scene) => {
  const current = currentStep(scene)?.step;
  const others = scene.journey.steps.filter((step) => step !== current);
  return [...(current ? [current] : []), ...others].flatMap((step) => step.fields);
};

/** Says of each pasted value whether it is plausible and what is wrong. Nothing of it is kept. */
export const checkFields = (scene: Scene, pasted: readonly Pasted[]): Outcome => {
  const { voice, conversation, journey, now, schedule } = scene;
  const results = checkPasted(pasted, {
    today: dateOf(now, schedule),
    creditLimit: journey.terms.credit_limit,
    settlementDays: journey.terms.credit_days,
    depositLimit: 200,
  });
  const lines = results.map(({ label, verdict }) =>
    [
      voice.finding(verdict.verdict, { label }),
      ...verdict.findings.map((finding) => `· ${voice.finding(finding.code, finding.values ?? {})}`),
    ].join('\n'),
  );
  return { conversation, lines: [lines.join('\n'), voice.finding('closing', {})], tail: { kind: 'back' } };
};
