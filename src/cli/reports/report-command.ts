/** What every command of the operator’s pages is told. */
export interface ReportOptions {
  readonly data?: string;
  readonly json?: true;
}

/** Writes to stdout, or to stderr. */
export type Write = (text: string) => void;

/**
 * Runs a command of the operator’s pages. What cannot be done is told on stderr with its stable code, and as an error body on stdout
 * for a script; the exit code is then 1.
 */
export const reportCommand = async (
  { json }: ReportOptions,
  { write, warn }: { readonly write: Write; readonly warn: Write },
  run: () => Promise<void>,
): Promise<number> => {
  try {
    await run();
    return 0;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') throw error;
    const { code, message } = error;
    if (json) write(`${JSON.stringify({ error: { code, message } })}\n`);
    warn(`${code}: ${message}\n`);
    return 1;
  }
};
