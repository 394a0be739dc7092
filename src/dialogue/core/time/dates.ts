import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';
import type { SentenceKey } from '../../../messages/vocabulary/core.ts';
import { type Instant, MINUTE } from '../../model/instant.ts';
import type { TurnContext } from '../turn-context.ts';
import { dayOf, type Schedule } from './working-time.ts';

dayjs.extend(utc);

const weekdays = [
  'weekday.0',
  'weekday.1',
  'weekday.2',
  'weekday.3',
  'weekday.4',
  'weekday.5',
  'weekday.6',
] as const satisfies readonly SentenceKey[];

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** A moment in ISO 8601, in the people's local time. Every state has some; dayjs would take four times as long. */
export const isoOf = (at: Instant, offset: Schedule['offset']): string => {
  const ahead = offset(at);
  const hours = Math.floor(Math.abs(ahead) / 60);
  const sign = ahead < 0 ? '-' : '+';
  const local = new Date(at + ahead * MINUTE).toISOString().slice(0, 'YYYY-MM-DDTHH:mm:ss'.length);
  return `${local}${sign}${twoDigits(hours)}:${twoDigits(Math.abs(ahead) % 60)}`;
};

/** A day as people say it: today, tomorrow, or the date with its weekday. */
export const sayDay = (at: Instant, { translator, schedule, now }: TurnContext): string => {
  const ahead = dayOf(at, schedule) - dayOf(now, schedule);
  if (ahead === 0) return translator.t('date.today', {});
  if (ahead === 1) return translator.t('date.tomorrow', {});
  const time = dayjs.utc(at).utcOffset(schedule.offset(at));
  const weekday = translator.t(weekdays[time.day()] ?? 'weekday.0', {});
  return translator.t('date.day', { month: time.month() + 1, day: time.date(), weekday });
};

/** A moment as people say it: the day, and the time of day. */
export const sayMoment = (at: Instant, context: TurnContext): string => {
  const time = dayjs.utc(at).utcOffset(context.schedule.offset(at)).format('HH:mm');
  return context.translator.t('date.moment', { day: sayDay(at, context), time });
};
