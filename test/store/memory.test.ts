import { documentKeyOf, memoryDisk } from '../../src/store/memory/memory-disk.ts';
import { openMemoryStore } from '../../src/store/memory/memory-store.ts';
import { storeContract } from './store-contract.ts';

storeContract('the memory store', async () => {
  const disk = memoryDisk();
  let planted = 2 ** 48;
  return {
    open: (wishes) => openMemoryStore({ disk, ...wishes }),
    plant: async (id, json) => {
      planted += 1;
      disk.records.set(id, { due: undefined, ...disk.records.get(id), json, version: planted });
    },
    plantDocument: async (kind, id, json) => {
      const key = documentKeyOf(kind, id);
      const document = disk.documents.get(key);
      if (document === undefined) throw new Error('there is no such document');
      planted += 1;
      disk.documents.set(key, { ...document, json, version: planted });
    },
    damaged: async () => disk.damaged.map(({ json }) => json),
    dispose: async () => undefined,
  };
});
