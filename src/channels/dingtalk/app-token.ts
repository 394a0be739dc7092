import type { Instant } from '../../dialogue/model/instant.ts';
import { type AccessToken, type IssuedToken, keepAccessToken } from '../shared/access-token.ts';
import type { HttpClient } from '../shared/http-client.ts';
import { type Refusal, refusalOf } from './errors.ts';
import { TokenAnswer } from './payload.ts';
import type { DingtalkSettings } from './settings.ts';

/** A token is renewed so long before it dies. */
const EARLY = 5 * 60_000;

/** Why there is no token. */
interface Refused {
  readonly refusal: Refusal;
}

/** The app's access token. */
export type AppToken = AccessToken<Refused>;

/** Keeps the token of an app (open.dingtalk.com, "获取企业内部应用的 accessToken"). */
export const createToken = (
  { clientId, clientSecret, apiBase }: DingtalkSettings,
  post: HttpClient,
  clock: () => Instant,
): AppToken => {
  const ask = async (): Promise<IssuedToken | Refused> => {
    const reply = await post(`${apiBase}/v1.0/oauth2/accessToken`, { appKey: clientId, appSecret: clientSecret });
    const refusal = refusalOf(reply);
    // Nothing was delivered by asking for a token, so that asking again is safe.
    if (refusal) return { refusal: refusal.remedy === 'unknown' ? { ...refusal, remedy: 'retry' } : refusal };
    const answer = TokenAnswer.safeParse(reply.type === 'answer' ? reply.body : undefined);
    if (!answer.success) return { refusal: { remedy: 'retry', reason: 'answer_not_readable' } };
    const { accessToken, expireIn } = answer.data;
    return { token: accessToken, until: clock() + expireIn * 1_000 - EARLY };
  };

  return keepAccessToken(ask, clock);
};
