/** Something that must not be said twice, with where it was said. */
export interface Occurrence<P> {
  readonly key: string;
  readonly at: P;
}

/** For everything said again, the first place it was said. */
export const duplicates = <P>(
  said: Iterable<Occurrence<P>>,
): { readonly first: P; readonly again: P; readonly key: string }[] => {
  const first = new Map<string, P>();
  const found: { first: P; again: P; key: string }[] = [];
  for (const { key, at } of said) {
    const before = first.get(key);
    if (before === undefined) first.set(key, at);
    else found.push({ first: before, again: at, key });
  }
  return found;
};
