import { z } from 'zod';
import type { SendResult } from '../channel.ts';
import type { HttpResult } from '../shared/http-client.ts';

/** What is to be done about a refusal. */
export type Remedy =
  | 'retry'
  /** May have been delivered. */
  | 'unknown'
  | 'refuse'
  /** Nobody can be written to until the person writes again, or a colleague lets go of the talk. */
  | 'absent'
  /** Once more with a fresh token. */
  | 'fresh_token'
  /** Once more as a message of its own, not as an answer. */
  | 'push'
  /** The connection is subscribed to nothing any more: a new one, then as a push. */
  | 'reconnect'
  /** Somebody has to set something right; it is tried again slowly until then. */
  | 'operator';

/** A refusal with its remedy; `reason` is for the operator and holds no secret. */
export interface WecomError {
  readonly remedy: Remedy;
  readonly reason: string;
  readonly afterMilliseconds?: number;
  /** WeCom's own code, when it gave one. */
  readonly code?: number;
}

interface Rule {
  readonly codes: readonly number[];
  readonly remedy: Remedy;
  readonly reason: string;
  readonly afterMilliseconds?: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** How long what only an operator can set right waits for the next try. */
export const OPERATOR_WAIT = 10 * MINUTE;

/**
 * Codes from WeCom's pages "全局错误码", "长连接" and "微信客服". Only a failure of the system may simply be tried again;
 * everything else has a cause that has to be dealt with.
 */
const rules: readonly Rule[] = [
  { codes: [-1], remedy: 'retry', reason: 'platform_busy', afterMilliseconds: 2 * SECOND },
  { codes: [45009], remedy: 'retry', reason: 'too_many_requests', afterMilliseconds: MINUTE },
  { codes: [45033], remedy: 'retry', reason: 'too_many_at_once', afterMilliseconds: 3 * SECOND },
  { codes: [42001, 40014, 41001, 40001], remedy: 'fresh_token', reason: 'token_refused' },
  { codes: [81013, 40003, 40031, 60111, 40096], remedy: 'refuse', reason: 'person_not_reachable' },
  { codes: [40008, 40035, 40058, 44004, 45002, 40007], remedy: 'refuse', reason: 'message_not_valid' },
  { codes: [40201], remedy: 'refuse', reason: 'content_filtered' },
  { codes: [93001, 93006, 93008], remedy: 'refuse', reason: 'chat_not_allowed' },
  { codes: [60020], remedy: 'operator', reason: 'address_not_trusted' },
  { codes: [40013, 40056, 41011], remedy: 'operator', reason: 'settings_refused' },
  { codes: [48002, 60011, 50003, 93000], remedy: 'operator', reason: 'permission_missing' },
  { codes: [853000], remedy: 'operator', reason: 'credentials_refused' },
  { codes: [95000, 95003, 95017], remedy: 'operator', reason: 'kf_account_not_usable' },
  { codes: [95001], remedy: 'absent', reason: 'kf_five_messages_sent' },
  { codes: [95002], remedy: 'absent', reason: 'kf_window_closed' },
  { codes: [95013], remedy: 'absent', reason: 'kf_session_ended' },
  { codes: [95018], remedy: 'absent', reason: 'kf_session_with_colleague' },
  { codes: [846605, 846608], remedy: 'push', reason: 'answer_came_too_late' },
  { codes: [846609], remedy: 'reconnect', reason: 'subscription_lost' },
];

/** What each reason for the operator means and what to do. */
export const operatorWords: Readonly<Record<string, string>> = {
  address_not_trusted:
    'WeCom does not take requests from this machine. Add its public address to the app\'s "企业可信IP" (trusted IP); it is tried again every 10 minutes.',
  settings_refused:
    'WeCom does not know WECOM_CORP_ID or WECOM_AGENT_ID. Copy both again from the admin pages; it is tried again every 10 minutes.',
  credentials_refused:
    'WeCom does not accept the secret of this door. Copy id and secret again, without blanks; it is tried again every 10 minutes.',
  permission_missing:
    'WeCom does not allow this app to do that. Look at its state, its visible range and its permissions; it is tried again every 10 minutes.',
  interface_licence_missing:
    'A member has no interface licence (接口许可), so that nothing can be sent to them. Assign one in the admin pages.',
  kf_account_not_usable:
    'WeChat customer service refuses WECOM_KF_ID, or its API is switched off. Look at "微信客服 - 通过API管理微信客服账号"; it is tried again every 10 minutes.',
};

/** The trouble that a code of WeCom stands for; `known` tells whether the table has it. */
export const wecomErrorOfCode = (code: number): WecomError & { readonly known: boolean } => {
  const rule = rules.find(({ codes }) => codes.includes(code));
  if (!rule) return { remedy: 'refuse', reason: `refused_by_wecom ${code}`, code, known: false };
  const { remedy, reason } = rule;
  const after = remedy === 'operator' ? OPERATOR_WAIT : rule.afterMilliseconds;
  return {
    remedy,
    reason: `${reason} ${code}`,
    code,
    known: true,
    ...(after === undefined ? {} : { afterMilliseconds: after }),
  };
};

const Answer = z.object({ errcode: z.number().int().default(0) });

/**
 * What an answer refuses, or nothing when it refuses nothing. HTTP 200 with an `errcode` other than 0 is a refusal; what is
 * no JSON where JSON is due is one as well.
 */
export const wecomErrorOf = (reply: HttpResult): WecomError | undefined => {
  if (reply.type === 'not_sent') return { remedy: 'retry', reason: 'wecom_not_reached', afterMilliseconds: 2 * SECOND };
  if (reply.type === 'nothing') return { remedy: 'unknown', reason: 'no_answer' };
  const { status } = reply;
  if (status === 429) return { remedy: 'retry', reason: 'too_many_requests 429', afterMilliseconds: MINUTE };
  if (status >= 500) return { remedy: 'unknown', reason: `platform_failed ${status}` };
  const answer = Answer.safeParse(reply.body);
  if (!answer.success) return { remedy: 'unknown', reason: 'answer_not_readable' };
  const { errcode } = answer.data;
  if (errcode !== 0) return wecomErrorOfCode(errcode);
  return status >= 200 && status < 300 ? undefined : { remedy: 'refuse', reason: `refused_by_wecom ${status}` };
};

/** What a trouble that nothing more can be done about now comes to. */
export const resultOf = ({ remedy, reason, afterMilliseconds }: WecomError): SendResult => {
  const after = afterMilliseconds === undefined ? {} : { afterMilliseconds };
  switch (remedy) {
    case 'retry':
    case 'operator':
    case 'fresh_token':
    case 'reconnect':
      return { status: 'retry', reason, ...after };
    case 'unknown':
      return { status: 'unknown', reason };
    case 'absent':
      return { status: 'absent' };
    case 'refuse':
    case 'push':
      return { status: 'refused', reason };
  }
};
