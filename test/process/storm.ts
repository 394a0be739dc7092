import { setTimeout as delay } from 'node:timers/promises';
import { openContent } from '../../src/app/content/open-content.ts';
import { home } from '../../src/app/paths.ts';
import { newConversation } from '../../src/dialogue/core/new-conversation.ts';
import type { World } from '../../src/dialogue/core/world.ts';
import type { Conversation } from '../../src/dialogue/model/conversation.ts';
import { type PersonId, personAt, PersonId as personId } from '../../src/dialogue/model/person.ts';
import { turn } from '../../src/dialogue/turn.ts';
import { openPostgresStore } from '../../src/store/postgres/open-postgres-store.ts';
import type { Store } from '../../src/store/store.ts';
import { type PostgresServer, startPostgres } from '../store/postgres-server.ts';
import { type Instance, instanceWith } from './instance.ts';
import { type Acknowledged, type PersistentVisitor, persistentVisitor } from './persistent-visitor.ts';
import { seeded } from './seeded.ts';
import { type TelegramStandIn, telegramStandIn, token } from './telegram-stand-in.ts';

/** Several instances on one PostgreSQL, with a Telegram of their own. */
export interface Cluster {
  readonly postgres: PostgresServer;
  readonly telegram: TelegramStandIn;
  readonly instances: readonly Instance[];
  readonly store: Store;
  /** What the visitors write to: every instance. */
  readonly urls: readonly string[];
  close(): Promise<void>;
}

const fail = (error: Error): void => {
  throw error;
};

/** Starts so many instances; resolves when all of them serve. */
export const startCluster = async (count: number): Promise<Cluster> => {
  const postgres = await startPostgres();
  const telegram = await telegramStandIn();
  const url = await postgres.schema();
  const store = openPostgresStore({ url, onDamaged: fail, onLost: () => undefined, patience: 60_000 });
  const instances = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      instanceWith(`i${index + 1}`, {
        STORE_URL: url,
        LOG_LEVEL: 'warn',
        TELEGRAM_BOT_TOKEN: token,
        TELEGRAM_API_ROOT: telegram.rootFor(`i${index + 1}`),
      }),
    ),
  );
  const close = async (): Promise<void> => {
    await Promise.all(instances.map((instance) => instance.kill()));
    await store.close();
    await telegram.close();
    await postgres.remove();
  };
  try {
    await Promise.all(instances.map((instance) => instance.start()));
  } catch (error) {
    await close();
    throw error;
  }
  return { postgres, telegram, instances, store, urls: instances.map(({ url: at }) => at), close };
};

/** Stores people of Telegram who asked to be called, one after the other within so many milliseconds from now on. */
export const seedReminders = async (store: Store, people: number, within: number): Promise<readonly PersonId[]> => {
  const content = await openContent(home);
  const now = Date.now();
  const world: World = { now, content, offset: () => 480, publicUrl: 'https://ruzhu.example' };
  const seeds = Array.from({ length: people }, async (_, index): Promise<PersonId> => {
    const address = { channel: 'telegram', user: String(1_000_000 + index), heardAt: now } as const;
    const event = {
      type: 'said',
      id: `seed${index}`,
      at: now,
      address,
      content: { type: 'text', text: '你好' },
    } as const;
    const greeted: Conversation = turn(newConversation(personAt(address), world), event, world);
    const at = now + Math.floor((within * index) / people);
    const called = { ...greeted, outbox: [], chosenReminder: at, reminders: [{ at, which: 'chosen' as const }] };
    await store.save(called, undefined);
    return greeted.id;
  });
  return Promise.all(seeds);
};

/** Has somebody who is stored called after so many milliseconds, as if they had asked for it. */
export const callLater = async (store: Store, person: PersonId, milliseconds: number): Promise<void> => {
  for (;;) {
    const stored = await store.load(person);
    if (stored === undefined) throw new Error('nobody is stored who could be called');
    const at = Date.now() + milliseconds;
    const called = { ...stored.conversation, chosenReminder: at, reminders: [{ at, which: 'chosen' as const }] };
    if ((await store.save(called, stored.version)) !== undefined) return;
  }
};

/** What the visitors say in turn. */
const lines = [
  (count: number) => `我的会员名是 永盛厂${String(count).padStart(3, '0')}`,
  () => '要备什么',
  () => '收费吗',
  () => '下一步是什么',
];

/** What one visitor said, and what came of it. */
interface Talk {
  readonly visitor: PersistentVisitor;
  readonly ids: string[];
  readonly answers: Acknowledged[];
  /** Acknowledgements of what was said twice. */
  readonly again: Acknowledged[];
}

/** What a storm is made of. */
export interface StormOptions {
  /** Different messages in all, and by how many people. */
  readonly messages: number;
  readonly visitors: number;
  /** The share of messages that come twice: half of them at the same moment, at another instance. */
  readonly twice: number;
  readonly seed: number;
  /** Milliseconds that a visitor waits between two messages. */
  readonly pause?: number;
  /** Told after each acknowledgement how many there are. */
  readonly onAcknowledged?: (count: number) => void;
}

/** Lets visitors say their messages, each one after the other until it is acknowledged, side by side. */
export const talkAll = async (cluster: Pick<Cluster, 'urls'>, wishes: StormOptions): Promise<readonly Talk[]> => {
  const random = seeded(wishes.seed);
  let acknowledged = 0;
  const talks = Array.from(
    { length: wishes.visitors },
    (): Talk => ({ visitor: persistentVisitor(cluster.urls), ids: [], answers: [], again: [] }),
  );
  const talk = async ({ visitor, ids, answers, again }: Talk, index: number): Promise<void> => {
    const mine = Math.floor(wishes.messages / wishes.visitors) + (index < wishes.messages % wishes.visitors ? 1 : 0);
    for (let count = 0; count < mine; count += 1) {
      const text = lines[count % lines.length]?.(count) ?? '';
      const id = `v${index}-${count}`;
      const isTwice = random() < wishes.twice;
      const atOnce = isTwice && random() < 0.5 ? visitor.say(text, id) : undefined;
      ids.push(id);
      answers.push(await visitor.say(text, id));
      if (isTwice) again.push(await (atOnce ?? visitor.say(text, id)));
      acknowledged += 1;
      wishes.onAcknowledged?.(acknowledged);
      if (wishes.pause !== undefined) await delay(wishes.pause);
    }
  };
  await Promise.all(talks.map(talk));
  return talks;
};

/** What is stored after a storm, held against what was acknowledged. */
export interface Reckoning {
  readonly acknowledged: number;
  /** Acknowledged and not stored. */
  readonly lost: number;
  /** Stored more than once. */
  readonly appliedTwice: number;
  /** People whose messages are stored in another order than they were said in. */
  readonly disordered: number;
  /** Answers beyond one a message: the message went through a second turn. */
  readonly surplusAnswers: number;
  /** Answers that a visitor was given again, under the number it had. */
  readonly givenTwice: number;
  /** Answers that no acknowledgement carried, and that wait in the record for the open page. */
  readonly later: number;
  /** Answers that no acknowledgement carried, and that do not wait either. */
  readonly unaccounted: number;
  /** Times that a visitor hung up because no answer came for long: it may have been on its way. */
  readonly hungUp: number;
}

/** Compares the store with what was acknowledged. */
export const reckon = async (store: Store, talks: readonly Talk[]): Promise<Reckoning> => {
  const sums = {
    acknowledged: 0,
    lost: 0,
    appliedTwice: 0,
    disordered: 0,
    surplusAnswers: 0,
    givenTwice: 0,
    later: 0,
    unaccounted: 0,
    hungUp: 0,
  };
  for (const { visitor, ids, answers, again } of talks) {
    const conversation = (await store.load(personId.parse(visitor.person)))?.conversation;
    const seen = conversation?.seen.map(({ id }) => id) ?? [];
    const distinct = [...new Set(seen)];
    const lastNumber = conversation?.lastNumber ?? 0;
    const given = [...answers, ...again].flatMap(({ numbers }) => numbers);
    const waiting = new Set(conversation?.outbox.map(({ number }) => number));
    sums.acknowledged += ids.length;
    sums.hungUp += [...answers, ...again].reduce((sum, { hungUp }) => sum + hungUp, 0);
    sums.lost += ids.filter((id) => !distinct.includes(id)).length;
    sums.appliedTwice += seen.length - distinct.length;
    sums.disordered += distinct.join() === ids.join() ? 0 : 1;
    sums.surplusAnswers += Math.abs(lastNumber - ids.length);
    sums.givenTwice += given.length - new Set(given).size;
    for (let number = 1; number <= lastNumber; number += 1) {
      if (given.includes(number)) continue;
      if (waiting.has(number)) sums.later += 1;
      else sums.unaccounted += 1;
    }
  }
  return sums;
};

/** What became of reminders. */
export interface Reminded {
  /** People who were sent theirs. */
  readonly reminded: number;
  /** Messages that the platform took once more than needed. */
  readonly doubled: number;
}

/** Counts what the platform took. */
export const reckonReminders = ({ sent }: TelegramStandIn, people: readonly PersonId[]): Reminded => {
  const byChat = new Map<string, number>();
  for (const [key, times] of sent) {
    const chat = key.slice(0, key.indexOf(' '));
    byChat.set(chat, (byChat.get(chat) ?? 0) + times);
  }
  const counts = people.map((person) => byChat.get(person.slice('telegram:'.length)) ?? 0);
  return {
    reminded: counts.filter((times) => times > 0).length,
    doubled: counts.reduce((sum, times) => sum + Math.max(0, times - 1), 0),
  };
};

/** People who were not sent their reminder, and for whom none is planned or waits either. */
export const forgotten = async ({ store, telegram }: Cluster, people: readonly PersonId[]): Promise<number> => {
  let count = 0;
  for (const person of people) {
    if (reckonReminders(telegram, [person]).reminded === 1) continue;
    const conversation = (await store.load(person))?.conversation;
    if (conversation?.chosenReminder === undefined && conversation?.outbox.length === 0) count += 1;
  }
  return count;
};

/** Waits until all have been reminded, or so many milliseconds have passed. */
export const untilReminded = async (
  telegram: TelegramStandIn,
  people: readonly PersonId[],
  milliseconds: number,
): Promise<void> => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end && reckonReminders(telegram, people).reminded < people.length) await delay(200);
};

/**
 * Kills an instance that serves, chosen by chance, every so many milliseconds, and starts it anew. The only one that serves
 * is spared: a slow machine would spend all of its time starting. Ends with the returned function, or after so many kills.
 */
export const keepKilling = (
  instances: readonly Instance[],
  { every, seed, most = Number.POSITIVE_INFINITY }: { every: number; seed: number; most?: number },
): (() => Promise<{ readonly kills: number }>) => {
  const random = seeded(seed);
  const ending = new AbortController();
  const starting = new Set<Promise<void>>();
  let kills = 0;
  const kill = async (): Promise<void> => {
    while (!ending.signal.aborted && kills < most) {
      await delay(every, undefined, { signal: ending.signal }).catch(() => undefined);
      const up = instances.filter((instance) => instance.isUp());
      const victim = up[Math.floor(random() * up.length)];
      if (ending.signal.aborted || victim === undefined || up.length === 1) continue;
      await victim.kill();
      kills += 1;
      const started = victim.start().finally(() => starting.delete(started));
      starting.add(started);
    }
  };
  const killing = kill();
  return async () => {
    ending.abort();
    await killing;
    await Promise.all(starting);
    return { kills };
  };
};
