import { hashText } from './model/features.ts';

const seed = 10;

/** The name of a normalised text among the phrasings: without punctuation and spaces. Undefined for nothing but those. */
export function phrasingKey(normalised: string): number | undefined {
  const bare = normalised.replace(/[\p{P}\p{Z}]+/gu, '');
  return bare === '' ? undefined : hashText(seed, bare);
}

/** The phrasings as a table of keys, ascending, and their intents. What stands in two intents is left out. */
export function tablePhrasings(said: readonly { readonly normalised: string; readonly label: number }[]): {
  readonly phrasings: Uint32Array;
  readonly phrasingLabels: Uint8Array;
} {
  const labels = new Map<number, number | undefined>();
  for (const { normalised, label } of said) {
    const key = phrasingKey(normalised);
    if (key !== undefined) labels.set(key, labels.has(key) && labels.get(key) !== label ? undefined : label);
  }
  const known = [...labels].flatMap(([key, label]) => (label === undefined ? [] : [{ key, label }]));
  known.sort((one, other) => one.key - other.key);
  return {
    phrasings: Uint32Array.from(known, ({ key }) => key),
    phrasingLabels: Uint8Array.from(known, ({ label }) => label),
  };
}
