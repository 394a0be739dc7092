import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { readContentFiles } from '../../src/content/folder.ts';
import { home } from '../../src/parts/places.ts';

const script = fileURLToPath(new URL('reminder-process.ts', import.meta.url));

/** Nobody learns from the phrasings: few are as good as many, and quicker to read. */
const shortened = (text: string): string =>
  text.replace(/^( {2}(?:zh|en):\n(?: {4}- .*\n){3})(?: {4}- .*\n)*/gm, (_all, first: string) => first);

/** A program in a folder, with the content it reads. */
export interface ReminderProgram {
  readonly script: string;
  readonly content: string;
}

/**
 * Puts `reminder-process.ts` and everything it needs into one file, and the content beside it: it starts hundreds of
 * times, so that each start counts, and is the same at each of them whatever happens to the sources meanwhile.
 */
export const reminderProgram = async (folder: string): Promise<ReminderProgram> => {
  const program = { script: join(folder, 'reminder-process.mjs'), content: join(folder, 'content') };
  await build({
    entryPoints: [script],
    outfile: program.script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['lmdb'],
    banner: {
      js: "import { createRequire as requireFor } from 'node:module';\nconst require = requireFor(import.meta.url);",
    },
    logLevel: 'error',
  });
  await symlink(join(home, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const { path, text } of (await readContentFiles(home)).files) {
    await mkdir(dirname(join(program.content, path)), { recursive: true });
    await writeFile(join(program.content, path), path.startsWith('intents/') ? shortened(text) : text);
  }
  return program;
};
