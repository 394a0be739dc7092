import type { CharacterLookup } from '../text/characters.ts';
import { readPinyin } from '../text/names/pinyin.ts';
import type { Language } from './reading.ts';

const cantonese = /[唔喺嘅咗冇嚟畀啲咁嘢佢哋]/u;

/**
 * The language a cleaned text is written in, as far as it shows. Traditional when it has characters that Simplified
 * Chinese writes otherwise and none that only Simplified Chinese has, or more of the former. Pinyin counts as Chinese.
 */
export function languageOf(
  text: string,
  characters: CharacterLookup,
  isEnglish: (word: string) => boolean,
): Language | undefined {
  let traditional = 0;
  let simplified = 0;
  let chinese = 0;
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    if (characters.syllable(unit) < 0) continue;
    chinese += 1;
    if (characters.isTraditional(unit)) traditional += 1;
    else if (characters.isSimplifiedOnly(unit)) simplified += 1;
  }
  // Letters beside digits are codes and names, which have no language.
  const words = text.toLowerCase().match(/(?<![a-z0-9])[a-z]+(?![a-z0-9])/g) ?? [];
  if (chinese === 0) {
    if (words.length === 0) return undefined;
    const isPinyin = words.every((word) => !isEnglish(word) && readPinyin(word, characters) !== undefined);
    return isPinyin ? 'zh-CN' : 'en';
  }
  if (words.length >= 4 && words.length > chinese) return 'en';
  if (traditional > simplified) return 'zh-Hant';
  if (traditional === 0 && simplified === 0 && !cantonese.test(text) && chinese < 2) return undefined;
  return 'zh-CN';
}

const namedLanguages: readonly { readonly language: Language; readonly names: RegExp }[] = [
  {
    language: 'zh-Hant',
    names:
      /繁体(?:中文|字)?|繁中|正体(?:中文|字)?|粤语|广东话|traditional(?: chinese)?|cantonese|fanti|hong ?kong|taiwan(?:ese)?/u,
  },
  { language: 'en', names: /英文|英语|英语版|english|\beng\b|\ben\b|ying ?wen|ying ?yu|鹰文|英纹/u },
  {
    language: 'zh-CN',
    names:
      /简体(?:中文|字)?|简中|中文|汉语|普通话|国语|中国话|chinese|mandarin|simplified(?: chinese)?|zhong ?wen|jian ?ti|忠文/u,
  },
];

/**
 * The language that a normalised text names. When it names several, the last one after "to", "换成", "用" and the like
 * wins, for people say "从英文换成中文".
 */
export function languageNamed(normalised: string): Language | undefined {
  let found: { readonly language: Language; readonly at: number } | undefined;
  const taken: { readonly start: number; readonly end: number }[] = [];
  for (const { language, names } of namedLanguages) {
    for (const match of normalised.matchAll(new RegExp(names, 'gu'))) {
      const end = match.index + match[0].length;
      if (taken.some((span) => match.index >= span.start && end <= span.end)) continue;
      taken.push({ start: match.index, end });
      const before = normalised.slice(Math.max(0, match.index - 4), match.index);
      // What is turned away from does not count: 不要英文, 变成英语了.
      const turnedAway = /(?:不要|别用|不懂|不会|从|由|不是|not |from |no |变成了?|成了)\s*$/u.test(before);
      const unreadable = /^(?:看不懂|不懂|不好|我不会|is not|isn't)/u.test(normalised.slice(end));
      if (turnedAway || unreadable) continue;
      if (found === undefined || match.index > found.at) found = { language, at: match.index };
    }
  }
  return found?.language;
}
