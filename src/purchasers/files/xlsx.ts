import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MINUTE } from '../../dialogue/model/instant.ts';
import type { Offset } from '../local-time.ts';
import type { Cell, Table } from './table.ts';
import { workbookOf } from './workbook.ts';

/** Some 20 ms of computing. Longer tables are written by another process, so that nobody's chat waits for them. */
const MANY_ROWS = 200;

/** The table with its moments as the clock on the readers' wall shows them. */
const onTheWall = (table: Table, offset: Offset): Table => ({
  ...table,
  rows: table.rows.map((row) =>
    row.map((cell): Cell => (typeof cell === 'object' ? { at: cell.at + offset(cell.at) * MINUTE } : cell)),
  ),
});

/** The other process's file has the ending that this one has; TypeScript needs the loader. */
const writtenAside = (table: Table): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const ending = extname(import.meta.filename);
    const loader = (): string => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
    const child = fork(fileURLToPath(new URL(`./workbook-worker${ending}`, import.meta.url)), [], {
      execArgv: ending === '.ts' ? ['--import', loader()] : [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    // What the process sends is its own: see workbook-worker.ts.
    child.once('message', (bytes) => resolve(Buffer.from(bytes as Uint8Array)));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`A workbook was not written: the process ended with ${code}.`)));
    child.send(table);
  });

/** One process at a time, however many people ask. */
let underWay: Promise<unknown> = Promise.resolve();

const inTurn = (work: () => Promise<Buffer>): Promise<Buffer> => {
  const written = underWay.then(work);
  underWay = written.catch(() => undefined);
  return written;
};

/** A table as an Excel workbook; moments are in local time. */
export const xlsxOf = (table: Table, offset: Offset): Promise<Buffer> => {
  const local = onTheWall(table, offset);
  return table.rows.length > MANY_ROWS ? inTurn(() => writtenAside(local)) : workbookOf(local);
};
