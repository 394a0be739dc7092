import type { Decision } from './decide.ts';

const boundary =
  /[,，。.!！?？;；、~～\n…]+|\s+(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\s+|然后|还有就?是?|另外|顺便|而且|但是?|不过|\b(?:and also|and then|and|also|but|plus|then)\b/u;
/** A point inside a number ends nothing. */
const pointInNumber = /(?<=\d)[.,](?=\d)/g;
const mostParts = 6;

/** Cuts a normalised text where one thing may end and the next begin. One part when there is no such place. */
export function parts(normalised: string): string[] {
  const pieces = normalised
    .replace(pointInNumber, '\uE010')
    .split(boundary)
    .map((piece) => piece.replaceAll('\uE010', '.').trim())
    .filter((piece) => piece.length > 0);
  return pieces.slice(0, mostParts);
}

/** How sure a part must be, on its own, for its intent to count beside that of the whole. */
const surePart = 0.55;
/** How likely an intent must be in the whole text to count as a second one without a part of its own. */
const sureSecond = 0.3;

/** What only counts as a thing of its own at the start of a message: “不是，我说的是上一步”, but not “行不行，不行就算了”. */
const opening = new Set(['affirm', 'deny', 'greet']);

/**
 * Everything that is meant, best first: what the whole text means, and what its parts mean when they are sure of
 * something else. `whole` must not be refused; `nameOf` tells the intent that a number stands for.
 */
export function multipleIntents(
  whole: Decision,
  ofParts: readonly Decision[],
  nameOf: (label: number) => string,
): number[] {
  const found = [whole.best];
  const add = (label: number) => {
    if (!found.includes(label)) found.push(label);
  };
  const sure = ofParts
    .filter((part, place) => place === 0 || !opening.has(nameOf(part.best)))
    .filter((part) => part.certainty !== 'refused' && part.confidence >= surePart)
    .sort((one, other) => other.confidence - one.confidence);
  for (const part of sure) add(part.best);
  if (ofParts.length > 1 && found.length === 1) {
    for (const [label, share] of whole.probabilities.entries()) if (share >= sureSecond) add(label);
  }
  return found.slice(0, 3);
}
