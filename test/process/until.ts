import { setTimeout as delay } from 'node:timers/promises';

/** Looks again and again until it holds, for as long as the test may take. */
export const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await delay(20);
};

/** Whether a server says that its store and its channels are usable. */
export const isReady = async (url: string): Promise<boolean> => (await fetch(`${url}/readyz`)).status === 200;
