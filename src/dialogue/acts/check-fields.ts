import type { Field, Step } from '../../content/journey.ts';
import { checkPasted, type Pasted } from '../../text/checks/pasted.ts';
import type { Outcome } from '../outcome.ts';
import type { Scene } from '../scene.ts';
import { currentStep } from '../standing.ts';
import { expectedTerms } from '../terms.ts';
import { dateOf } from '../working-time.ts';

/** The fields of a journey, by the step they are ordered for; the same array each time, so that labels are read once. */
const orderedFields = new WeakMap<Step, readonly Field[]>();

/** The fields of the journey, those of the current step first, so that a bare value is taken for what is asked now. */
export const fieldsToCheck = (scene: Scene): readonly Field[] => {
  const first = currentStep(scene)?.step ?? scene.journey.steps[0];
  if (!first) return [];
  const known = orderedFields.get(first);
  if (known) return known;
  const fields = [first, ...scene.journey.steps.filter((step) => step !== first)].flatMap((step) => step.fields);
  orderedFields.set(first, fields);
  return fields;
};

/** Says of each pasted value whether it is plausible and what is wrong. Nothing of it is kept. */
export const checkFields = (scene: Scene, pasted: readonly Pasted[]): Outcome => {
  const { voice, conversation, now, schedule } = scene;
  const expected = expectedTerms(scene);
  const results = checkPasted(pasted, {
    today: dateOf(now, schedule),
    creditLimit: expected.credit,
    settlementDays: expected.days,
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
