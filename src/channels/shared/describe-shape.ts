const plainKey = /^[A-Za-z][A-Za-z0-9_]{0,40}$/;

/** How many keys of an object are named. */
const KEYS = 40;

const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  return Array.isArray(value) ? `array(${value.length})` : typeof value;
};

/**
 * The shape of something odd, for the log: names and kinds, never a value. Names that could be content are counted only.
 */
export const describeShape = (value: unknown): unknown => {
  if (typeof value === 'string') return { kind: 'string', length: value.length };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { kind: kindOf(value) };
  const entries = Object.entries(value);
  const plain = entries.filter(([key]) => plainKey.test(key)).slice(0, KEYS);
  const keys = Object.fromEntries(plain.map(([key, held]) => [key, kindOf(held)]));
  return entries.length === plain.length ? { keys } : { keys, others: entries.length - plain.length };
};
