import { z } from 'zod';
import type { Instant } from '../../dialogue/instant.ts';
import type { Ask } from '../ask.ts';
import { type Fresh, keepToken, type Token } from '../token.ts';
import { OPERATOR_WAIT, type Trouble, troubleOf } from './troubles.ts';

/** The share of its life after which a token is renewed. */
const RENEWED_AFTER = 0.9;

/** Answer of `GET /cgi-bin/gettoken`; `expires_in` in seconds. */
const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** Why there is no token. */
interface Refused {
  readonly trouble: Trouble;
}

/** What a refused request for a token comes to: nothing was delivered by it, and a refused secret stays refused. */
const withoutToken = (trouble: Trouble): Trouble => {
  if (trouble.remedy === 'unknown') return { ...trouble, remedy: 'retry' };
  if (trouble.remedy !== 'fresh_token') return trouble;
  return {
    remedy: 'operator',
    reason: `credentials_refused ${trouble.code ?? ''}`.trim(),
    afterMilliseconds: OPERATOR_WAIT,
  };
};

/** Keeps the token of a secret (developer.work.weixin.qq.com, "获取access_token"): one for each app, 7,200 s. */
export const createToken = (
  parts: { readonly apiBase: string; readonly corpId: string; readonly secret: string },
  call: Ask,
  clock: () => Instant,
): Token<Refused> => {
  const query = new URLSearchParams({ corpid: parts.corpId, corpsecret: parts.secret });

  const ask = async (): Promise<Fresh | Refused> => {
    const reply = await call(`${parts.apiBase}/cgi-bin/gettoken?${query}`);
    const trouble = troubleOf(reply);
    if (trouble) return { trouble: withoutToken(trouble) };
    const answer = TokenAnswer.safeParse(reply.came === 'answer' ? reply.body : undefined);
    if (!answer.success) return { trouble: { remedy: 'retry', reason: 'answer_not_readable' } };
    const { access_token: token, expires_in: seconds } = answer.data;
    return { token, until: clock() + seconds * 1_000 * RENEWED_AFTER };
  };

  return keepToken(ask, clock);
};
