import { loadContent } from '../content/load.ts';
import { problemLine } from '../content/problem.ts';

/**
 * Checks a content folder and writes `file:line: reason` for everything found, then a summary.
 *
 * @returns the exit code: 1 when the content could not be used, else 0
 */
export const runCheck = async (folder: string, write: (text: string) => void): Promise<number> => {
  const result = await loadContent(folder, { care: 'thorough' });
  const problems = 'problems' in result ? result.problems : result.warnings;
  for (const problem of problems) write(`${problemLine(problem)}\n`);
  const warnings = counted(problems.filter(({ severity }) => severity === 'warning').length, 'warning');
  if ('problems' in result) {
    const errors = counted(problems.filter(({ severity }) => severity === 'error').length, 'error');
    write(`content refused: ${errors}, ${warnings}\n`);
    return 1;
  }
  const { journeys, intents } = result.content;
  write(`content is right: ${counted(journeys.size, 'journey')}, ${counted(intents.size, 'intent')}; ${warnings}\n`);
  return 0;
};

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
