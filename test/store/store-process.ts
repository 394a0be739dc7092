/**
 * A process that works on an embedded store, started by the tests: `store-process.ts FOLDER write|count|hold [FIRST]`.
 * `write` saves for 16 people at once, again and again, and prints `user number` after each acknowledged save;
 * `count` adds one to the same person's number a hundred times;
 * `hold` asks for a hundred names, one after the other, and prints each that it gets.
 */
import { writeSync } from 'node:fs';
import { HOUR } from '../../src/dialogue/model/instant.ts';
import { openLmdbStore } from '../../src/store/lmdb/lmdb-store.ts';
import { person, sampleConversation } from './sample-conversation.ts';

const [folder = '', task = '', first = '0'] = process.argv.slice(2);
const store = openLmdbStore({
  folder,
  onDamaged: (error) => {
    throw error;
  },
});

const addOne = async (user: string): Promise<number> => {
  for (;;) {
    const stored = await store.load(person(user));
    const lastNumber = (stored?.conversation.lastNumber ?? Number(first)) + 1;
    const conversation = { ...sampleConversation(person(user), { wakes: lastNumber }), lastNumber };
    if ((await store.save(conversation, stored?.version)) !== undefined) return lastNumber;
  }
};

if (task === 'write') {
  let left = 500;
  const write = async (user: string): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const number = await addOne(user);
      writeSync(1, `${user} ${number}\n`);
    }
  };
  await Promise.all(Array.from({ length: 16 }, (_, index) => write(`u${index}`)));
} else if (task === 'hold') {
  for (let name = 0; name < 100; name += 1)
    if (await store.acquireLease(`name ${name}`, String(process.pid), HOUR)) writeSync(1, `${name}\n`);
} else {
  for (let time = 0; time < 100; time += 1) await addOne('shared');
}
await store.close();
