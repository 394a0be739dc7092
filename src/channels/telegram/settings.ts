import { createHmac } from 'node:crypto';

/** What the operator sets for Telegram. */
export interface TelegramSettings {
  /** `TELEGRAM_BOT_TOKEN`: what BotFather gave. */
  readonly token: string;
  /** `TELEGRAM_API_ROOT`: where the Bot API is. */
  readonly apiRoot: string;
  /** `PUBLIC_URL`: when it is https, Telegram calls us there; otherwise we ask Telegram. */
  readonly publicUrl?: URL;
}

/** Where Telegram's own servers are. */
export const defaultApiRoot = 'https://api.telegram.org';

/** The path that Telegram calls. */
export const WEBHOOK_PATH = '/telegram/webhook';

/** What the webhook is set up with. */
export interface Webhook {
  readonly url: string;
  /** Telegram sends it along; derived from the token, so that every instance and every start knows the same. */
  readonly secret: string;
}

/** The webhook of these settings; nothing when we ask Telegram instead. */
export const webhookOf = ({ token, publicUrl }: TelegramSettings): Webhook | undefined => {
  if (publicUrl?.protocol !== 'https:') return undefined;
  const url = new URL(`${publicUrl.pathname.replace(/\/+$/, '')}${WEBHOOK_PATH}`, publicUrl);
  return { url: url.href, secret: createHmac('sha256', token).update('telegram webhook secret').digest('hex') };
};
