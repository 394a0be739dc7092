/** The right to do on a platform what only one process may do at a time. */
export interface ChannelLease {
  /** It is held here, or by another process, or that could not be found out. */
  state(): 'here' | 'elsewhere' | 'unknown';
  /**
   * Resolves once the right is held here, to a signal that is aborted when it ends: what needs it is then to end at once,
   * within two seconds at most. Resolves to an aborted signal when `stopping` is aborted before. Never rejects.
   */
  acquired(stopping: AbortSignal): Promise<AbortSignal>;
}

/** The right where there is only one process. */
export const uncontestedLease = (): ChannelLease => {
  const never = new AbortController().signal;
  return { state: () => 'here', acquired: async (stopping) => (stopping.aborted ? stopping : never) };
};
