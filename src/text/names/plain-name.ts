/** What a platform would take for the beginning of a mention or of markup, and the same sign in full width, which is only read. */
const signs: Readonly<Record<string, string>> = {
  '@': '＠',
  '<': '＜',
  '>': '＞',
  '`': '｀',
  '*': '＊',
  '[': '［',
  ']': '］',
};

/** `x.com`: platforms make a link of a point between a letter or digit and two letters, with or without `https://` before it. */
const domainPoint = /(?<=[\p{L}\p{N}])\.(?=\p{L}{2})/gu;

/**
 * A name that others will read, as it may stand in any message: `<@all>` mentions nobody, `[a](https://x.com)` and `x.com`
 * are no links, `*a*` is not set in bold. Every such sign is swapped for its full-width twin, so the name reads the same.
 * Names of companies, accounts and members come from whoever types them; everything else in a message is ours.
 *
 * @example plainName('<@all> www.x.com') // '＜＠all＞ www．x．com'
 */
export const plainName = (name: string): string =>
  name
    .replace(/[@<>`*[\]]/gu, (sign) => signs[sign] ?? sign)
    .replaceAll('://', '：／／')
    .replace(domainPoint, '．');
