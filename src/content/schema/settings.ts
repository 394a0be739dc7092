import { z } from 'zod';
import { platforms } from './platform.ts';

const clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like "09:00"')
  .transform((text) => {
    const [hours, minutes] = text.split(':').map(Number);
    return (hours ?? 0) * 60 + (minutes ?? 0);
  });

/** `data/settings.yaml`: what an operator may decide without touching a journey. Times of day become minutes. */
export const Settings = z
  .strictObject({
    /** The journey that newcomers are taken on. */
    journey: z.string().min(1),
    reminders: z.strictObject({
      opens: clock,
      closes: clock,
      spread_minutes: z.number().int().min(0).max(240),
    }),
    /**
     * Messages a calendar month that the plan of a platform allows; 0 for no limit. DingTalk's free plan has 3,000
     * (open.dingtalk.com, since 2025-11-19).
     */
    budgets: z.partialRecord(z.enum(platforms), z.number().int().nonnegative()).default({ dingtalk: 3_000 }),
  })
  .refine((settings) => settings.reminders.opens < settings.reminders.closes, {
    path: ['reminders', 'closes'],
    message: 'must be later than opens',
  });
export type Settings = z.infer<typeof Settings>;
