import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import { HOUR, type Instant } from '../dialogue/model/instant.ts';

dayjs.extend(utc);
dayjs.extend(timezone);

/** More hours than this are forgotten and asked for again. */
const REMEMBERED_HOURS = 10_000;

/**
 * Minutes that local time in a zone is ahead of UTC at a moment. Asked for many times a turn, so each hour is looked up
 * once; no zone changes its clocks within one.
 */
export const offsetIn = (zone: string): ((at: Instant) => number) => {
  const known = new Map<number, number>();
  return (at) => {
    const hour = Math.floor(at / HOUR);
    const found = known.get(hour);
    if (found !== undefined) return found;
    const offset = dayjs(hour * HOUR)
      .tz(zone)
      .utcOffset();
    if (known.size > REMEMBERED_HOURS) known.clear();
    known.set(hour, offset);
    return offset;
  };
};
