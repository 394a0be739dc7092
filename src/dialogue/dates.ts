import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';
import type { SentenceKey } from '../content/sentences.ts';
import { type Instant, MINUTE } from './instant.ts';
import type { Scene } from './scene.ts';
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
export const sayDay = (at: Instant, { voice, schedule, now }: Scene): string => {
  const ahead = dayOf(at, schedule) - dayOf(now, schedule);
  if (ahead === 0) return voice.say('date.today', {});
  if (ahead === 1) return voice.say('date.tomorrow', {});
  const time = dayjs.utc(at).utcOffset(schedule.offset(at));
  const weekday = voice.say(weekdays[time.day()] ?? 'weekday.0', {});
  return voice.say('date.day', { month: time.month() + 1, day: time.date(), weekday });
};

/** A moment as people say it: the day, and the time of day. */
export const sayMoment = (at: Instant, scene: Scene): string => {
  const time = dayjs.utc(at).utcOffset(scene.schedule.offset(at)).format('HH:mm');
  return scene.voice.say('date.moment', { day: sayDay(at, scene), time });
};
