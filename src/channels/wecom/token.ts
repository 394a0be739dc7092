import { z } from 'zod';
import type { Instant } from '../../dialogue/instant.ts';
import type { Ask } from '../ask.ts';
import { OPERATOR_WAIT, type Trouble, troubleOf } from './troubles.ts';

/** The share of its life after which a token is renewed. */
const RENEWED_AFTER = 0.9;

/** Answer of `GET /cgi-bin/gettoken`; `expires_in` in seconds. */
const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** A token, or why there is none. */
export type Got = { readonly token: string } | { readonly trouble: Trouble };

/** The access token of one secret, asked for when it is needed. */
export interface Token {
  /** Those who ask at the same time share one request. A failure is not kept: the next asker tries again. */
  get(): Promise<Got>;
  /** WeCom refused this token; the next asker gets a new one, unless that happened already. */
  drop(token: string): void;
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
): Token => {
  const query = new URLSearchParams({ corpid: parts.corpId, corpsecret: parts.secret });
  let kept: { readonly token: string; readonly until: Instant } | undefined;
  let asking: Promise<Got> | undefined;

  const ask = async (): Promise<Got> => {
    const reply = await call(`${parts.apiBase}/cgi-bin/gettoken?${query}`);
    const trouble = troubleOf(reply);
    if (trouble) return { trouble: withoutToken(trouble) };
    const answer = TokenAnswer.safeParse(reply.came === 'answer' ? reply.body : undefined);
    if (!answer.success) return { trouble: { remedy: 'retry', reason: 'answer_not_readable' } };
    const { access_token: token, expires_in: seconds } = answer.data;
    kept = { token, until: clock() + seconds * 1_000 * RENEWED_AFTER };
    return { token };
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
