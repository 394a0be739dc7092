/** One labelled line of a test set. */
export interface Labelled {
  readonly id: string;
  readonly text: string;
  /** Each thing that is meant, with the intents that count as right for it. One thing, except in double messages. */
  readonly wanted: readonly (readonly string[])[];
  readonly tags: readonly string[];
  /** Which set the line comes from; the file's name without its ending. */
  readonly set: string;
}

/** A labelled file that cannot be read as such. */
export class LabelledFileWrong extends Error {
  readonly code = 'labelled_file_wrong';
}

/**
 * Reads a labelled file: tab-separated, with a heading line that names the columns `id`, `text`, `intent` (or `intents`) and
 * `tags`. Alternatives stand with `/`, several things that are meant with `|`. Throws {@link LabelledFileWrong}.
 */
export function parseLabelled(content: string, set: string): Labelled[] {
  const [heading, ...lines] = content.replace(/^\uFEFF/, '').split(/\r?\n/);
  const columns = (heading ?? '').split('\t').map((column) => column.trim());
  const place = (...names: readonly string[]) => columns.findIndex((column) => names.includes(column));
  const at = { id: place('id'), text: place('text'), intent: place('intent', 'intents'), tags: place('tags') };
  if (at.text < 0 || at.intent < 0) {
    throw new LabelledFileWrong(`${set}: the first line must name the columns text and intent, separated by tabs.`);
  }
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const cells = line.split('\t');
    const intent = cells[at.intent]?.trim() ?? '';
    if (intent === '') throw new LabelledFileWrong(`${set}, line ${index + 2}: no intent.`);
    return [
      {
        id: cells[at.id] ?? `${set}:${index + 2}`,
        text: cells[at.text] ?? '',
        wanted: intent.split('|').map((one) => one.split('/').map((name) => name.trim())),
        tags: (cells[at.tags] ?? '')
          .split(',')
          .map((tag) => tag.trim())
          .filter((tag) => tag !== ''),
        set,
      },
    ];
  });
}
