import { loadContent } from '../../content/load.ts';
import type { ContentVerdict } from './check-in-child.ts';

// Started by check-in-child.ts alone, which names one folder. It ends once its answer is on its way.
const [, , folder = '.'] = process.argv;
const result = await loadContent(folder, { strictness: 'thorough' });
const problems = 'diagnostics' in result ? result.diagnostics : [];
const verdict: ContentVerdict = {
  problems: problems.map(({ file, line, reason, severity }) => ({ file, line, reason, severity })),
};
process.send?.(verdict, () => process.disconnect());
