import type { Figure } from './figure.ts';
import { reminderKills } from './reminder-kills.ts';

const REMINDERS = 2_000;
const KILLS = 200;
const SEED = 2026;

/** Kills the process 200 times while 2,000 reminders fall due, and counts what became of them; two minutes on two free cores. */
export const benchKills = async (): Promise<Figure[]> => {
  const tally = await reminderKills(REMINDERS, KILLS, SEED);
  const among = `of ${REMINDERS.toLocaleString('en')} reminders, ${tally.kills} times kill -9 meanwhile`;
  return [
    { name: `delivered ${among}`, value: tally.delivered, unit: '' },
    { name: `lost ${among}`, value: tally.lost, unit: '' },
    {
      name: `sent twice, the crash between the platform's answer and the mark, ${among}`,
      value: tally.doubled,
      unit: '',
    },
    { name: `sent twice although marked, ${among}`, value: tally.doubledAfterMark, unit: '' },
    { name: `seen twice where the platform drops repeats by key, ${among}`, value: tally.doubledDespiteKeys, unit: '' },
  ];
};
