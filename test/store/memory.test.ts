import { memoryDisk, openMemoryStore } from '../../src/store/memory.ts';
import { storeContract } from './store-contract.ts';

storeContract('the memory store', async () => {
  const disk = memoryDisk();
  let planted = 2 ** 48;
  return {
    open: (wishes) => openMemoryStore({ disk, ...wishes }),
    plant: async (id, json) => {
      planted += 1;
      disk.records.set(id, { json, version: planted, due: undefined });
    },
    damaged: async () => disk.damaged.map(({ json }) => json),
    dispose: async () => undefined,
  };
});
