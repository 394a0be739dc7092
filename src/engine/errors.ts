/** Something the engine cannot go on with. `code` is stable. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: 'conflict_persists' | 'engine_stopped';

  constructor(code: EngineError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** The stable code of an error, for logs and branching; `unknown` when it has none. */
export const errorCodeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
