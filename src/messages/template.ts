/** A text of which the parts between values are known: filling it in is joining. */
export interface Template {
  /** One more than `names`. */
  readonly literals: readonly string[];
  readonly names: readonly string[];
}

/** What stands for a value while a text is taken apart; no text holds these (private use). */
const open = '\uE000';
const close = '\uE001';

/** Stands for the value of that name. */
export const markOf = (name: string): string => `${open}${name}${close}`;

/** Takes a text apart in which every value is given as its {@link markOf}. */
export const templateOf = (marked: string): Template => {
  const literals: string[] = [];
  const names: string[] = [];
  marked.split(open).forEach((part, index) => {
    const end = index === 0 ? -1 : part.indexOf(close);
    if (end >= 0) names.push(part.slice(0, end));
    literals.push(part.slice(end + 1));
  });
  return { literals, names };
};

/** Puts the values in. One that is not given leaves nothing; what values hold is never read as a template. */
export const fillIn = ({ literals, names }: Template, values: Readonly<Record<string, string | number>>): string => {
  let text = literals[0] ?? '';
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] ?? '';
    text += `${Object.hasOwn(values, name) ? values[name] : ''}${literals[index + 1] ?? ''}`;
  }
  return text;
};
