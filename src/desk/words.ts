import type { Content } from '../content/content.ts';
import type { Locale } from '../content/text.ts';

/** Every word the desk says, in messages, files and on its page, with the values it is given; kept under `desk:` in `locales/<locale>/desk.yaml`. */
export const deskWordValues = {
  'message.claim': ['company', 'url', 'code', 'day'],

  'file.name_progress': ['company', 'date'],
  'file.name_invitations': ['company', 'date'],
  'file.progress': [],
  'file.supplier': [],
  'file.member_name': [],
  'file.current': [],
  'file.since': [],
  'file.waiting': [],
  'file.stuck': [],
  'file.reason': [],
  'file.advice': [],
  'file.heard': [],
  'file.people': [],
  'file.step': ['number', 'title'],
  'file.through': [],
  'file.unopened': [],
  'file.expired': [],
  'file.yes': [],
  'file.and': [],
  'file.for_review': ['from', 'step'],
  'file.for_deposit': ['from', 'step'],
  'file.for_purchaser': ['from', 'step'],
  'file.for_favour': ['favour'],
  'file.done': ['date'],
  'file.rejected': ['date'],
  'file.waits_review': ['from', 'date'],
  'file.waits_deposit': ['from', 'date'],
  'file.waits_purchaser': ['from', 'date'],
  'file.doing': [],
  'file.invitations': [],
  'file.company': [],
  'file.code': [],
  'file.link': [],
  'file.expires': [],
  'file.state': [],
  'file.message': [],
  'file.anybody': [],
  'file.is_good': [],
  'file.is_used': [],
  'file.is_expired': [],
  'file.is_revoked': [],
  'file.is_withdrawn': [],
} as const satisfies Record<string, readonly string[]>;

export type DeskWord = keyof typeof deskWordValues;
type Values<Key extends DeskWord> = { readonly [Name in (typeof deskWordValues)[Key][number]]: string | number };

/** Says a word of the desk in one language. */
export type SayDesk = <Key extends DeskWord>(key: Key, values: Values<Key>) => string;

const placeholders = (text: string): string[] => [
  ...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name)),
];

const problemWith = (key: string, wanted: readonly string[], text: string | undefined): string[] => {
  if (text === undefined) return [`${key} is missing`];
  const found = placeholders(text);
  const same = found.length === wanted.length && wanted.every((name) => found.includes(name));
  return same ? [] : [`${key} must hold ${wanted.map((name) => `{{${name}}}`).join(', ') || 'no placeholder'}`];
};

/**
 * The words of the desk in a language. Throws `bad_desk_words`, naming the keys, when the content lacks one or when its
 * placeholders do not fit.
 */
export const deskWords = (content: Pick<Content, 'words'>, locale: Locale): SayDesk => {
  const texts = content.words('desk', locale);
  const wrong = [
    ...Object.entries(deskWordValues).flatMap(([key, wanted]) => problemWith(key, wanted, texts[key])),
    ...Object.keys(texts).flatMap((key) => (key in deskWordValues ? [] : [`${key} is not used`])),
  ];
  if (wrong.length > 0) {
    throw Object.assign(new Error(`The words of the desk (desk.yaml, ${locale}) do not fit: ${wrong.join('; ')}.`), {
      code: 'bad_desk_words',
    });
  }
  return (key, values) => {
    const given: Readonly<Record<string, string | number>> = values;
    return (texts[key] ?? '').replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(given[name] ?? whole));
  };
};
