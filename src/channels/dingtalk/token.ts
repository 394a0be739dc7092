import type { Instant } from '../../dialogue/instant.ts';
import type { Ask } from '../ask.ts';
import { TokenAnswer } from './payload.ts';
import type { DingtalkSettings } from './settings.ts';
import { type Refusal, refusalOf } from './troubles.ts';

/** A token is renewed so long before it dies. */
const EARLY = 5 * 60_000;

/** A token, or why there is none. */
export type Got = { readonly token: string } | { readonly refusal: Refusal };

/** The app's access token, asked for when it is needed. */
export interface Token {
  /** Those who ask at the same time share one request. A failure is not kept: the next asker tries again. */
  get(): Promise<Got>;
  /** DingTalk refused this token; the next asker gets a new one, unless that happened already. */
  drop(token: string): void;
}

/** Keeps the token of an app (open.dingtalk.com, "获取企业内部应用的 accessToken"). */
export const createToken = (
  { clientId, clientSecret, apiBase }: DingtalkSettings,
  post: Ask,
  clock: () => Instant,
): Token => {
  let kept: { readonly token: string; readonly until: Instant } | undefined;
  let asking: Promise<Got> | undefined;

  const ask = async (): Promise<Got> => {
    const reply = await post(`${apiBase}/v1.0/oauth2/accessToken`, { appKey: clientId, appSecret: clientSecret });
    const refusal = refusalOf(reply);
    // Nothing was delivered by asking for a token, so that asking again is safe.
    if (refusal) return { refusal: refusal.remedy === 'unknown' ? { ...refusal, remedy: 'retry' } : refusal };
    const answer = TokenAnswer.safeParse(reply.came === 'answer' ? reply.body : undefined);
    if (!answer.success) return { refusal: { remedy: 'retry', reason: 'answer_not_readable' } };
    const { accessToken, expireIn } = answer.data;
    kept = { token: accessToken, until: clock() + expireIn * 1_000 - EARLY };
    return { token: accessToken };
  };

  return {
    async get() {
      if (kept && clock() < kept.until) return { token: kept.token };
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    drop(token) {
      if (kept?.token === token) kept = undefined;
    },
  };
};
