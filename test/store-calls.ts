/** Calls to the stores of this process' tests that have not come back yet. */
let underWay = 0;

const counted = (result: unknown): unknown => {
  if (!(result instanceof Promise)) return result;
  underWay += 1;
  return result.finally(() => {
    underWay -= 1;
  });
};

/**
 * The same store, or part of one, whose calls can be waited for: a clock that a test moves must not run away from a disk
 * or a database.
 */
export const awaited = <Part extends object>(part: Part): Part =>
  new Proxy(part, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value === 'object' && value !== null) return awaited(value);
      if (typeof value !== 'function') return value;
      return (...words: unknown[]) => counted(Reflect.apply(value, target, words));
    },
  });

/** Whether a call to a store is under way. */
export const isStoreBusy = (): boolean => underWay > 0;
