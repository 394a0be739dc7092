import { z } from 'zod';
import type { Instant } from '../../dialogue/model/instant.ts';
import { type AccessToken, type IssuedToken, keepAccessToken } from '../shared/access-token.ts';
import type { HttpClient } from '../shared/http-client.ts';
import { OPERATOR_WAIT, type WecomError, wecomErrorOf } from './errors.ts';

/** The share of its life after which a token is renewed. */
const RENEWED_AFTER = 0.9;

/** Answer of `GET /cgi-bin/gettoken`; `expires_in` in seconds. */
const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** Why there is no token. */
interface Refused {
  readonly error: WecomError;
}

/** What a refused request for a token comes to: nothing was delivered by it, and a refused secret stays refused. */
const withoutToken = (error: WecomError): WecomError => {
  if (error.remedy === 'unknown') return { ...error, remedy: 'retry' };
  if (error.remedy !== 'fresh_token') return error;
  return {
    remedy: 'operator',
    reason: `credentials_refused ${error.code ?? ''}`.trim(),
    afterMilliseconds: OPERATOR_WAIT,
  };
};

/** Keeps the token of a secret (developer.work.weixin.qq.com, "获取access_token"): one for each app, 7,200 s. */
export const createToken = (
  parts: { readonly apiBase: string; readonly corpId: string; readonly secret: string },
  call: HttpClient,
  clock: () => Instant,
): AccessToken<Refused> => {
  const query = new URLSearchParams({ corpid: parts.corpId, corpsecret: parts.secret });

  const ask = async (): Promise<IssuedToken | Refused> => {
    const reply = await call(`${parts.apiBase}/cgi-bin/gettoken?${query}`);
    const error = wecomErrorOf(reply);
    if (error) return { error: withoutToken(error) };
    const answer = TokenAnswer.safeParse(reply.type === 'answer' ? reply.body : undefined);
    if (!answer.success) return { error: { remedy: 'retry', reason: 'answer_not_readable' } };
    const { access_token: token, expires_in: seconds } = answer.data;
    return { token, until: clock() + seconds * 1_000 * RENEWED_AFTER };
  };

  return keepAccessToken(ask, clock);
};
