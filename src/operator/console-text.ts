import type { Content } from '../content/content.ts';
import type { Locale } from '../content/schema/text.ts';

/** Every word the desk says, in messages, files and on its page, with the values it is given; kept under `desk:` in `locales/<locale>/desk.yaml`. */
const consoleVocabulary = {
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

  'page.name': [],
  'page.tagline': [],
  'page.language': [],
  'page.skip': [],
  'page.sign_in': [],
  'page.sign_in_note': [],
  'page.secret': [],
  'page.wrong_secret': [],
  'page.too_many_tries': ['minutes'],
  'page.sign_out': [],
  'page.purchasers': [],
  'page.no_purchasers': [],
  'page.account': ['account'],
  'page.credit': ['credit', 'days'],
  'page.members': ['count'],
  'page.nobody': [],
  'page.invited': [],
  'page.joined': [],
  'page.stuck': [],
  'page.done': [],
  'page.progress': [],
  'page.progress_of': ['company', 'format'],
  'page.manage': [],
  'page.manage_of': ['company'],
  'page.new_claim': [],
  'page.new_claim_note': [],
  'page.remove': [],
  'page.remove_note': [],
  'page.confirm_remove': [],
  'page.add': [],
  'page.company': [],
  'page.main_account': [],
  'page.credit_yuan': [],
  'page.settlement_days': [],
  'page.accepts': [],
  'page.accepts_small_scale': [],
  'page.accepts_other_rates': [],
  'page.accepts_no_account_permit': [],
  'page.add_button': [],
  'page.bad_terms': [],
  'page.claim_heading': ['company'],
  'page.claim_note': [],
  'page.removed': ['company', 'count'],
  'page.attention': [],
  'page.no_attention': [],
  'page.asked_for_a_person': [],
  'page.waits_too_long': ['step'],
  'page.out_of_reach': ['channel', 'time'],
  'page.undelivered': ['channel', 'reason', 'time'],
  'page.heard': ['time'],
  'page.supplier_of': ['purchaser'],
  'page.works_for_purchaser': [],
  'page.more': ['count', 'command'],
  'page.unanswered': [],
  'page.unanswered_note': [],
  'page.no_unanswered': [],
  'page.times': ['count'],
  'page.erase': [],
  'page.erase_note': [],
  'page.person': [],
  'page.person_hint': [],
  'page.confirm_erase': [],
  'page.erase_button': [],
  'page.erased': [],
  'page.person_unknown': [],
  'page.not_confirmed': [],
  'page.gone': [],
  'page.people': ['count'],
  'page.damaged': ['count'],
  'page.as_of': ['time'],
  'page.content_taken': ['time', 'hash'],
  'page.content_refused': ['time', 'hash'],
  'page.content_refused_note': [],
  'page.file_expired_heading': [],
  'page.file_expired': [],
  'page.file_unknown_heading': [],
  'page.file_unknown': [],
} as const satisfies Record<string, readonly string[]>;

export type ConsoleKey = keyof typeof consoleVocabulary;
type Values<Key extends ConsoleKey> = { readonly [Name in (typeof consoleVocabulary)[Key][number]]: string | number };

/** Says a word of the desk in one language. */
export type ConsoleTranslator = <Key extends ConsoleKey>(key: Key, values: Values<Key>) => string;

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
export const consoleText = (content: Pick<Content, 'words'>, locale: Locale): ConsoleTranslator => {
  const texts = content.words('desk', locale);
  const wrong = [
    ...Object.entries(consoleVocabulary).flatMap(([key, wanted]) => problemWith(key, wanted, texts[key])),
    ...Object.keys(texts).flatMap((key) => (key in consoleVocabulary ? [] : [`${key} is not used`])),
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
