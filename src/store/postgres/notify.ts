import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { z } from 'zod';
import { PersonId } from '../../dialogue/model/person.ts';
import type { AnyPerson } from '../store.ts';
import type { Database, Statement } from './database.ts';

/** What processes tell each other about the people for whom something waits. */
export interface Notifier {
  /** Tells the other processes, soon. Some may get lost: it is a hint, and what it is about is saved. */
  tell(person: PersonId): void;
  /** Hears what others tell, and of `anybody` after a gap in which something may have been told. */
  watch(listener: (person: PersonId | AnyPerson) => void): () => void;
  /** Lets go of the connection. */
  close(): Promise<void>;
}

/** The schema is part of the channel, so that two stores in one database do not hear of each other. */
const LISTEN = `do $$ begin execute format('listen %I', 'ruzhu_' || md5(current_schema())); end $$`;

const NOTIFY: Statement = {
  name: 'notify',
  text: `select pg_notify('ruzhu_' || md5(current_schema()), news) from unnest($1::text[]) as news`,
};

/** PostgreSQL takes less than 8,000 bytes. */
const LONGEST = 7_000;

const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 5_000;

const Told = z.object({ by: z.string(), person: PersonId.optional() });
type Told = z.infer<typeof Told>;

const readTold = (payload: string | undefined): Told | undefined => {
  try {
    return Told.parse(JSON.parse(payload ?? ''));
  } catch {
    return undefined;
  }
};

/**
 * News by LISTEN and NOTIFY. While one lot is being told the next is gathered: PostgreSQL lets only one transaction with
 * news in it commit at a time, so no save carries any, and there is one such transaction for many people.
 */
export const notifierOf = (database: Database, holder: string): Notifier => {
  const listeners = new Set<(person: PersonId | AnyPerson) => void>();
  const stopping = new AbortController();
  let waiting = new Set<PersonId>();
  let telling: Promise<void> | undefined;
  let hearing: Promise<void> | undefined;
  let line: Client | undefined;

  const payload = (person: PersonId): string => {
    const whole = JSON.stringify({ by: holder, person } satisfies Told);
    return Buffer.byteLength(whole) < LONGEST ? whole : JSON.stringify({ by: holder } satisfies Told);
  };

  const tellAll = async (): Promise<void> => {
    while (waiting.size > 0) {
      const people = [...waiting];
      waiting = new Set();
      // Whoever listens hears of a gap when the server is back.
      await database.run(NOTIFY, [people.map(payload)]).catch(() => undefined);
    }
    telling = undefined;
  };

  const hear = (person: PersonId | AnyPerson): void => {
    for (const listener of listeners) listener(person);
  };

  /** Listens until the connection is lost. */
  const listen = async (client: Client): Promise<void> => {
    const lost = new Promise<void>((resolve) => {
      client.once('end', resolve);
      client.once('error', () => resolve());
    });
    client.on('notification', ({ payload }) => {
      const told = readTold(payload);
      if (told !== undefined && told.by !== holder) hear(told.person ?? 'anybody');
    });
    await client.connect();
    await client.query(LISTEN);
    hear('anybody');
    await lost;
  };

  const keepHearing = async (): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      line = database.client();
      try {
        await listen(line);
        failures = 0;
      } catch {
        failures += 1;
      }
      await line.end().catch(() => undefined);
      const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(failures, 10));
      await delay(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };

  return {
    tell(person) {
      waiting.add(person);
      telling ??= tellAll();
    },
    watch(listener) {
      listeners.add(listener);
      hearing ??= keepHearing();
      return () => {
        listeners.delete(listener);
      };
    },
    async close() {
      stopping.abort();
      listeners.clear();
      await line?.end().catch(() => undefined);
      await Promise.all([hearing, telling]);
    },
  };
};
