import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { linesOf, root } from './running.ts';

/** A mistake in a copy of the content. */
export interface Mistake {
  readonly file: string;
  readonly line: number;
}

/** Copies the built-in content into a folder and makes one mistake in the journey: an intent that does not exist. */
export const brokenContent = async (folder: string): Promise<Mistake> => {
  for (const part of ['data/calendar', 'data/journeys', 'intents', 'locales']) {
    await cp(join(root, part), join(folder, part), { recursive: true });
  }
  for (const name of ['phrases', 'settings', 'terms']) {
    await cp(join(root, `data/${name}.yaml`), join(folder, `data/${name}.yaml`));
  }
  const file = 'data/journeys/1688-supplier.yaml';
  const right = 'intent: step_register';
  const before = await readFile(join(folder, file), 'utf8');
  const place = linesOf(before).findIndex((line) => line.trim() === right);
  if (place < 0) throw new Error(`${file} has no line "${right}" any more.`);
  await writeFile(join(folder, file), before.replace(right, 'intent: step_regster'));
  return { file, line: place + 1 };
};
