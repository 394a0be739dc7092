import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Recogniser } from '../understanding/recogniser.ts';
import { evaluate, formatEvaluation } from '../understanding/training/evaluate.ts';
import { LabelledFileWrong, parseLabelled } from '../understanding/training/labelled.ts';

/**
 * Scores labelled files and writes the report, or with `json` the figures as one JSON document.
 *
 * @returns the exit code: 1 when a file cannot be read or is not a labelled file (the reason is written), else 0
 */
export const runEvaluate = async (
  recogniser: Pick<Recogniser, 'read'>,
  files: readonly string[],
  { json }: { readonly json: boolean },
  write: (text: string) => void,
): Promise<number> => {
  try {
    const sets = await Promise.all(
      files.map(async (file) => parseLabelled(await readFile(file, 'utf8'), basename(file).replace(/\.[^.]*$/, ''))),
    );
    const evaluation = evaluate(recogniser, sets.flat());
    write(json ? `${JSON.stringify(evaluation, null, 2)}\n` : formatEvaluation(evaluation));
    return 0;
  } catch (cause) {
    if (cause instanceof LabelledFileWrong || (cause instanceof Error && 'syscall' in cause)) {
      write(`${cause.message}\n`);
      return 1;
    }
    throw cause;
  }
};
