/**
 * A number or code as it would be typed into a form: half-width, in capitals, without invisible characters and without
 * the blanks, dots and dashes that people group it with.
 */
export function writtenCode(value: string): string {
  return value
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Cc}\p{Pd}·.,_'"“”‘’()]+/gu, '')
    .toUpperCase();
}
