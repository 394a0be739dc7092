/** The last so many keys with what is known of them. */
export interface Lru<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
}

/** Remembers at most so many keys; the one set longest ago goes first. */
export const createLru = <Value>(most: number): Lru<Value> => {
  const kept = new Map<string, Value>();
  return {
    get: (key) => kept.get(key),
    set(key, value) {
      kept.delete(key);
      kept.set(key, value);
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break;
        kept.delete(oldest);
      }
    },
    delete: (key) => {
      kept.delete(key);
    },
  };
};
