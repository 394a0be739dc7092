import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** In the folder of a store: an empty file for each time that a process has it open, `<process id>-<number>`. */
const FOLDER = 'in-use';

let opened = 0;

const lives = (id: number): boolean => {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** Says that this process has the store in a folder open, until the returned function is called or the process is gone. */
export const enterUser = (folder: string): (() => void) => {
  opened += 1;
  const file = join(folder, FOLDER, `${process.pid}-${opened}`);
  mkdirSync(join(folder, FOLDER), { recursive: true, mode: 0o700 });
  writeFileSync(file, '', { mode: 0o600 });
  return () => rmSync(file, { force: true });
};

/** The ids of other processes that have the store open. What a killed process left behind does not count. */
export const otherUsers = (folder: string): readonly number[] => {
  const names = readdirSync(folder).includes(FOLDER) ? readdirSync(join(folder, FOLDER)) : [];
  const ids = names.map((name) => Number.parseInt(name, 10));
  return [...new Set(ids)].filter((id) => id !== process.pid && lives(id));
};
