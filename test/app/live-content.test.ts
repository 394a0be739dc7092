import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkContentInChild } from '../../src/app/content/check-in-child.ts';
import { home } from '../../src/app/paths.ts';
import { brokenContent } from '../process/broken-content.ts';

const folders: string[] = [];
const folderOf = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ruzhu-content-'));
  folders.push(folder);
  return folder;
};
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

test('content that can be used is found right by a process of its own', async () => {
  expect(await checkContentInChild(home)).toEqual([]);
});

test('content with a mistake is refused with file and line by a process of its own', async () => {
  const folder = await folderOf();
  const { file, line } = await brokenContent(folder);
  expect(await checkContentInChild(folder)).toContainEqual(expect.objectContaining({ file, line, severity: 'error' }));
});

test('a file larger than people write is refused without being read', async () => {
  const folder = await folderOf();
  await brokenContent(folder);
  await writeFile(
    join(folder, 'intents/greet.yaml'),
    `${await readFile(join(home, 'intents/greet.yaml'), 'utf8')}#${'x'.repeat(1 << 20)}\n`,
  );
  expect(await checkContentInChild(folder)).toContainEqual(
    expect.objectContaining({ file: 'intents/greet.yaml', reason: expect.stringContaining('larger than 1024 kB') }),
  );
});

test('a check that does not end is ended, and counts as a refusal', async () => {
  const diagnostics = await checkContentInChild(home, 1);
  expect(diagnostics).toEqual([
    expect.objectContaining({ severity: 'error', reason: expect.stringContaining('could not be checked') }),
  ]);
});
