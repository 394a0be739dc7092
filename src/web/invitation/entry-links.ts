import type { Channel } from '../../channels/channel.ts';
import { within } from '../../channels/shared/deadline.ts';
import type { Sleep } from '../../channels/sleep.ts';
import type { ChannelId } from '../../dialogue/model/address.ts';
import type { InAppBrowser } from './in-app-browser.ts';

/** A way to take up an invitation elsewhere than in the browser. Without a link the code is sent by hand. */
export interface EntryLink {
  readonly where: Exclude<InAppBrowser, 'browser'>;
  readonly link?: string;
}

/** The ways that an installation has at the moment; the links carry the code. Those who claim send it themselves. */
export type EntryLinks = (code: string, as: 'supplier' | 'colleague' | 'purchaser') => Promise<readonly EntryLink[]>;

/** A page is not held up longer than so by a platform that has not told its link yet. */
const PATIENCE = 1_000;

/**
 * The channels that people are sent to. Suppliers come from outside: they reach neither a WeCom app nor its AI bot, which
 * a purchaser's own people do. DingTalk has no links to robots.
 */
const doors = [
  { channel: 'wecom_kf', where: 'wechat', for: 'all', by: 'link' },
  { channel: 'dingtalk', where: 'dingtalk', for: 'all', by: 'code' },
  { channel: 'wecom', where: 'wecom', for: 'purchaser', by: 'code' },
  { channel: 'wecom_app', where: 'wecom', for: 'purchaser', by: 'code' },
  { channel: 'telegram', where: 'telegram', for: 'all', by: 'link' },
] as const satisfies readonly {
  readonly channel: ChannelId;
  readonly where: EntryLink['where'];
  readonly for: 'all' | 'purchaser';
  readonly by: 'link' | 'code';
}[];

/** The ways that these channels open. A channel that does not work at the moment opens none. */
export const entryLinksBy =
  (channels: ReadonlyMap<string, Channel>, sleep: Sleep): EntryLinks =>
  async (code, as) => {
    const found = await Promise.all(
      doors.map(async (door): Promise<EntryLink | undefined> => {
        const channel = channels.get(door.channel);
        if (!channel?.health().up || (door.for === 'purchaser' && as !== 'purchaser')) return undefined;
        if (door.by === 'code') return { where: door.where };
        const ask = async () => channel.invitationLink?.(as === 'purchaser' ? undefined : code);
        const link = await within(PATIENCE, sleep, ask).catch(() => undefined);
        return link === undefined ? undefined : { where: door.where, link };
      }),
    );
    const ways = found.filter((way) => way !== undefined);
    return ways.filter((way, index) => ways.findIndex(({ where }) => where === way.where) === index);
  };
