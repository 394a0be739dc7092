import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { home } from '../../src/app/paths.ts';
import type { Content } from '../../src/content/content.ts';

const script = fileURLToPath(new URL('reminder-process.ts', import.meta.url));

/** A program in a folder, with the content it reads. */
export interface ReminderProgram {
  readonly script: string;
  readonly content: string;
}

/**
 * Puts `reminder-process.ts` and everything it needs into one file, and what it needs of the content beside it as JSON:
 * it starts hundreds of times, so that each start counts, and is the same at each of them whatever happens to the
 * sources meanwhile.
 */
export const reminderProgram = async (folder: string, { settings, journey }: Content): Promise<ReminderProgram> => {
  const program = { script: join(folder, 'reminder-process.mjs'), content: join(folder, 'content.json') };
  await build({
    entryPoints: [script],
    outfile: program.script,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    external: ['lmdb'],
    banner: {
      js: "import { createRequire as requireFor } from 'node:module';\nconst require = requireFor(import.meta.url);",
    },
    logLevel: 'error',
  });
  await symlink(join(home, 'node_modules'), join(folder, 'node_modules'), 'junction');
  await writeFile(program.content, JSON.stringify({ reminders: settings.reminders, journey }));
  return program;
};
