import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Model, parseModel, serialise } from './model.ts';

/** Tells an operator about something that cost time but broke nothing. */
export type Warn = (warning: { readonly code: string; readonly message: string }) => void;

const prefix = 'understanding-';
const fileOf = (directory: string, hash: string) => join(directory, `${prefix}${hash}.bin`);

/** The model kept under this content hash, or undefined when there is none that can be used. */
export async function loadModel(directory: string, hash: string, warn: Warn): Promise<Model | undefined> {
  const file = fileOf(directory, hash);
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) return undefined;
  try {
    return parseModel(bytes);
  } catch (cause) {
    warn({
      code: 'recogniser_cache_unreadable',
      message: `The recogniser's cache ${file} is unusable and will be made anew: ${reasonOf(cause)}`,
    });
    return undefined;
  }
}

/**
 * Keeps a model under its content hash, in one step so that nobody reads half of it, and removes models of other
 * content. A cache that cannot be written is a warning: the next start will train again.
 */
export async function keepModel(directory: string, hash: string, model: Model, warn: Warn): Promise<void> {
  const file = fileOf(directory, hash);
  const unfinished = `${file}.${process.pid}.unfinished`;
  try {
    await mkdir(directory, { recursive: true });
    await writeFile(unfinished, serialise(model));
    await rename(unfinished, file);
    const outdated = (await readdir(directory)).filter((name) => name.startsWith(prefix) && name.endsWith('.bin'));
    await Promise.all(
      outdated
        .map((name) => join(directory, name))
        .filter((path) => path !== file)
        .map((path) => rm(path, { force: true })),
    );
  } catch (cause) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    warn({
      code: 'recogniser_cache_not_written',
      message: `The recogniser could not be kept in ${directory}, so every start will train it again: ${reasonOf(cause)}`,
    });
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
