/**
 * What the engine writes its log with; a pino logger fits. Entries hold codes, channels and numbers, never what was said
 * and never who said it.
 */
export interface Log {
  info(entry: object, message: string): void;
  warn(entry: object, message: string): void;
  error(entry: object, message: string): void;
}
