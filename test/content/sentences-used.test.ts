import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { home } from '../../src/app/paths.ts';
import { coreVocabulary } from '../../src/messages/vocabulary/core.ts';

const code = readdirSync(join(home, 'src/dialogue'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(home, 'src/dialogue', name), 'utf8'))
  .join('\n');

/** `report.late_${…}` stands for every sentence that begins so. */
const beginnings = [...code.matchAll(/`([a-z]+\.[a-z_]*)\$\{/gu)].map(([, beginning = '']) => beginning);
const computed = (key: string): boolean =>
  beginnings.some((beginning) => key.startsWith(beginning)) || /^(?:repair\.(?:restart|erase)_|weekday\.)/u.test(key);

test('every sentence is said somewhere', () => {
  const unused = Object.keys(coreVocabulary).filter((key) => !code.includes(`'${key}'`) && !computed(key));
  expect(unused).toEqual([]);
});
