import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { z } from 'zod';

/** A setting that cannot be used: which one, and what it must be. The value itself is never repeated. */
export class SettingError extends Error {
  readonly code = 'bad_setting';
}

const shortest = 16;
const secret = z.string().min(shortest, `must have at least ${shortest} characters`);
const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) address' });

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const isZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

const Environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535, 'must be a port from 0 to 65535').default(3000),
  PUBLIC_URL: httpUrl.optional(),
  STORE_URL: z
    .string()
    .regex(/^file:.+/, 'must begin with file:')
    .default('file:data/store'),
  CONTENT_DIR: z.string().min(1).optional(),
  TZ_NAME: z.string().refine(isZone, 'must be a time zone such as Asia/Shanghai').default('Asia/Shanghai'),
  DESK_TOKEN: secret.optional(),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
});

/** The settings of the process, checked; see INTERFACES. */
export type Environment = z.infer<typeof Environment>;

/**
 * Reads the settings. Empty ones count as absent.
 * @throws SettingError naming every setting that cannot be used, never its value.
 */
export const readEnvironment = (variables: Readonly<Record<string, string | undefined>>): Environment => {
  const present = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = Environment.safeParse(present);
  if (result.success) return result.data;
  const wrong = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new SettingError(`These settings cannot be used: ${wrong.join('; ')}.`);
};

/** Takes a `.env` file in the working directory into the environment; what is set there already stays. */
export const loadDotEnv = (path = '.env'): void => {
  if (existsSync(path)) loadEnvFile(path);
};
