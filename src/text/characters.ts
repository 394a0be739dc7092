/**
 * What is known about single Chinese characters: the simplified form and the reading without tone.
 *
 * The tables are data, made elsewhere from published dictionaries, so that this folder stays free of packages.
 */
export interface Characters {
  /** Traditional characters, and at the same places in `simplified` what they become. */
  readonly traditional: string;
  readonly simplified: string;
  /** Every syllable that occurs, without tone: `zhong`. */
  readonly syllables: readonly string[];
  /** For the code points from {@link firstReading} on: an index into `syllables` plus one, 0 where there is none. */
  readonly readings: Uint16Array;
}

/** The first code point that the reading table speaks of (CJK Unified Ideographs Extension A). */
export const firstReading = 0x3400;

/** One past the last code point that the reading table speaks of. */
export const endOfReadings = 0xa000;

/** Looks characters up. Made once, by {@link lookUpCharacters}. */
export interface CharacterLookup {
  /** The simplified form of one UTF-16 unit; the unit itself when it has none. */
  simplify(unit: number): number;
  /** The number of the syllable that one UTF-16 unit is read as, or -1. */
  syllable(unit: number): number;
  /** The number of a syllable written in Latin letters, or -1. */
  syllableOf(letters: string): number;
  /** How a syllable is written. */
  letters(syllable: number): string;
  /** Whether a unit is written differently in Simplified Chinese. */
  isTraditional(unit: number): boolean;
  /** Whether a unit is the simplified form of another character. */
  isSimplifiedOnly(unit: number): boolean;
}

/** Makes the tables ready for use. */
export function lookUpCharacters(characters: Characters): CharacterLookup {
  const simplified = new Map<number, number>();
  const targets = new Set<number>();
  for (let place = 0; place < characters.traditional.length; place += 1) {
    const to = characters.simplified.charCodeAt(place);
    simplified.set(characters.traditional.charCodeAt(place), to);
    targets.add(to);
  }
  const numbers = new Map(characters.syllables.map((letters, number) => [letters, number]));
  return {
    simplify: (unit) => simplified.get(unit) ?? unit,
    syllable: (unit) =>
      unit >= firstReading && unit < endOfReadings ? (characters.readings[unit - firstReading] ?? 0) - 1 : -1,
    syllableOf: (letters) => numbers.get(letters) ?? -1,
    letters: (syllable) => characters.syllables[syllable] ?? '',
    isTraditional: (unit) => simplified.has(unit),
    isSimplifiedOnly: (unit) => targets.has(unit),
  };
}
