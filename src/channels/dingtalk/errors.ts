import type { HttpResult } from '../shared/http-client.ts';
import { Trouble } from './payload.ts';

/** What is to be done about a refusal. */
export type Remedy =
  | 'retry'
  /** May have been delivered. */
  | 'unknown'
  | 'refuse'
  /** Once more with a fresh token. */
  | 'fresh_token'
  /** Credentials are wrong: again after a long while. */
  | 'credentials'
  /** The session webhook is dead: by the API. */
  | 'other_way'
  /** The content filter took offence: once more without markup. */
  | 'plain_text'
  /** Somebody has to do something about it: an entry for the operator. */
  | 'operator';

/** A refusal with its remedy; `reason` is for the operator and holds no secret. */
export interface Refusal {
  readonly remedy: Remedy;
  readonly reason: string;
  readonly afterMilliseconds?: number;
}

interface Rule extends Refusal {
  readonly codes: RegExp;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/**
 * Codes of DingTalk's newer API, its older one (`errcode`) and the session webhook, from the error lists of their pages
 * on open.dingtalk.com. The first that fits counts.
 */
const rules: readonly Rule[] = [
  { codes: /^Forbidden\.AccessDenied\.Qpm/, remedy: 'retry', reason: 'too_many_per_minute', afterMilliseconds: MINUTE },
  {
    codes: /^(Forbidden\.AccessDenied\.Qps.*|90018|90002)$/,
    remedy: 'retry',
    reason: 'too_many_per_second',
    afterMilliseconds: SECOND,
  },
  {
    codes: /^(send\.too\.fast|send\.byToken\.tooFast|too\.many\.(group|people)|410100|130101)$/,
    remedy: 'retry',
    reason: 'sent_too_fast',
    afterMilliseconds: MINUTE,
  },
  { codes: /^1111$/, remedy: 'retry', reason: 'address_shut_out', afterMilliseconds: 5 * MINUTE },
  { codes: /^(system\.busy|15)$/, remedy: 'retry', reason: 'platform_busy', afterMilliseconds: 5 * SECOND },
  { codes: /^(system\.error|unknown\.send\.result|-1)$/, remedy: 'unknown', reason: 'platform_failed' },
  { codes: /^(InvalidAuthentication|40014|88)$/, remedy: 'fresh_token', reason: 'token_refused' },
  {
    codes: /^(authFailed|invalidClientIdOrSecret|40089)$/,
    remedy: 'credentials',
    reason: 'credentials_refused',
    afterMilliseconds: 5 * MINUTE,
  },
  {
    codes: /^(Forbidden\.AccessDenied\.AccessTokenPermissionDenied|Forbidden\.AccessDenied\.IpNotInWhiteList)$/,
    remedy: 'operator',
    reason: 'permission_missing',
  },
  {
    codes: /^(Forbidden\.AccessDenied\.ApiCountLimitForOrg|90020|20001)$/,
    remedy: 'operator',
    reason: 'monthly_quota_used_up',
  },
  {
    codes: /^(bot\.stopped|template\.stopped|bot\.forbidden\.sendMessage|400013|400102|400106|310000)$/,
    remedy: 'operator',
    reason: 'robot_not_allowed',
  },
  { codes: /^(300001|session\.(expired|notExisted))$/, remedy: 'other_way', reason: 'session_webhook_expired' },
  { codes: /^group\.disbanded$/, remedy: 'refuse', reason: 'group_gone' },
  {
    codes: /^(staffId\.notExisted|robot\.oto\.notExist|chatbotId\.notAllow\.sendOTO)$/,
    remedy: 'refuse',
    reason: 'person_not_reachable',
  },
  { codes: /^(contain\..*|43010[1-4])$/, remedy: 'plain_text', reason: 'content_filtered' },
  { codes: /^(460101|101002)$/, remedy: 'refuse', reason: 'message_too_long' },
];

/** A platform's code as it may stand in a log: nothing else than a code. */
const safeCode = (code: string | undefined): string => (code && /^[\w.-]{1,80}$/.test(code) ? ` ${code}` : '');

const byStatus = (status: number, code: string | undefined): Refusal => {
  if (status === 429) return { remedy: 'retry', reason: 'too_many_per_second', afterMilliseconds: SECOND };
  if (status === 503) return { remedy: 'retry', reason: 'platform_busy', afterMilliseconds: 5 * SECOND };
  if (status >= 500) return { remedy: 'unknown', reason: `platform_failed ${status}` };
  return { remedy: 'refuse', reason: `refused_by_dingtalk${safeCode(code ?? String(status))}` };
};

/**
 * What an answer refuses, or nothing when it refuses nothing. HTTP 200 with an `errcode` other than 0 is a refusal. What is
 * no JSON where JSON is due (a page that says "blocked") is one as well.
 */
export const refusalOf = (reply: HttpResult): Refusal | undefined => {
  if (reply.type === 'not_sent') {
    return { remedy: 'retry', reason: 'dingtalk_not_reached', afterMilliseconds: 2 * SECOND };
  }
  if (reply.type === 'nothing') return { remedy: 'unknown', reason: 'no_answer' };
  const { status } = reply;
  const trouble = Trouble.safeParse(reply.body);
  if (!trouble.success) {
    if (status >= 200 && status < 300) return { remedy: 'unknown', reason: 'answer_not_readable' };
    if (status === 403) return { remedy: 'retry', reason: 'address_shut_out', afterMilliseconds: 5 * MINUTE };
    return byStatus(status, undefined);
  }
  const { code, errcode, status: shutOut, wait } = trouble.data;
  const named = code ?? errcode ?? (shutOut === undefined ? undefined : String(shutOut));
  if (status >= 200 && status < 300 && (named === undefined || named === '0')) return undefined;
  const rule = rules.find(({ codes }) => named !== undefined && codes.test(named));
  if (!rule) return byStatus(status, named);
  const after = wait === undefined ? rule.afterMilliseconds : wait * MINUTE;
  return {
    remedy: rule.remedy,
    reason: `${rule.reason}${safeCode(named)}`,
    ...(after === undefined ? {} : { afterMilliseconds: after }),
  };
};
