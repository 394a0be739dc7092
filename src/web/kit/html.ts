/** HTML that is safe to send: made by {@link html} only. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What a template may hold: text, which is escaped; HTML and lists of it; nothing. */
export type Filling = string | number | Html | readonly Html[] | undefined;

const escapes: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
};

/** Text as it is written within HTML, in elements and in quoted attributes alike. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

const written = (filling: Filling): string => {
  if (filling === undefined) return '';
  if (filling instanceof Html) return filling.text;
  if (typeof filling === 'object') return filling.map(({ text }) => text).join('');
  return escaped(String(filling));
};

/** A template whose fillings are escaped unless they are HTML already. Attributes are to be quoted. */
export const html = (literals: TemplateStringsArray, ...fillings: readonly Filling[]): Html =>
  new Html(literals.map((literal, index) => literal + written(fillings[index])).join(''));

/** A sentence with HTML in place of its `{{placeholders}}`; one that is not given leaves nothing. */
export const sentence = (pattern: string, values: Readonly<Record<string, Filling>>): Html => {
  const parts = pattern.split(/\{\{(\w+)\}\}/);
  return new Html(parts.map((part, index) => (index % 2 === 0 ? escaped(part) : written(values[part]))).join(''));
};
