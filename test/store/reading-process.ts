/**
 * A process that reads stores as a server does, started by the tests: `reading-process.ts FOLDER…`. Prints a line of JSON
 * for each: how many people it read, found due and in the purchaser's index of summaries, and saved again; or why it was refused.
 */
import { writeSync } from 'node:fs';
import { openLmdbStore } from '../../src/store/lmdb/lmdb-store.ts';
import { repairStore } from '../../src/store/lmdb/repair.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { all } from './open-place.ts';
import { monday, person, purchaser, sampleConversation } from './sample-conversation.ts';

for (const folder of process.argv.slice(2)) {
  try {
    const mended = await repairStore(folder, { now: monday, muchLost: 'refuse' });
    const store = openLmdbStore({ folder, onDamaged: () => {} });
    const everyone = await all(store.everyone(() => {}));
    const saved = await Promise.all(
      everyone.map(async (conversation) => store.save(conversation, (await store.load(conversation.id))?.version)),
    );
    const people = saved.filter((version) => version !== undefined).length;
    await store.save(sampleConversation(person('somebody new')), undefined);
    const due = (await store.due(monday + 1000, 1000)).length;
    const roll = (await store.summaries(purchaser())).length;
    const { damaged } = await store.count();
    await store.close();
    writeSync(
      1,
      `${JSON.stringify({ people, due, roll, damaged, lost: mended?.lost ?? 0, pages: mended?.pages ?? 0 })}\n`,
    );
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    writeSync(1, `${JSON.stringify({ refused: error.code, message: error.message })}\n`);
  }
}
