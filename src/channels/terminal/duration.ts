import dayjs from 'dayjs';
import duration from 'dayjs/plugin/duration.js';
import utc from 'dayjs/plugin/utc.js';
import { z } from 'zod';
import type { Instant } from '../../dialogue/model/instant.ts';
import { LineRefused } from './line-errors.ts';

dayjs.extend(duration);
dayjs.extend(utc);

const Iso = z.iso.duration();
const LONGEST_YEARS = 10;

/**
 * The moment an ISO 8601 duration after another one (`PT26H`, `P3D`, `P1DT2H`), in whole numbers, up to ten years.
 * @throws LineRefused `bad_duration`.
 */
export function after(at: Instant, written: string): Instant {
  const end =
    /[.,]/.test(written) || !Iso.safeParse(written).success ? undefined : dayjs.utc(at).add(dayjs.duration(written));
  if (end?.isValid() && end.valueOf() <= dayjs.utc(at).add(LONGEST_YEARS, 'year').valueOf()) return end.valueOf();
  throw new LineRefused(
    'bad_duration',
    `wait: must be an ISO 8601 duration in whole numbers, such as PT26H or P3D, of at most ${LONGEST_YEARS} years.`,
  );
}
