import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writtenLocales } from '../schema/text.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { SourceFile } from './source.ts';

/** Where content files stand within a content folder; other files there are none of ours. */
const folders = [
  'data',
  'data/journeys',
  'data/calendar',
  'intents',
  'intents/purchaser',
  'locales',
  ...writtenLocales.map((locale) => `locales/${locale}`),
];

/** The files that stand in `data/` and `locales/` themselves; run-time state may live beside those of `data/`. */
const named = new Set([
  'data/settings.yaml',
  'data/phrases.yaml',
  'data/terms.yaml',
  'data/screens.yaml',
  ...writtenLocales.map((locale) => `locales/${locale}.yaml`),
]);

/** The content files of a folder, in a fixed order, as paths within it with `/`. */
const listContentFiles = async (root: string): Promise<string[]> => {
  const lists = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(join(root, folder)).catch(nothingThere);
      return names.filter((name) => /^[^.].*\.ya?ml$/.test(name)).map((name) => `${folder}/${name}`);
    }),
  );
  return lists
    .flat()
    .filter((path) => !/^(?:data|locales)\/[^/]+$/.test(path) || named.has(path))
    .sort();
};

/** Five times the longest file there is, in bytes; what is larger was not meant to be here. */
const LARGEST = 1024 * 1024;

/** The bytes of a file, unless there are more than a content file has. */
const readBounded = async (path: string): Promise<Buffer | 'too large'> => {
  const { size } = await stat(path);
  return size > LARGEST ? 'too large' : readFile(path);
};

/** What {@link readContentFiles} found. */
export interface ContentFiles {
  readonly files: readonly SourceFile[];
  /** SHA-256 over paths and contents. */
  readonly hash: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the content files of a folder. A file that cannot be read is a problem, not an error thrown. Of `previous`
 * those that are unchanged are given again, as the same objects.
 */
export const readContentFiles = async (root: string, previous: readonly SourceFile[] = []): Promise<ContentFiles> => {
  const known = new Map(previous.map((file) => [file.path, file]));
  const files: SourceFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const hash = createHash('sha256');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const refuse = (file: string, reason: string) => diagnostics.push({ file, line: 1, reason, severity: 'error' });
  const paths = await listContentFiles(root);
  const contents = await Promise.all(paths.map((path) => readBounded(join(root, path)).catch(() => undefined)));
  paths.forEach((path, index) => {
    const bytes = contents[index];
    if (bytes === undefined) {
      refuse(path, 'cannot be read');
      return;
    }
    if (bytes === 'too large') {
      hash.update(`${path}\0too large`);
      refuse(path, `is larger than ${LARGEST / 1024} kB: divide it, or see whether it is the right file`);
      return;
    }
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
    if (path.endsWith('.yml')) {
      refuse(path, `is not used: rename it to ${path.replace(/yml$/, 'yaml')}`);
      return;
    }
    try {
      const text = utf8.decode(bytes);
      const before = known.get(path);
      files.push(before?.text === text ? before : { path, text });
    } catch {
      refuse(path, 'is not in UTF-8: save it with that encoding');
    }
  });
  return { files, hash: hash.digest('hex'), diagnostics };
};

/**
 * Tells whether any content file may have changed: the same as long as none was written, renamed, added or removed.
 */
export const fingerprint = async (root: string): Promise<string> => {
  const paths = await listContentFiles(root);
  const marks = await Promise.all(
    paths.map(async (path) => {
      const status = await stat(join(root, path), { bigint: true }).catch(() => undefined);
      return `${path} ${status?.ino} ${status?.size} ${status?.mtimeNs}`;
    }),
  );
  return marks.join('\n');
};

const nothingThere = (): string[] => [];
