import type { Instant } from '../../dialogue/model/instant.ts';

/** An access token, and until when it may be used. */
export interface IssuedToken {
  readonly token: string;
  readonly until: Instant;
}

/** An access token that is asked for when it is needed. `Refused` says why there is none. */
export interface AccessToken<Refused> {
  /** Those who ask at the same time share one request. A failure is not kept: the next asker tries again. */
  get(): Promise<IssuedToken | Refused>;
  /** The platform refused this token; the next asker gets a new one, unless that happened already. */
  drop(token: string): void;
}

/** Keeps a token as long as it may be used. */
export const keepAccessToken = <Refused extends object>(
  ask: () => Promise<IssuedToken | Refused>,
  clock: () => Instant,
): AccessToken<Refused> => {
  let kept: IssuedToken | undefined;
  let asking: Promise<IssuedToken | Refused> | undefined;

  const askAndKeep = async (): Promise<IssuedToken | Refused> => {
    const got = await ask();
    if ('until' in got) kept = got;
    return got;
  };

  return {
    async get() {
      if (kept && clock() < kept.until) return kept;
      asking ??= askAndKeep().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    drop(token) {
      if (kept?.token === token) kept = undefined;
    },
  };
};
