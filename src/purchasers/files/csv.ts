import { localMinute, type Offset } from '../local-time.ts';
import type { Cell, Table } from './table.ts';

/** By this mark Excel knows that a file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A cell that begins like this may be run as a formula by the program that opens the file, in whatever width it is written
 * (OWASP, CSV Injection). A leading apostrophe makes it text.
 */
const likeFormula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** Digits alone are a name or an account that begins with zeros or is too long for a number: Excel would cut it. */
const onlyDigits = /^\d+$/u;

const textOf = (cell: Cell, offset: Offset): string => {
  if (cell === undefined) return '';
  if (typeof cell === 'object') return localMinute(cell.at, offset);
  if (typeof cell === 'number') return String(cell);
  const whole = cell.toWellFormed();
  return likeFormula.test(whole) || onlyDigits.test(whole) ? `'${whole}` : whole;
};

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A table as CSV (RFC 4180) that Excel opens rightly and runs nothing of. Moments are in local time. */
export const csvOf = ({ columns, rows }: Table, offset: Offset): Buffer => {
  const lines = [columns.map(({ heading }) => heading), ...rows].map((cells) =>
    cells.map((cell) => quoted(textOf(cell, offset))).join(','),
  );
  return Buffer.from(`${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`);
};
