/**
 * An engine over an embedded store in a process of its own, to be killed by the tests: `engine-process.ts FOLDER`.
 * Sixteen people say 500 things; prints `acknowledged PERSON ID` when a message is taken, and `sent PERSON TEXT` when
 * the platform has an answer.
 */
import { writeSync } from 'node:fs';
import { openLmdbStore } from '../../src/store/lmdb/lmdb-store.ts';
import { fakeChannel } from './fake-channel.ts';
import { said, startOn } from './start.ts';

const [folder = ''] = process.argv.slice(2);
const store = openLmdbStore({
  folder,
  onDamaged: (error) => {
    throw error;
  },
});
const platform = {
  ...fakeChannel(),
  capabilities: { ...fakeChannel().capabilities, perAddressPerMinute: 1_000_000, perSecond: 1_000_000 },
  send: async ({ item }: { item: { address: { user: string }; message: { text: string } } }) => {
    writeSync(1, `sent ${item.address.user} ${item.message.text}\n`);
    return { status: 'sent' } as const;
  },
};
const { engine } = await startOn(store, { channels: [platform] });

let left = 500;
const talk = async (user: string): Promise<void> => {
  while (left > 0) {
    left -= 1;
    const id = `m${left}`;
    await engine.receive(said(user, id, { id }));
    writeSync(1, `acknowledged ${user} ${id}\n`);
  }
};
await Promise.all(Array.from({ length: 16 }, (_, index) => talk(`u${index}`)));
await engine.stop();
await store.close();
