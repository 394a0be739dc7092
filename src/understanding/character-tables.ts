import { type Characters, endOfReadings, firstReading } from '../text/characters.ts';

/**
 * Makes the character tables from OpenCC and pinyin-pro. Both packages are loaded only here, and only when there is
 * no cache: together they cost more time at start than everything else.
 */
export async function makeCharacterTables(): Promise<Characters> {
  const [{ Converter }, { pinyin }] = await Promise.all([import('opencc-js/t2cn'), import('pinyin-pro')]);
  // Hong Kong and Taiwan write some characters in forms that the plain table does not list.
  const conversions = (['t', 'tw', 'hk'] as const).map((from) => Converter({ from, to: 'cn' }));
  const readings = new Uint16Array(endOfReadings - firstReading);
  const numbers = new Map<string, number>();
  const simplifications = new Map<string, string>();
  for (let code = firstReading; code < endOfReadings; code += 1) {
    const character = String.fromCharCode(code);
    const to = conversions.map((convert) => convert(character)).find((form) => form !== character);
    if (to?.length === 1) simplifications.set(character, to);
    const letters = pinyin(character, { toneType: 'none', v: true });
    if (/^[a-z]{1,6}$/.test(letters)) {
      const number = numbers.get(letters) ?? numbers.size;
      numbers.set(letters, number);
      readings[code - firstReading] = number + 1;
    }
  }
  // What another character is simplified to stays as it is: 么 is 麼 far more often than it is 幺.
  const targets = new Set(simplifications.values());
  const pairs = [...simplifications].filter(([character]) => !targets.has(character));
  const traditional = pairs.map(([character]) => character).join('');
  const simplified = pairs.map(([, to]) => to).join('');
  return { traditional, simplified, syllables: [...numbers.keys()], readings };
}
