import traditionalToSimplified from 'opencc-js/dict/TSCharacters';

/** More spellings of one short phrase than this are never needed; a longer list would only cost memory. */
const most = 128;

/**
 * The ways a text in Simplified Chinese may be written in Traditional characters; empty when there is no other. Where
 * one character stands for several, every combination is there, so that a spelling is found without a dictionary of words.
 */
export const traditionalSpellings = (simplified: string): string[] => {
  forms ??= formsBySimplified();
  let spellings = [''];
  for (const character of simplified) {
    const others = forms.get(character) ?? [];
    const room = spellings.length * (others.length + 1) <= most;
    const choices = room ? [character, ...others] : [others[0] ?? character];
    spellings = spellings.flatMap((spelling) => choices.map((choice) => spelling + choice));
  }
  return spellings.filter((spelling) => spelling !== simplified);
};

let forms: ReadonlyMap<string, readonly string[]> | undefined;

const formsBySimplified = (): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const line of traditionalToSimplified.split('|')) {
    const [traditional = '', ...targets] = line.split(' ');
    for (const target of targets) {
      if (target === traditional) continue;
      const before = found.get(target);
      if (before === undefined) found.set(target, [traditional]);
      else before.push(traditional);
    }
  }
  return found;
};
