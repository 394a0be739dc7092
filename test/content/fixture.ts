import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { compileContent } from '../../src/content/compile.ts';
import type { Diagnostic } from '../../src/content/parse/diagnostic.ts';
import { readContentFiles } from '../../src/content/parse/folder.ts';
import type { SourceFile } from '../../src/content/parse/source.ts';

/** The repository's own content. */
export const builtIn = fileURLToPath(new URL('../../', import.meta.url));
const fixture = fileURLToPath(new URL('../fixtures/content/', import.meta.url));

/** Words and days that every programme shares, and the acts that the program itself knows. */
const isShared = ({ path, text }: SourceFile): boolean =>
  path.startsWith('locales/') ||
  path.startsWith('data/calendar/') ||
  path === 'data/phrases.yaml' ||
  path === 'data/terms.yaml' ||
  (path.startsWith('intents/') && /^kind: (?:dialogue|none)$/m.test(text));

/** A few phrasings are as good as many where nobody learns from them, and quicker to read. */
const shortened = ({ path, text }: SourceFile): SourceFile => ({
  path,
  text: text.replace(/^( {2}(?:zh|en):\n(?: {4}- .*\n){5})(?: {4}- .*\n)*/gm, (_all, first: string) => first),
});

const parking = Promise.all([readContentFiles(fixture), readContentFiles(builtIn)]).then(([own, shared]) => {
  const files = [...shared.files.filter(isShared).map(shortened), ...own.files];
  return [...new Map(files.map((file) => [file.path, file])).values()];
});

/** The files of the parking programme: its own, and of the built-in ones those that every programme shares. */
export const parkingFiles = (): Promise<readonly SourceFile[]> => parking;

/** One edit of a file: a text in it replaced by another; fails when the text is not there. */
export const edited = (files: readonly SourceFile[], path: string, from: string | RegExp, to: string): SourceFile[] => {
  const file = files.find((candidate) => candidate.path === path);
  const text = file?.text.replace(from, () => to);
  if (file === undefined || text === undefined || text === file.text) throw new Error(`nothing to edit in ${path}`);
  return files.map((other) => (other === file ? { path, text } : other));
};

/** The line, from 1, on which a text stands in a file. */
export const lineOf = (files: readonly SourceFile[], path: string, text: string): number => {
  const lines = files.find((file) => file.path === path)?.text.split('\n') ?? [];
  return lines.findIndex((line) => line.includes(text)) + 1;
};

/** Everything that is said of some files, on a day in 2026, as `file:line: reason`. */
export const saidOf = (files: readonly SourceFile[], today = '2026-12-01'): string[] => {
  const result = compileContent(files, { hash: 'test', today });
  const diagnostics: readonly Diagnostic[] = 'diagnostics' in result ? result.diagnostics : result.warnings;
  return diagnostics.map(({ file, line, reason, severity }) => `${severity} ${file}:${line}: ${reason}`);
};

/** A folder with these files, removed after the test. */
export const folderOf = async (files: readonly SourceFile[]): Promise<string> => {
  const root = await mkdtemp(join(tmpdir(), 'ruzhu-content-'));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const { path, text } of files) await writeInto(root, path, text);
  return root;
};

/** Writes one file of a content folder. */
export const writeInto = async (root: string, path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
};
