import type { Field } from '../../content/journey.ts';
import type { Outcome } from '../outcome.ts';
import type { Scene } from '../scene.ts';
import { termsOf } from '../terms.ts';
import { fieldsToCheck } from './check-fields.ts';

/** Shorter labels are words of every day. */
const shortestLabel = 4;

/** The field whose label, as the page shows it, stands in a text: the longest, those of the current step first. */
export const fieldNamed = (scene: Scene, text: string): Field | undefined =>
  fieldsToCheck(scene)
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
export const fieldQuestion = (scene: Scene, { label, put }: Field): Outcome => ({
  conversation: scene.conversation,
  lines: [scene.voice.say('checklist.optional', { label, put: scene.voice.fill(put, termsOf(scene)) }).trim()],
  tail: { kind: 'back' },
});
