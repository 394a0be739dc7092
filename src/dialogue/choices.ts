import type { Offer } from './outcome.ts';
import type { Scene } from './scene.ts';

/** A question with its answers beneath it, by number. */
export const numbered = (text: string, offers: readonly Offer[]): string =>
  [text, ...offers.map((offer, index) => `${index + 1}. ${offer.label}`)].join('\n');

const answer = ({ voice }: Scene, key: 'choice.yes' | 'choice.no', yes: boolean): Offer => {
  const label = voice.say(key, {});
  return { label, say: label, means: { act: 'answer', yes } };
};

/** Yes and no, to be tapped. */
export const yesOrNo = (scene: Scene): readonly Offer[] => [
  answer(scene, 'choice.yes', true),
  answer(scene, 'choice.no', false),
];
