import type { Field, Step } from '../../../../content/schema/journey.ts';
import { checkPasted, type Pasted } from '../../../../text/pasted/pasted.ts';
import { expectedTerms } from '../../../core/expected-terms.ts';
import { currentStep } from '../../../core/progress/step-status.ts';
import type { ReplyDraft } from '../../../core/reply/reply-draft.ts';
import { dateOf } from '../../../core/time/working-time.ts';
import type { TurnContext } from '../../../core/turn-context.ts';

/** The fields of a journey, by the step they are ordered for; the same array each time, so that labels are read once. */
const orderedFields = new WeakMap<Step, readonly Field[]>();

/** The fields of the journey, those of the current step first, so that a bare value is taken for what is asked now. */
export const fieldsToCheck = (context: TurnContext): readonly Field[] => {
  const first = currentStep(context)?.step ?? context.journey.steps[0];
  if (!first) return [];
  const known = orderedFields.get(first);
  if (known) return known;
  const fields = [first, ...context.journey.steps.filter((step) => step !== first)].flatMap((step) => step.fields);
  orderedFields.set(first, fields);
  return fields;
};

/** Says of each pasted value whether it is plausible and what is wrong. Nothing of it is kept. */
export const checkFields = (context: TurnContext, pasted: readonly Pasted[]): ReplyDraft => {
  const { translator, conversation, now, schedule } = context;
  const expected = expectedTerms(context);
  const results = checkPasted(pasted, {
    today: dateOf(now, schedule),
    creditLimit: expected.credit,
    settlementDays: expected.days,
    depositLimit: 200,
  });
  const lines = results.map(({ label, verdict }) =>
    [
      translator.finding(verdict.verdict, { label }),
      ...verdict.findings.map((finding) => `· ${translator.finding(finding.code, finding.values ?? {})}`),
    ].join('\n'),
  );
  return { conversation, lines: [lines.join('\n'), translator.finding('closing', {})], followUp: { type: 'back' } };
};
