import type { Step } from '../../content/journey.ts';
import type { Scene } from '../scene.ts';
import { stepOf } from '../standing.ts';
import type { Utterance } from './act.ts';

/** The step an utterance names, by a tap or in words; `undefined` when it names none, or more than one. */
export const namedStep = (scene: Scene, { meaning, entities }: Utterance): Step | undefined => {
  const tapped = 'step' in meaning ? meaning.step : undefined;
  if (tapped !== undefined) return stepOf(scene.journey, tapped);
  const named = entities.steps ?? [];
  return named.length === 1 && named[0] !== undefined ? stepOf(scene.journey, named[0]) : undefined;
};
