import { exportLines } from '../../store/transfer/export-lines.ts';
import { personNamed, withStore } from '../with-store.ts';

/** What to export: everything, or one person. */
export interface ExportOptions {
  readonly data?: string;
  readonly user?: string;
}

/** Writes the state as JSON lines; records that cannot be read are named on the other stream. Returns the exit code. */
export const runExport = (
  { data, user }: ExportOptions,
  write: (text: string) => void,
  warn: (problem: { readonly message: string }) => void,
): Promise<number> =>
  withStore(data, async (store) => {
    let damaged = 0;
    const onDamaged = (error: Error): void => {
      damaged += 1;
      warn(error);
    };
    const wishes = user === undefined ? { onDamaged } : { onDamaged, person: personNamed(user) };
    for await (const line of exportLines(store, wishes)) write(`${line}\n`);
    return damaged === 0 ? 0 : 1;
  });
