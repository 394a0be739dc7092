import type { Store } from '../../store/store.ts';

/** What a note says; `undefined` when there is none. @throws StoreError `record_damaged`, once: it is set aside. */
export const readKeyValue = async ({ documents }: Pick<Store, 'documents'>, id: string): Promise<unknown> =>
  (await documents.get('note', id))?.document.value;

/** Writes a note by what it says now, and again when another process wrote in between; gives what it says then. */
export const updateKeyValue = async <Value>(
  { documents }: Pick<Store, 'documents'>,
  id: string,
  change: (said: unknown) => Value,
): Promise<Value> => {
  for (;;) {
    const kept = await documents.get('note', id);
    const value = change(kept?.document.value);
    if ((await documents.put('note', { format: 1, id, value }, kept?.version)) !== undefined) return value;
  }
};
