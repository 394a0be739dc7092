import type { Content } from '../../../content/content.ts';
import type { PageText } from '../../../content/schema/page-text.ts';
import { phraseKey } from '../../../text/phrase-key.ts';

/** Who pastes more than this pastes a form, or tells a story. */
const LONGEST = 160;

/** The texts of content by their keys, longest first: what says more is looked for first. */
const keysOf = new WeakMap<Content['pageTexts'], readonly { readonly key: string; readonly screen: PageText }[]>();

const keyed = (screens: Content['pageTexts']) => {
  const known = keysOf.get(screens);
  if (known) return known;
  const keys = screens
    .flatMap((screen) => screen.texts.map((text) => ({ key: phraseKey(text), screen })))
    .sort((one, other) => other.key.length - one.key.length);
  keysOf.set(screens, keys);
  return keys;
};

/** The text of a page that a message is or holds: “它显示未找到该会员，请核对会员名”. `key` is the message's `phraseKey`. */
export const screenIn = ({ pageTexts }: Content, key: string): PageText | undefined =>
  key.length > LONGEST ? undefined : keyed(pageTexts).find((one) => key.includes(one.key))?.screen;
