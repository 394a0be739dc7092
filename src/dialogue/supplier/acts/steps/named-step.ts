import type { Step } from '../../../../content/schema/journey.ts';
import type { Utterance } from '../../../core/acts/act.ts';
import { stepOf } from '../../../core/progress/step-status.ts';
import type { TurnContext } from '../../../core/turn-context.ts';

/** The step an utterance names, by a tap or in words; `undefined` when it names none, or more than one. */
export const namedStep = (context: TurnContext, { meaning, entities }: Utterance): Step | undefined => {
  const tapped = 'step' in meaning ? meaning.step : undefined;
  if (tapped !== undefined) return stepOf(context.journey, tapped);
  const named = entities.steps ?? [];
  return named.length === 1 && named[0] !== undefined ? stepOf(context.journey, named[0]) : undefined;
};
