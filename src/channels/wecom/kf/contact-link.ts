import type { Instant } from '../../../dialogue/model/instant.ts';
import type { Channel } from '../../channel.ts';
import type { Api } from '../api.ts';
import { ContactWay } from './payload.ts';

/** What asking for the account's link needs. */
export interface LinkDeps {
  readonly api: Api;
  readonly openKfId: string;
  readonly clock: () => Instant;
}

/** Links are asked for with a context: only those carry a `scene_param` (developer.work.weixin.qq.com, 94665). */
const SCENE = 'invitation';

/** How soon is asked again when WeCom did not tell. */
const AGAIN = 5 * 60_000;

/**
 * The link to the account's chat in WeChat. WeCom tells it once; what a link carries is added to it as `scene_param` and
 * comes back with `enter_session`.
 */
export const createLink = ({ api, openKfId, clock }: LinkDeps): NonNullable<Channel['invitationLink']> => {
  let known: string | undefined;
  let asking: Promise<void> | undefined;
  let askedAt = -Infinity;

  const ask = async (): Promise<void> => {
    const asked = await api.post('/cgi-bin/kf/add_contact_way', { open_kfid: openKfId, scene: SCENE });
    known = 'body' in asked ? ContactWay.safeParse(asked.body).data?.url : undefined;
  };

  return async (code) => {
    if (known === undefined && asking === undefined && clock() - askedAt >= AGAIN) {
      askedAt = clock();
      asking = ask().finally(() => {
        asking = undefined;
      });
    }
    await asking;
    if (known === undefined || code === undefined) return known;
    return `${known}${known.includes('?') ? '&' : '?'}scene_param=${encodeURIComponent(code)}`;
  };
};
