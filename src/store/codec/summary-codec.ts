import type { SupplierSummary } from '../../dialogue/model/programme/membership.ts';
import { isStoreError } from '../store-error.ts';
import { parseJson, readChecksummed, withChecksum } from './checksummed.ts';

/** To be raised whenever the fields of a summary change: summaries of another shape are then made anew from their records. */
const SHAPE = '1';

/** A summary as it lies in the index of summaries. */
export const encodeSummary = (summary: SupplierSummary): Buffer => withChecksum(SHAPE, summary);

/**
 * A summary out of the index; `undefined` when the bytes are damaged or of another shape.
 *
 * Shape and checksum say that these are the bytes of a summary that was typed when it was written. Checking each with its
 * schema again would cost 8 µs a summary on top of 6, and a purchaser with 5,000 suppliers asks for all of them at once.
 */
export const decodeSummary = (bytes: Buffer): SupplierSummary | undefined => {
  try {
    const { word, json } = readChecksummed(bytes);
    // The parse boundary: see above.
    return word === SHAPE ? (parseJson(json) as SupplierSummary) : undefined;
  } catch (error) {
    if (!isStoreError(error, 'record_damaged')) throw error;
    return undefined;
  }
};
