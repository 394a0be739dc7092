import { importLines } from '../store/transfer/import-lines.ts';
import { linesIn } from './reports/print-lines.ts';
import { withStore } from './with-store.ts';

/** How to import. */
export interface ImportOptions {
  readonly data?: string;
  readonly replace?: true;
}

/** Reads what export wrote and saves it; says what was taken, left and refused. Returns the exit code: 1 on any refusal. */
export const runImport = (
  { data, replace }: ImportOptions,
  input: NodeJS.ReadableStream,
  say: (line: { readonly message: string }) => void,
): Promise<number> =>
  withStore(data, async (store) => {
    const report = await importLines(store, linesIn(input), { replace: replace === true });
    for (const { line, reason } of report.refused) say({ message: `line ${line}: ${reason}` });
    const { added, replaced, unchanged, kept, digest } = report;
    say({
      message: `added ${added}, replaced ${replaced}, unchanged ${unchanged}, kept ${kept}, refused ${report.refused.length}; digest ${digest}`,
    });
    if (kept > 0) say({ message: 'What was stored already in another state was left alone; --replace overwrites it.' });
    if (!report.complete)
      say({ message: 'The last line is missing or does not agree with what was read: the file is not whole.' });
    return report.refused.length === 0 && report.complete ? 0 : 1;
  });
