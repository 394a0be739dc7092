import type { SendResult } from '../channel.ts';
import type { Answer, Refusal } from './api.ts';

/** What is to be done about a refusal to send. */
export type Remedy =
  | 'retry'
  /** May have been delivered. */
  | 'unknown'
  | 'refuse'
  /** Once more outside the topic, which is gone. */
  | 'no_thread'
  /** Once more to the supergroup that the group has become. */
  | 'other_group'
  /** Only the operator can put it right. */
  | 'operator';

/** A trouble with its remedy; `reason` is for the operator and holds nothing of what was said. */
export interface TelegramError {
  readonly remedy: Remedy;
  readonly reason: string;
  readonly afterMilliseconds?: number;
}

interface Rule extends TelegramError {
  readonly status: number;
  /** Told apart by the description alone: the Bot API has no finer codes. */
  readonly says: RegExp;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** How the Bot API refuses; the descriptions are those of its server. The first rule that fits counts. */
const rules: readonly Rule[] = [
  { status: 400, says: /upgraded to a supergroup/i, remedy: 'other_group', reason: 'group_moved' },
  { status: 400, says: /message thread not found/i, remedy: 'no_thread', reason: 'topic_gone' },
  { status: 400, says: /chat not found|PEER_ID_INVALID/i, remedy: 'refuse', reason: 'chat_not_found' },
  {
    status: 400,
    says: /not enough rights|CHAT_WRITE_FORBIDDEN|have no rights|TOPIC_CLOSED/i,
    remedy: 'refuse',
    reason: 'not_allowed_to_write',
  },
  { status: 400, says: /message is too long/i, remedy: 'refuse', reason: 'message_too_long' },
  { status: 400, says: /user is deactivated|INPUT_USER_DEACTIVATED/i, remedy: 'refuse', reason: 'person_deactivated' },
  { status: 403, says: /blocked by the user/i, remedy: 'refuse', reason: 'blocked_by_person' },
  { status: 403, says: /user is deactivated/i, remedy: 'refuse', reason: 'person_deactivated' },
  { status: 403, says: /can't initiate conversation/i, remedy: 'refuse', reason: 'never_started_by_person' },
  { status: 403, says: /kicked|not a member|was deleted/i, remedy: 'refuse', reason: 'removed_from_group' },
  { status: 403, says: /./, remedy: 'refuse', reason: 'not_allowed_to_write' },
  { status: 401, says: /^/, remedy: 'operator', reason: 'token_refused', afterMilliseconds: 5 * MINUTE },
  // The token is part of the address: one that is none leads to no place.
  { status: 404, says: /^/, remedy: 'operator', reason: 'token_refused', afterMilliseconds: 5 * MINUTE },
  { status: 429, says: /^/, remedy: 'retry', reason: 'too_many_requests', afterMilliseconds: SECOND },
  { status: 504, says: /^/, remedy: 'unknown', reason: 'telegram_failed' },
];

const ofRefusal = ({ status, description, retryAfterSeconds }: Refusal): TelegramError => {
  const rule = rules.find((candidate) => candidate.status === status && candidate.says.test(description));
  // A gateway that cannot reach the Bot API, or the Bot API on its way up or down: the message was not taken.
  if (!rule && status >= 500) {
    return { remedy: 'retry', reason: `telegram_failed ${status}`, afterMilliseconds: 2 * SECOND };
  }
  if (!rule) return { remedy: 'refuse', reason: `refused_by_telegram ${status}` };
  const after = retryAfterSeconds === undefined ? rule.afterMilliseconds : retryAfterSeconds * SECOND;
  const { remedy, reason } = rule;
  return { remedy, reason, ...(after === undefined ? {} : { afterMilliseconds: after }) };
};

/** What went wrong with a message, or nothing when nothing did. */
export const telegramErrorOf = (answer: Answer): TelegramError | undefined => {
  switch (answer.type) {
    case 'result':
      return undefined;
    case 'not_sent':
      return { remedy: 'retry', reason: 'telegram_not_reached', afterMilliseconds: 2 * SECOND };
    case 'nothing':
      return { remedy: 'unknown', reason: 'no_answer' };
    case 'refusal':
      return ofRefusal(answer);
  }
};

/** What the engine is told of a trouble that has no remedy here. */
export const resultOf = ({ remedy, reason, afterMilliseconds }: TelegramError): SendResult => {
  if (remedy === 'unknown') return { status: 'unknown', reason };
  if (remedy !== 'retry' && remedy !== 'operator') return { status: 'refused', reason };
  return { status: 'retry', reason, ...(afterMilliseconds === undefined ? {} : { afterMilliseconds }) };
};
