import { z } from 'zod';

/** The AI bot on its long connection. */
export interface BotSettings {
  /** `WECOM_BOT_ID` */
  readonly botId: string;
  /** `WECOM_BOT_SECRET`: the secret of the long connection. */
  readonly secret: string;
  /** `WECOM_WS_URL`; the SDK's own address when absent. */
  readonly wsUrl?: string;
}

/** What WeCom's calls to us are verified with; the app and WeChat customer service share it. */
export interface CallbackSettings {
  /** `WECOM_CORP_ID` */
  readonly corpId: string;
  /** `WECOM_CALLBACK_TOKEN` */
  readonly token: string;
  /** `WECOM_CALLBACK_AES_KEY`: EncodingAESKey. */
  readonly aesKey: string;
}

/** The self-built app. */
export interface AppSettings {
  /** `WECOM_AGENT_ID` */
  readonly agentId: number;
  /** `WECOM_AGENT_SECRET` */
  readonly secret: string;
}

/** WeChat customer service. */
export interface KfSettings {
  /** `WECOM_KF_ID`: the account's open_kfid. */
  readonly openKfId: string;
  /** `WECOM_KF_SECRET`: the secret of the app that may call the interfaces of 微信客服. */
  readonly secret: string;
}

/** The doors whose settings are complete. */
export interface WecomSettings {
  /** `WECOM_API_BASE`, without a slash at the end. */
  readonly apiBase: string;
  readonly bot?: BotSettings;
  readonly app?: AppSettings & { readonly callback: CallbackSettings };
  readonly kf?: KfSettings & { readonly callback: CallbackSettings };
}

/** Where WeCom's own servers are. */
const defaultApiBase = 'https://qyapi.weixin.qq.com';

const shortest = 16;
const secret = z.string().min(shortest, `must have at least ${shortest} characters`);
const id = z.string().regex(/^[\w@.=+-]{4,128}$/, 'must be copied as it stands, without blanks');

const checks = {
  WECOM_BOT_ID: id,
  WECOM_BOT_SECRET: secret,
  WECOM_WS_URL: z.url({ protocol: /^wss?$/, error: 'must be a ws(s) address' }),
  WECOM_CORP_ID: id,
  WECOM_AGENT_ID: z.string().regex(/^[1-9]\d{0,9}$/, 'must be the number that the app page shows'),
  WECOM_AGENT_SECRET: secret,
  WECOM_CALLBACK_TOKEN: z.string().regex(/^[A-Za-z0-9]{8,32}$/, 'must be 8 to 32 letters and digits'),
  WECOM_CALLBACK_AES_KEY: z.string().regex(/^[A-Za-z0-9]{43}$/, 'must be 43 letters and digits'),
  WECOM_KF_ID: id,
  WECOM_KF_SECRET: secret,
  WECOM_API_BASE: z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }),
} as const;

type Name = keyof typeof checks;

const callbackNames = ['WECOM_CORP_ID', 'WECOM_CALLBACK_TOKEN', 'WECOM_CALLBACK_AES_KEY'] as const;
const doors = {
  bot: ['WECOM_BOT_ID', 'WECOM_BOT_SECRET'],
  app: ['WECOM_AGENT_ID', 'WECOM_AGENT_SECRET', ...callbackNames],
  kf: ['WECOM_KF_ID', 'WECOM_KF_SECRET', ...callbackNames],
} as const satisfies Record<string, readonly Name[]>;

/** What is set that belongs to a door and to no other. */
const isBegun = (door: keyof typeof doors, given: ReadonlyMap<Name, string>): boolean =>
  doors[door].slice(0, 2).some((name) => given.has(name));

/**
 * Reads the settings of the three doors. A door is on when all of its settings are there; half of them is a problem. The
 * problems name settings, never their values; empty settings count as absent.
 */
export const readWecomSettings = (
  variables: Readonly<Record<string, string | undefined>>,
): { readonly settings: WecomSettings } | { readonly problems: readonly string[] } => {
  const given = new Map<Name, string>();
  const problems: string[] = [];
  for (const name of Object.keys(checks) as Name[]) {
    // Object.keys forgets the keys
    const value = variables[name];
    if (value === undefined || value === '') continue;
    const checked = checks[name].safeParse(value);
    if (checked.success) given.set(name, checked.data);
    else problems.push(`${name} ${checked.error.issues[0]?.message ?? 'cannot be used'}`);
  }
  const begun = (Object.keys(doors) as (keyof typeof doors)[]).filter((door) => isBegun(door, given));
  for (const door of begun) {
    for (const name of doors[door]) {
      if (!given.has(name) && !problems.some((problem) => problem.startsWith(`${name} `))) {
        problems.push(
          `${name} is missing; with ${doors[door].filter((other) => given.has(other)).join(', ')} it is needed`,
        );
      }
    }
  }
  const stray = callbackNames.filter((name) => given.has(name));
  if (stray.length > 0 && !begun.includes('app') && !begun.includes('kf')) {
    problems.push(
      `${stray.join(', ')}: set WECOM_AGENT_ID and WECOM_AGENT_SECRET for the app, or WECOM_KF_ID and WECOM_KF_SECRET for WeChat customer service, as well`,
    );
  }
  if (problems.length > 0) return { problems };

  const at = (name: Name): string => given.get(name) ?? '';
  const callback = {
    corpId: at('WECOM_CORP_ID'),
    token: at('WECOM_CALLBACK_TOKEN'),
    aesKey: at('WECOM_CALLBACK_AES_KEY'),
  };
  const wsUrl = given.get('WECOM_WS_URL');
  const settings: WecomSettings = {
    apiBase: (given.get('WECOM_API_BASE') ?? defaultApiBase).replace(/\/+$/, ''),
    ...(begun.includes('bot')
      ? {
          bot: { botId: at('WECOM_BOT_ID'), secret: at('WECOM_BOT_SECRET'), ...(wsUrl === undefined ? {} : { wsUrl }) },
        }
      : {}),
    ...(begun.includes('app')
      ? { app: { agentId: Number(at('WECOM_AGENT_ID')), secret: at('WECOM_AGENT_SECRET'), callback } }
      : {}),
    ...(begun.includes('kf') ? { kf: { openKfId: at('WECOM_KF_ID'), secret: at('WECOM_KF_SECRET'), callback } } : {}),
  };
  return { settings };
};
