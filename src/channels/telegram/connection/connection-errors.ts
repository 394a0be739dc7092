import type { Answer } from '../api.ts';

/** Why we cannot hear, by stable code. */
export type ConnectionErrorCode =
  | 'telegram_not_reached'
  | 'too_many_requests'
  | 'another_poller'
  | 'webhook_taken'
  | 'webhook_refused'
  | 'webhook_not_reached'
  | 'token_refused'
  | 'refused_by_telegram'
  | 'answer_not_readable'
  | 'not_saved';

/** An outage, with the wait that Telegram asked for. */
export interface ConnectionError {
  readonly code: ConnectionErrorCode;
  readonly afterMilliseconds?: number;
}

/** What an outage is called, and how it is waited for. */
interface Kind {
  /** For the operator; names the setting where one is to be looked at. */
  readonly words: string;
  /** Somebody has to do something about it: it is an error in the log, and asked after slowly, so many milliseconds. */
  readonly slowly?: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const LONGEST_WAIT = MINUTE;

/** All outages. */
export const connectionErrors: Readonly<Record<ConnectionErrorCode, Kind>> = {
  telegram_not_reached: {
    words:
      'The Bot API does not answer. It is tried again by itself; if it never does, look at the network and TELEGRAM_API_ROOT.',
  },
  too_many_requests: { words: 'The Bot API asks us to be slower.' },
  another_poller: {
    words:
      'Another process asks Telegram for the messages of the same bot, so each hears only some of them. End it, or give it a bot of its own (TELEGRAM_BOT_TOKEN).',
    slowly: MINUTE,
  },
  webhook_taken: {
    words:
      'Somebody else set or removed the webhook of this bot. It is set right again; if this goes on, another process uses the same TELEGRAM_BOT_TOKEN.',
    slowly: MINUTE,
  },
  webhook_refused: {
    words:
      'Telegram does not take PUBLIC_URL for a webhook: it must be a public https address with port 443, 80, 88 or 8443. Messages are asked for instead.',
    slowly: 0,
  },
  webhook_not_reached: {
    words:
      'Telegram cannot deliver messages to the webhook: look at PUBLIC_URL, its certificate and the proxy before it.',
    slowly: MINUTE,
  },
  token_refused: { words: 'Telegram does not know TELEGRAM_BOT_TOKEN. Ask BotFather for it.', slowly: 5 * MINUTE },
  refused_by_telegram: { words: 'The Bot API refuses a request it should take.', slowly: MINUTE },
  answer_not_readable: {
    words: 'What answers at TELEGRAM_API_ROOT does not speak the Bot API.',
    slowly: MINUTE,
  },
  not_saved: { words: 'Messages could not be saved; Telegram keeps them until they are.' },
};

const ofStatus = (status: number, description: string): ConnectionErrorCode => {
  if (status === 401 || status === 404) return 'token_refused';
  if (status === 409) return /webhook/i.test(description) ? 'webhook_taken' : 'another_poller';
  if (status === 429) return 'too_many_requests';
  return status >= 500 ? 'telegram_not_reached' : 'refused_by_telegram';
};

/** The outage that an answer shows, or nothing when it shows none. */
export const connectionErrorOf = (answer: Answer): ConnectionError | undefined => {
  if (answer.type === 'result') return undefined;
  if (answer.type !== 'refusal') return { code: 'telegram_not_reached' };
  const code = ofStatus(answer.status, answer.description);
  const { retryAfterSeconds: after } = answer;
  return { code, ...(after === undefined ? {} : { afterMilliseconds: after * SECOND }) };
};

/**
 * How long to wait after so many failures in a row, the wait that Telegram named at the least: from one second doubling to
 * a minute, or slowly; each drawn anew, so that many do not come back at once.
 */
export const waitFor = (
  { code, afterMilliseconds = 0 }: ConnectionError,
  failures: number,
  random: () => number,
): number => {
  const { slowly } = connectionErrors[code];
  const doubling = Math.min(LONGEST_WAIT, SECOND * 2 ** Math.min(failures - 1, 10));
  const own = slowly === undefined ? doubling * (0.5 + random() / 2) : slowly * (0.75 + random() / 2);
  return Math.max(own, afterMilliseconds);
};
