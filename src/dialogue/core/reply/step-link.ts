import type { Step } from '../../../content/schema/journey.ts';
import type { Link } from '../../model/message.ts';
import type { TurnContext } from '../turn-context.ts';

/** The link of a step, as something to tap. */
export const linkOf = ({ translator }: TurnContext, step: Step): Link => ({
  label: translator.format(step.link.label, {}),
  url: step.link.url,
});
