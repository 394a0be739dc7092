/** How fast something went: rounds per second, and the times that half of the rounds and 99 of 100 stayed under. */
export interface Pace {
  readonly perSecond: number;
  readonly medianMilliseconds: number;
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
  const under = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
  return { perSecond: times.length / seconds, medianMilliseconds: under(0.5), p99Milliseconds: under(0.99) };
};
