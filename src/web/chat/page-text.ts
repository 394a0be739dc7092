import { z } from 'zod';

/** A word or sentence that is shown. */
export const word = z.string().trim().min(1, 'must not be empty');

/** A word with placeholders, all of which must be there and no others. */
export const filled = (...names: readonly string[]) =>
  word.refine(
    (text) => {
      const found = [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
      return found.length === names.length && names.every((name) => found.includes(name));
    },
    `must hold exactly ${names.map((name) => `{{${name}}}`).join(', ')}`,
  );

/** Every word the page itself says, as kept under `web:` in `locales/<locale>/web.yaml`. */
export const PageWords = z.strictObject({
  name: word,
  tagline: word,
  description: word,
  needs_script: word,
  skip_to_composer: word,

  online: word,
  connecting: word,
  offline: word,
  offline_banner: word,
  mode_human: word,
  mode_paused: word,

  log: word,
  you_said: word,
  assistant_said: word,
  typing: word,
  today: word,
  yesterday: word,
  to_latest: word,
  empty: word,
  opens_in_new_tab: word,
  quick_replies: word,

  composer: word,
  placeholder: word,
  send: word,
  sending: word,
  not_sent: word,
  too_fast: word,
  not_accepted: word,
  not_saved: word,
  too_long: filled('count', 'most'),

  progress: word,
  show_steps: word,
  hide_steps: word,
  done_of: filled('done', 'count'),
  step_now: filled('number', 'title'),
  all_done: word,
  status_todo: word,
  status_doing: word,
  status_waiting_review: word,
  status_waiting_deposit: word,
  status_waiting_purchaser: word,
  status_rejected: word,
  status_done: word,
  until: filled('date'),
  next_reminder: filled('date'),

  menu: word,
  language: word,
  languages: z.array(z.strictObject({ label: word, say: word })).min(1),
  clear: word,
  clear_explained: word,
  clear_confirm: word,
  cancel: word,
  kept_here: word,
  no_secrets: word,
});
export type PageWords = z.infer<typeof PageWords>;

/**
 * The page's words from its texts by key, with the places in a list as part of the key (`languages.0.label`), which is
 * how the content gives them. Throws `bad_page_words`, naming the keys, when one is missing, unknown or lacks a placeholder.
 */
export const pageWords = (texts: Readonly<Record<string, string>>): PageWords => {
  const single: Record<string, unknown> = {};
  const languages: Record<string, string>[] = [];
  for (const [key, text] of Object.entries(texts)) {
    const [, place, part] = /^languages\.(\d{1,2})\.(\w+)$/.exec(key) ?? [];
    if (place === undefined || part === undefined) single[key] = text;
    else languages[Number(place)] = { ...languages[Number(place)], [part]: text };
  }
  const checked = PageWords.safeParse({ ...single, languages });
  if (checked.success) return checked.data;
  throw Object.assign(new Error(`The words of the web page (web.yaml) do not fit: ${z.prettifyError(checked.error)}`), {
    code: 'bad_page_words',
  });
};
