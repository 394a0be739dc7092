/**
 * Makes the function that tells at which place an id stands in an ascending list, or -1. Ids are hashes, spread evenly over
 * 32 bits: an index by their upper half leads to the one or two that it can be, where halving the list again and again
 * would touch a dozen far places of a large memory.
 */
export function hashIndex(ascending: Uint32Array): (id: number) => number {
  const starts = new Uint32Array(2 ** 16 + 1);
  for (const id of ascending) starts[(id >>> 16) + 1] = (starts[(id >>> 16) + 1] ?? 0) + 1;
  for (let upper = 1; upper < starts.length; upper += 1)
    starts[upper] = (starts[upper] ?? 0) + (starts[upper - 1] ?? 0);
  return (id) => {
    const end = starts[(id >>> 16) + 1] ?? 0;
    for (let place = starts[id >>> 16] ?? 0; place < end; place += 1) if (ascending[place] === id) return place;
    return -1;
  };
}
