/** How fast something went: rounds per second, and the time that 99 of 100 rounds stayed under. */
export interface Pace {
  readonly perSecond: number;
  readonly p99Milliseconds: number;
}

/** Lets `people` do their rounds at once, each one after the other, until the time is up. */
export const underLoad = async (
  people: number,
  milliseconds: number,
  round: (person: number) => Promise<void>,
): Promise<Pace> => {
  const times: number[] = [];
  const start = performance.now();
  const end = start + milliseconds;
  const loop = async (person: number): Promise<void> => {
    for (let before = performance.now(); before < end; ) {
      await round(person);
      const after = performance.now();
      times.push(after - before);
      before = after;
    }
  };
  await Promise.all(Array.from({ length: people }, (_, person) => loop(person)));
  const seconds = (performance.now() - start) / 1000;
  times.sort((left, right) => left - right);
  return { perSecond: times.length / seconds, p99Milliseconds: times[Math.floor(times.length * 0.99)] ?? 0 };
};
