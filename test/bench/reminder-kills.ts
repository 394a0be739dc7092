import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openContent, openRecogniserFor } from '../../src/app/content/open-content.ts';
import { home } from '../../src/app/paths.ts';
import type { Content } from '../../src/content/content.ts';
import { newConversation } from '../../src/dialogue/core/new-conversation.ts';
import type { World } from '../../src/dialogue/core/world.ts';
import type { Conversation } from '../../src/dialogue/model/conversation.ts';
import { HOUR, type Instant } from '../../src/dialogue/model/instant.ts';
import { type PersonId, personAt } from '../../src/dialogue/model/person.ts';
import { turn } from '../../src/dialogue/turn.ts';
import { openLmdbStore } from '../../src/store/lmdb/lmdb-store.ts';
import type { Store } from '../../src/store/store.ts';
import { seeded } from '../process/seeded.ts';
import { type ReminderProgram, reminderProgram } from './reminder-program.ts';
import { type FromPlatform, ToPlatform } from './reminder-wire.ts';

/** Starting takes much longer than being killed: so many are on their way at any time. */
const WAITING = availableParallelism() + 1;

/** Monday, 2 March 2026, 10:00 in Shanghai: everybody submits. The first reminders come the day after. */
const submitted: Instant = Date.UTC(2026, 2, 2, 2);

/** What became of the reminders. */
export interface Tally {
  readonly kills: number;
  /** People who got their reminder. */
  readonly delivered: number;
  /** People who did not. */
  readonly lost: number;
  /** Deliveries of a message that the platform had taken before: what people see twice where repeats are not dropped. */
  readonly doubled: number;
  /** The same, where the platform drops repeats by key: reminders that came under two keys. */
  readonly doubledDespiteKeys: number;
  /** Repeats of what was marked as delivered. There is no excuse for these. */
  readonly doubledAfterMark: number;
}

/** Stores people who wait for the deposit, each with the reminders that follow from it; the moments of the first ones. */
const seed = async (store: Store, content: Content, people: number): Promise<readonly Instant[]> => {
  const recogniser = await openRecogniserFor(content, () => {});
  const world: World = { now: submitted, content, offset: () => 480, publicUrl: 'https://ruzhu.example' };
  const said = ['你好', '注册好了', '企业认证提交了'].map((text) => ({ text, reading: recogniser.read(text) }));
  const firsts = Array.from({ length: people }, async (_, index): Promise<Instant> => {
    const address = { channel: 'telegram', user: `supplier-${index}`, heardAt: submitted } as const;
    const waiting = said.reduce<Conversation>(
      (conversation, { text, reading }, count) =>
        turn(
          conversation,
          { type: 'said', id: `m${count}`, at: submitted, address, content: { type: 'text', text }, reading },
          world,
        ),
      newConversation(personAt(address), world),
    );
    await store.save({ ...waiting, outbox: [] }, undefined);
    return Math.min(...waiting.reminders.map(({ at }) => at));
  });
  return Promise.all(firsts);
};

/** A process that can begin soon. */
interface Standby {
  readonly child: ChildProcess;
  /** Rejects when it ends before it could begin. */
  readonly ready: Promise<unknown>;
  readonly gone: Promise<unknown>;
}

const standBy = ({ script, content }: ReminderProgram, folder: string): Standby => {
  const child = fork(script, [folder, content], { execArgv: [] });
  const exit = once(child, 'exit');
  const ended = exit.then(() => {
    throw new Error('The process that sends the reminders did not start; the reason stands above.');
  });
  const ready = Promise.race([once(child, 'message'), ended]);
  // Whoever waits hears of it; nobody waits for one that is put away unused.
  ready.catch(() => undefined);
  ended.catch(() => undefined);
  return { child, ready, gone: Promise.all([exit, once(child, 'disconnect')]) };
};

/**
 * Lets the reminders of so many people fall due while the process that sends them is killed so many times, at moments
 * that the seed decides: before it did anything, between a message and its answer, just after an answer. What is on
 * the wire when it dies reaches the platform once in four times.
 */
export const reminderKills = async (people: number, kills: number, seedNumber: number): Promise<Tally> => {
  const place = await mkdtemp(join(tmpdir(), 'reminder-kills-'));
  const folder = join(place, 'store');
  const content = await openContent(home);
  const program = await reminderProgram(place, content);
  const store = openLmdbStore({
    folder,
    onDamaged: (error) => {
      throw error;
    },
  });
  const random = seeded(seedNumber);
  const waiting: Standby[] = [];
  const next = (): Standby => {
    while (waiting.length <= WAITING) waiting.push(standBy(program, folder));
    return waiting.shift() ?? standBy(program, folder);
  };
  try {
    const firsts = await seed(store, content, people);
    const end = Math.max(...firsts) + HOUR;
    let now = Math.min(...firsts);
    const keys = new Map<PersonId, Set<string>>();
    const marked = new Set<string>();
    let doubled = 0;
    let doubledAfterMark = 0;

    /** One life of the process; killed after so many messages, or never. Tells whether it was. */
    const live = async ({ child, ready, gone }: Standby, killAfter: number, answerFirst: boolean): Promise<boolean> => {
      const taken: { person: PersonId; number: number; key: string }[] = [];
      let messages = 0;
      let killed = false;
      const kill = (): void => {
        killed = child.kill('SIGKILL');
      };
      const answer = (message: FromPlatform): void => {
        child.send(message, () => undefined);
      };
      await ready;
      child.on('message', (sent) => {
        const message = ToPlatform.parse(sent);
        if (typeof message === 'string') return;
        if (killed && random() >= 0.25) return;
        const { person, number, key, at } = message;
        const before = keys.get(person) ?? new Set();
        if (before.has(key)) doubled += 1;
        if (marked.has(key)) doubledAfterMark += 1;
        keys.set(person, before.add(key));
        taken.push({ person, number, key });
        now = Math.max(now, at);
        if (killed) return;
        messages += 1;
        if (messages !== killAfter) return answer({ took: key });
        if (!answerFirst) return kill();
        child.send({ took: key } satisfies FromPlatform, kill);
      });
      answer({ begin: now, end });
      if (killAfter === 0) kill();
      await gone;
      for (const { person, number, key } of taken) {
        const left = (await store.load(person))?.conversation.outbox ?? [];
        if (!left.some((item) => item.number === number)) marked.add(key);
      }
      return killed;
    };

    let done = 0;
    while (done < kills) {
      const current = next();
      const share = Math.floor((2 * (people - keys.size)) / (kills - done) / 3);
      if (await live(current, Math.floor(random() * (share + 1)), random() < 0.5)) done += 1;
      else break;
      now += Math.floor(random() * 60_000);
    }
    await live(waiting.shift() ?? next(), Number.POSITIVE_INFINITY, true);
    const distinct = [...keys.values()].reduce((sum, { size }) => sum + size, 0);
    return {
      kills: done,
      delivered: keys.size,
      lost: people - keys.size,
      doubled,
      doubledDespiteKeys: distinct - keys.size,
      doubledAfterMark,
    };
  } finally {
    for (const { child } of waiting) child.kill('SIGKILL');
    await Promise.all(waiting.map(({ gone }) => gone));
    await store.close();
    await rm(place, { recursive: true });
  }
};
