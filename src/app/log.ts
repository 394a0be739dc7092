import pino, { type DestinationStream, type Logger } from 'pino';
import { maskPersonal } from '../text/secrets/secrets.ts';

/** Keys under which secrets and personal data would stand, wherever they turn up in an entry. */
const secretKeys = [
  'secret',
  'token',
  'password',
  'authorization',
  'cookie',
  'text',
  'content',
  'body',
  'phone',
  'nick',
];

/**
 * The log of the process: one JSON line an entry. Values under telling keys are left out, and numbers that could be a
 * person's are masked in every message and error, should one get that far.
 */
export const createLog = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '***' },
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: maskedError },
      hooks: {
        logMethod(args, method) {
          const masked = args.map((arg) => (typeof arg === 'string' ? maskPersonal(arg) : arg));
          method.apply(this, masked as Parameters<typeof method>);
        },
      },
    },
    destination ?? pino.destination(2),
  );

const maskedError = (error: unknown): object => {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error ? error.code : undefined;
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    message: maskPersonal(error.message),
    stack: maskPersonal(error.stack ?? ''),
  };
};
