import { dateOf } from '../../dialogue/core/time/working-time.ts';
import { csvOf } from './csv.ts';
import type { ReaderContext } from './progress-table.ts';
import type { Table } from './table.ts';
import { xlsxOf } from './xlsx.ts';

/** The formats that files can be fetched in. */
export const fileFormats = ['xlsx', 'csv'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** A file that can be sent. */
export interface DownloadFile {
  /** Without the ending, in the reader's language. */
  readonly name: string;
  readonly format: FileFormat;
  readonly type: string;
  readonly bytes: Buffer;
}

const types: Readonly<Record<FileFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** Writes a table as a file, named for the company and the day. */
export const fileOf = async (
  table: Table,
  what: 'progress' | 'invitations',
  company: string,
  format: FileFormat,
  { context, t }: ReaderContext,
): Promise<DownloadFile> => {
  const { offset } = context.schedule;
  const name = t(`file.name_${what}`, { company, date: dateOf(context.now, context.schedule) });
  const bytes = format === 'xlsx' ? await xlsxOf(table, offset) : csvOf(table, offset);
  return { name, format, type: types[format], bytes };
};

/** Characters that a file name cannot have on one system or another. */
const unfit = /[\\/:*?"<>|\p{Cc}]+/gu;

/** The header by which a browser saves a file under its name, in any script (RFC 6266, RFC 8187). */
export const contentDisposition = ({ name, format }: Pick<DownloadFile, 'name' | 'format'>): string => {
  const fit = `${name.replace(unfit, ' ').toWellFormed().trim()}.${format}`;
  const encoded = encodeURIComponent(fit).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="ruzhu.${format}"; filename*=UTF-8''${encoded}`;
};
