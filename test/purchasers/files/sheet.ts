import { XMLParser } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
import { z } from 'zod';

const list = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(item));

const Cell = z.object({ r: z.string(), t: z.string().optional(), v: z.string().optional() });
const Sheet = z.object({ worksheet: z.object({ sheetData: z.object({ row: list(z.object({ c: list(Cell) })) }) }) });
const Text = z.union([z.string(), z.object({ '#text': z.string() }).transform((text) => text['#text'])]);
const Strings = z.object({ sst: z.object({ si: list(z.object({ t: Text })) }) });

const columnOf = (reference: string): number =>
  [...reference.replace(/\d/g, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** The cells of the first sheet of a workbook, as Excel would show them; moments as ISO 8601 without a zone. */
export const cellsOf = (workbook: Uint8Array): string[][] => {
  const files = unzipSync(workbook);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    trimValues: false,
  });
  const read = (name: string): unknown => parser.parse(strFromU8(files[name] ?? new Uint8Array()));
  const strings = Strings.parse(read('xl/sharedStrings.xml')).sst.si.map(({ t }) => t);
  return Sheet.parse(read('xl/worksheets/sheet1.xml')).worksheet.sheetData.row.map(({ c }) => {
    const cells: string[] = [];
    for (const { r, t, v = '' } of c) {
      const number = Number(v);
      const shown =
        t === 's'
          ? (strings[number] ?? '')
          : number > 40_000
            ? new Date(Math.round((number - 25_569) * 86_400_000)).toISOString().slice(0, 16)
            : v;
      cells[columnOf(r)] = shown;
    }
    return Array.from(cells, (cell) => cell ?? '');
  });
};
