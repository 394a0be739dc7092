import type { Screen } from '../channel-contract.ts';
import type { AnyCard, KfSend, KfWelcome } from './simulator-checks.ts';

type Place = Pick<Screen, 'to' | 'group'>;

/** The words that a button's key says. */
const wordsOf = (key: string): string => key.replace(/^\d+:/, '');

/** What a plain text shows. */
export const textScreen = (place: Place, text: string): Screen => ({ ...place, text, taps: [], links: [] });

/** What markdown shows: links become their labels, escapes what they stand for. */
export const markdownScreen = (place: Place, markdown: string): Screen => {
  const links: string[] = [];
  const marks = /\\([!-/:-@[-`{-~])|(!?)\[([^[\]]*)\]\(([^)]*)\)/gu;
  const text = markdown.replace(marks, (_match, escaped?: string, picture?: string, label?: string, url?: string) => {
    if (escaped !== undefined) return escaped;
    if (picture === '!') return '';
    links.push(url ?? '');
    return label ?? '';
  });
  return { ...place, text, taps: [], links };
};

/** What a card shows. */
export const cardScreen = (place: Place, card: AnyCard): Screen => ({
  ...place,
  text: [card.main_title.title, card.sub_title_text].filter((line) => line !== undefined).join('\n'),
  taps: card.button_list.map(({ key }) => wordsOf(key)),
  links: (card.horizontal_content_list ?? []).map(({ url }) => url),
});

/** What a message of WeChat customer service shows. */
export const kfScreen = (place: Place, message: KfSend | KfWelcome): Screen =>
  message.msgtype === 'text'
    ? textScreen(place, message.text.content)
    : {
        ...place,
        text: message.msgmenu.head_content,
        taps: message.msgmenu.list.map(({ click }) => wordsOf(click.id)),
        links: [],
      };
