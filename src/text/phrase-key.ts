import { clean } from './normalise.ts';

/** Closing particles that add tone but no meaning. 了 is not among them: 好了 is not 好. */
const closing = /[啊呀哈哦噢喔嘛哇呗嘞哟呢吧滴捏]+$/u;

/** Chinese words alone have neither case nor width nor anything between them. */
const wordsAlone = /^[\u4e00-\u9fff]+$/;

const bareOf = (text: string): string =>
  wordsAlone.test(text)
    ? text
    : clean(text)
        .toLowerCase()
        .replace(/(^|\s)@\S{1,40}(?=\s|$)/gu, ' ')
        .replace(/['’]/gu, '')
        .replace(/[^\p{L}\p{N}]+/gu, '');

/**
 * The form in which whole phrases are compared: case, width, punctuation, blanks, emoji, mentions and closing particles
 * make no difference. Empty when nothing but those is there.
 */
export const phraseKey = (text: string): string => {
  const bare = bareOf(text).replace(/啦$/u, '了');
  const short = bare.replace(closing, '');
  return short === '' ? bare : short;
};
