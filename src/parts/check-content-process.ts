import { loadContent } from '../content/load.ts';
import type { ContentVerdict } from './check-content-aside.ts';

// Started by check-content-aside.ts alone, which names one folder. It ends once its answer is on its way.
const [, , folder = '.'] = process.argv;
const result = await loadContent(folder, { care: 'thorough' });
const problems = 'problems' in result ? result.problems : [];
const verdict: ContentVerdict = {
  problems: problems.map(({ file, line, reason, severity }) => ({ file, line, reason, severity })),
};
process.send?.(verdict, () => process.disconnect());
