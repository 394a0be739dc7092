/**
 * What a channel writes its log with; a pino logger fits. Entries hold codes, shapes and numbers, never what was said,
 * who said it, or a secret.
 */
export interface Log {
  info(entry: object, message: string): void;
  warn(entry: object, message: string): void;
  error(entry: object, message: string): void;
}
