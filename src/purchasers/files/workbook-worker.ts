import type { Table } from './table.ts';
import { workbookOf } from './workbook.ts';

// Started by xlsx.ts alone, which sends it one table. It ends once its answer is on its way.
process.once('message', async (message) => {
  const workbook = await workbookOf(message as Table);
  process.send?.(workbook, () => process.disconnect());
});
