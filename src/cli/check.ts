import { loadContent } from '../content/load.ts';
import { diagnosticLine } from '../content/parse/diagnostic.ts';

/**
 * Checks a content folder and writes `file:line: reason` for everything found, then a summary.
 *
 * @returns the exit code: 1 when the content could not be used, else 0
 */
export const runCheck = async (folder: string, write: (text: string) => void): Promise<number> => {
  const result = await loadContent(folder, { strictness: 'thorough' });
  const diagnostics = 'diagnostics' in result ? result.diagnostics : result.warnings;
  for (const diagnostic of diagnostics) write(`${diagnosticLine(diagnostic)}\n`);
  const warnings = counted(diagnostics.filter(({ severity }) => severity === 'warning').length, 'warning');
  if ('diagnostics' in result) {
    const errors = counted(diagnostics.filter(({ severity }) => severity === 'error').length, 'error');
    write(`content refused: ${errors}, ${warnings}\n`);
    return 1;
  }
  const { journeys, intents } = result.content;
  write(`content is right: ${counted(journeys.size, 'journey')}, ${counted(intents.size, 'intent')}; ${warnings}\n`);
  return 0;
};

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
