const letters = 'abcdefghijklmnopqrstuvwxyz';
const marks = '+-*/=#%&@!?.,;:~ ';

/**
 * Texts that mean nothing, to learn from as out of scope: rare characters, common characters in no order, letters,
 * signs. The same phrasings give the same texts.
 */
export function makeNoise(phrasings: readonly string[], count: number): string[] {
  let state = 20_180_605;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % limit;
  };
  const row = (most: number, next: () => string): string => Array.from({ length: 1 + below(most) }, next).join('');
  const of = (characters: readonly string[]) => () => characters[below(characters.length)] ?? '';
  const said = phrasings.join('').match(/\p{Script=Han}/gu) ?? ['一'];
  const kinds: readonly (() => string)[] = [
    () => row(12, () => String.fromCharCode(0x4e00 + below(0x51a5))),
    () => row(3, () => String.fromCharCode(0x4e00 + below(0x51a5))),
    () => row(14, of(said)),
    () => row(8, of([...letters])),
    () => row(12, of([...letters, ...letters, ...letters.toUpperCase(), ...marks, ...'0123456789'])),
  ];
  const own = new Set(phrasings.map((phrasing) => phrasing.trim().toLowerCase()));
  const noise: string[] = [];
  for (let number = 0; noise.length < count; number += 1) {
    const text = kinds[number % kinds.length]?.() ?? '';
    if (!own.has(text.trim().toLowerCase())) noise.push(text);
  }
  return noise;
}
