/** Texts by key, with the values that each is given: `{ 'progress.heading': ['done', 'count'] }`. */
export type Vocabulary = Readonly<Record<string, readonly string[]>>;
