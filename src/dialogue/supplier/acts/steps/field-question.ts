import type { Field } from '../../../../content/schema/journey.ts';
import { termsOf } from '../../../core/expected-terms.ts';
import type { ReplyDraft } from '../../../core/reply/reply-draft.ts';
import type { TurnContext } from '../../../core/turn-context.ts';
import { fieldsToCheck } from './check-fields.ts';

/** Shorter labels are words of every day. */
const shortestLabel = 4;

/** The field whose label, as the page shows it, stands in a text: the longest, those of the current step first. */
export const fieldNamed = (context: TurnContext, text: string): Field | undefined =>
  fieldsToCheck(context)
    .filter(({ label }) => {
      const at = label.length < shortestLabel ? -1 : text.indexOf(label);
      // “企业名称认证” is a step, not the field “企业名称”.
      return at >= 0 && !text.slice(at + label.length).startsWith('认证');
    })
    .reduce<Field | undefined>(
      (longest, field) => (longest && longest.label.length >= field.label.length ? longest : field),
      undefined,
    );

/** What to put into one field of a page. */
export const fieldQuestion = (context: TurnContext, { label, put }: Field): ReplyDraft => ({
  conversation: context.conversation,
  lines: [
    context.translator.t('checklist.optional', { label, put: context.translator.format(put, termsOf(context)) }).trim(),
  ],
  followUp: { type: 'back' },
});
