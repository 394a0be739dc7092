import writeExcelFile, { type Cell as ExcelCell } from 'write-excel-file/node';
import type { Cell, Table } from './table.ts';

const cellOf = (cell: Cell): ExcelCell => {
  if (cell === undefined || cell === '') return null;
  if (typeof cell === 'number') return { value: cell, type: Number, align: 'center' };
  if (typeof cell === 'string') return { value: cell, type: String };
  return { value: new Date(cell.at), type: Date, format: 'yyyy-mm-dd hh:mm', align: 'left' };
};

/**
 * A table as an Excel workbook with one sheet, its headings fixed in view. Text stays text, whatever it begins with.
 * Excel's dates know no time zone: the moments of the table are written as UTC shows them.
 */
export const workbookOf = ({ title, columns, rows }: Table): Promise<Buffer> => {
  const headings = columns.map(
    ({ heading }): ExcelCell => ({
      value: heading,
      type: String,
      fontWeight: 'bold',
      backgroundColor: '#e2f1ed',
      alignVertical: 'center',
      height: 24,
    }),
  );
  const cells = rows.map((row) => row.map(cellOf));
  const sheet = { sheet: title, columns: columns.map(({ width }) => ({ width })), stickyRowsCount: 1 };
  return writeExcelFile([headings, ...cells], sheet).toBuffer();
};
