/** The right to do on a platform what only one process may do at a time. */
export interface SoleRight {
  /** It is held here, or by another process, or that could not be found out. */
  standing(): 'here' | 'elsewhere' | 'unknown';
  /**
   * Resolves once the right is held here, to a signal that is aborted when it ends: what needs it is then to end at once,
   * within two seconds at most. Resolves to an aborted signal when `stopping` is aborted before. Never rejects.
   */
  held(stopping: AbortSignal): Promise<AbortSignal>;
}

/** The right where there is only one process. */
export const withoutRivals = (): SoleRight => {
  const never = new AbortController().signal;
  return { standing: () => 'here', held: async (stopping) => (stopping.aborted ? stopping : never) };
};
