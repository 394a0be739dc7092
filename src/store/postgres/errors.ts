import { DatabaseError } from 'pg';
import { StoreError } from '../store-error.ts';

/**
 * Codes (SQLSTATE) that say that the server is going, coming, full, or not the one that writes any more, or that the
 * statement lost against another one: the same statement may succeed on the next connection.
 */
const passing = new Set(['57P01', '57P02', '57P03', '57P05', '53300', '25006', '40001', '40P01']);

/**
 * The statement may succeed when it is repeated. Whether it was carried out already is not known. What the driver throws
 * and did not come from the server came from the way to it: refused, cut, or too slow.
 */
export const isPassing = (error: unknown): boolean => {
  if (error instanceof StoreError) return false;
  if (!(error instanceof DatabaseError)) return true;
  return error.code !== undefined && (passing.has(error.code) || error.code.startsWith('08'));
};

/** Node tells of several addresses of one host in an error without a message of its own. */
const sentenceOf = (error: unknown): string => {
  if (error instanceof AggregateError) return sentenceOf(error.errors[0]);
  if (!(error instanceof Error)) return 'unknown reason';
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  return `${error.message || 'no connection'}${code}`;
};

/**
 * Wraps what the driver throws; errors of the store itself pass through. The error of the driver is not kept as cause:
 * it can quote rows and holds the connection with all of its settings.
 */
export const unusable = (error: unknown): StoreError =>
  error instanceof StoreError
    ? error
    : new StoreError(
        'store_unusable',
        `The database cannot be used: ${sentenceOf(error)}. Look at STORE_URL and at the PostgreSQL server.`,
      );
