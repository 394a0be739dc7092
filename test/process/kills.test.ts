import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Conversation } from '../../src/dialogue/model/conversation.ts';
import { openLmdbStore } from '../../src/store/lmdb/lmdb-store.ts';
import { exportLines } from '../../src/store/transfer/export-lines.ts';
import { inFolder } from './folder.ts';
import { startServer } from './running.ts';
import { seeded } from './seeded.ts';
import { type Answered, type Visitor, visitor } from './visitor.ts';

const VISITORS = 16;
const MESSAGES = 500;
const KILLS = 3;

/** What the visitors say in turn; every line leaves something behind that can be looked for. */
const texts = [
  (count: number) => `我的会员名是 永盛厂${String(count).padStart(3, '0')}`,
  () => '要备什么',
  () => '收费吗',
  () => '下一步是什么',
];

/** Somebody who says their lines one after the other, and says one again that was not acknowledged. */
interface Talker {
  readonly web: Visitor;
  said: number;
  readonly acknowledged: { readonly id: string; readonly text: string; readonly answer: Answered }[];
}

/** What `npm run export` writes, by visitor; nothing may be damaged. */
const stored = async (folder: string): Promise<ReadonlyMap<string, Conversation>> => {
  const store = openLmdbStore({ folder, onDamaged: (error) => expect.fail(error.message) });
  const found = new Map<string, Conversation>();
  try {
    for await (const line of exportLines(store, { onDamaged: (error) => expect.fail(error.message) })) {
      const conversation = Conversation.safeParse(JSON.parse(line));
      if (conversation.success) found.set(conversation.data.id, conversation.data);
    }
  } finally {
    await store.close();
  }
  return found;
};

const expectNothingLost = (talkers: readonly Talker[], people: ReadonlyMap<string, Conversation>): void => {
  for (const { acknowledged, said } of talkers) {
    const last = acknowledged.at(-1);
    if (last === undefined) continue;
    const person = people.get(`web:${last.answer.state.user}`);
    const seen = person?.seen.map(({ id }) => id) ?? [];
    expect(new Set(seen).size, 'no message is taken twice').toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(acknowledged.map(({ id }) => id)));
    expect(seen.length, 'nothing is there that was not said').toBeLessThanOrEqual(said + 1);
    expect(person?.lastNumber).toBeGreaterThanOrEqual(Math.max(...last.answer.numbers));
    // What was on its way at the kill may have been taken already, and may be the next name.
    const next = acknowledged.length % texts.length === 0 ? [texts[0]?.(acknowledged.length) ?? ''] : [];
    const names = [last.answer.state.facts.member_name ?? '', ...next.map((text) => text.split(' ')[1])];
    expect(names).toContain(person?.facts.member_name);
  }
};

/**
 * Says again what was acknowledged, under the same ids: nobody is answered anew. A process that died between an answer and
 * its mark gives that one answer again, under the number it had, by which the page knows it.
 */
const expectAnsweredOnce = async (url: string, talkers: readonly Talker[], last: number): Promise<number> => {
  let givenAgain = 0;
  for (const { web, acknowledged } of talkers) {
    const given = new Map(
      acknowledged.flatMap(({ answer }) => answer.numbers.map((number, index) => [number, answer.replies[index]])),
    );
    const markMissing = new Set(acknowledged.at(-1)?.answer.numbers);
    for (const { id, text } of acknowledged.slice(-last)) {
      const again = await web.say(url, text, id);
      again.numbers.forEach((number, index) => {
        // Higher numbers answer what was saved and not acknowledged: they are given for the first time.
        if (number > Math.max(...given.keys())) return;
        givenAgain += 1;
        expect(markMissing.delete(number), 'only the last answer can be given again, and once').toBe(true);
        expect(again.replies[index]).toEqual(given.get(number));
      });
    }
  }
  return givenAgain;
};

describe('kill -9 at random moments among 500 messages of 16 visitors', () => {
  it('every acknowledged message is there afterwards, and answered once', () =>
    inFolder(async (folder) => {
      const random = seeded(500);
      const kills = Array.from({ length: KILLS }, () => 1 + Math.floor(random() * (MESSAGES - 50))).toSorted(
        (left, right) => left - right,
      );
      const talkers: Talker[] = Array.from({ length: VISITORS }, () => ({ web: visitor(), said: 0, acknowledged: [] }));
      let acknowledged = 0;

      const talk = async (talker: Talker, index: number, url: string, onAcknowledged: () => void): Promise<void> => {
        const mine = Math.floor(MESSAGES / VISITORS) + (index < MESSAGES % VISITORS ? 1 : 0);
        for (; talker.said < mine; talker.said += 1) {
          const text = texts[talker.said % texts.length]?.(talker.said) ?? '';
          const id = createHash('sha256').update(`${index} ${talker.said}`).digest('hex').slice(0, 16);
          talker.acknowledged.push({ id, text, answer: await talker.web.say(url, text, id) });
          acknowledged += 1;
          onAcknowledged();
        }
      };

      for (const kill of [...kills, undefined]) {
        const server = await startServer(folder);
        await expectAnsweredOnce(server.url, talkers, 3);
        let killed: Promise<void> | undefined;
        const all = talkers.map((talker, index) =>
          talk(talker, index, server.url, () => {
            if (kill !== undefined && acknowledged >= kill) killed ??= server.kill();
          }).catch((error: unknown) => {
            if (killed === undefined) throw error;
          }),
        );
        await Promise.all(all);
        if (kill === undefined) {
          expect(acknowledged).toBe(MESSAGES);
          expect(await expectAnsweredOnce(server.url, talkers, 8)).toBe(0);
          expect(await server.stop()).toBe(0);
        } else {
          await killed;
        }
        expectNothingLost(talkers, await stored(folder));
      }
    }));
});
