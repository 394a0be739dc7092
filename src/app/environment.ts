import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { loadEnvFile } from 'node:process';
import { z } from 'zod';
import { defaultApiRoot } from '../channels/telegram/settings.ts';
import { readWecomSettings, type WecomSettings } from '../channels/wecom/settings.ts';
import { KEEP } from '../store/lmdb/backup.ts';

/** A setting that cannot be used: which one, and what it must be. The value itself is never repeated. */
export class SettingError extends Error {
  readonly code = 'bad_setting';
}

const shortest = 16;
const secret = z.string().min(shortest, `must have at least ${shortest} characters`);
const id = z.string().regex(/^[\w.-]{4,128}$/, 'must be copied as it stands, without blanks');
const notPort = 'must be a port from 0 to 65535';
const notCount = 'must be a whole number from 1 to 10000';
const notDays = 'must be a whole number from 30 to 10000';
const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) address' });

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const isStoreUrl = (url: string): boolean =>
  /^file:.+/.test(url) || (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url));

const networks: ReadonlySet<string> = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** Networks by name or as addresses with or without the length of their prefix, separated by commas. */
const isListOfProxies = (list: string): boolean =>
  list.split(',').every((part) => {
    const [address = '', length, ...more] = part.trim().split('/');
    const bits = isIP(address) === 4 ? 32 : 128;
    const isLength = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bits);
    return networks.has(part.trim()) || (isIP(address) > 0 && isLength && more.length === 0);
  });

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
  PORT: z.coerce.number(notPort).int(notPort).min(0, notPort).max(65_535, notPort).default(3000),
  PUBLIC_URL: httpUrl.optional(),
  /** Proxies whose word about the visitor's address counts, as Fastify's `trustProxy` takes them. */
  TRUSTED_PROXIES: z
    .string()
    .refine(isListOfProxies, 'must be loopback, uniquelocal, or addresses such as 10.0.0.0/8, separated by commas')
    .default('loopback'),
  STORE_URL: z
    .string()
    .refine(isStoreUrl, 'must be file:FOLDER or postgres://USER:PASSWORD@HOST:PORT/DATABASE')
    .default('file:data/store'),
  /** Where daily copies of a file store go; none are made without it. */
  BACKUP_DIR: z.string().min(1).optional(),
  BACKUP_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 03:30')
    .default('03:30'),
  BACKUP_KEEP: z.coerce.number(notCount).int(notCount).min(1, notCount).max(10_000, notCount).default(KEEP),
  /** After how many days of silence suppliers are forgotten; they are kept without it. Waits of a step last weeks. */
  RETENTION_DAYS: z.coerce.number(notDays).int(notDays).min(30, notDays).max(10_000, notDays).optional(),
  CONTENT_DIR: z.string().min(1).optional(),
  TZ_NAME: z.string().refine(isZone, 'must be a time zone such as Asia/Shanghai').default('Asia/Shanghai'),
  DINGTALK_CLIENT_ID: id.optional(),
  DINGTALK_CLIENT_SECRET: secret.optional(),
  DINGTALK_ROBOT_CODE: id.optional(),
  DINGTALK_API_BASE: httpUrl.default('https://api.dingtalk.com'),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d{3,16}:[\w-]{16,64}$/, 'must be the token that BotFather gave')
    .optional(),
  TELEGRAM_API_ROOT: httpUrl.default(defaultApiRoot),
  DESK_TOKEN: secret.optional(),
  METRICS_TOKEN: secret.optional(),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
});

/** The settings of the process, checked; README says what each is for. */
export type Environment = z.infer<typeof Environment> & { readonly wecom: WecomSettings };

/** DingTalk needs both or neither. */
const halves = (settings: z.infer<typeof Environment>): string[] => {
  const { DINGTALK_CLIENT_ID: client, DINGTALK_CLIENT_SECRET: clientSecret, DINGTALK_ROBOT_CODE: robot } = settings;
  if (client === undefined && (clientSecret !== undefined || robot !== undefined)) {
    return ['DINGTALK_CLIENT_ID is missing; the other DINGTALK settings need it'];
  }
  return client !== undefined && clientSecret === undefined
    ? ['DINGTALK_CLIENT_SECRET is missing; with DINGTALK_CLIENT_ID it is needed']
    : [];
};

/**
 * Reads the settings. Empty ones count as absent.
 * @throws SettingError naming every setting that cannot be used, never its value.
 */
export const readEnvironment = (variables: Readonly<Record<string, string | undefined>>): Environment => {
  const present = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = Environment.safeParse(present);
  const wecom = readWecomSettings(present);
  const wrong = [
    ...(result.success
      ? halves(result.data)
      : result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)),
    ...('problems' in wecom ? wecom.problems : []),
  ];
  if (result.success && 'settings' in wecom && wrong.length === 0) return { ...result.data, wecom: wecom.settings };
  throw new SettingError(`These settings cannot be used: ${wrong.join('; ')}.`);
};

/** Takes a `.env` file in the working directory into the environment; what is set there already stays. */
export const loadDotEnv = (path = '.env'): void => {
  if (existsSync(path)) loadEnvFile(path);
};
