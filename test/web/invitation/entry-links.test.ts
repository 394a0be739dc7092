import { describe, expect, it, test } from 'vitest';
import type { Channel } from '../../../src/channels/channel.ts';
import { realSleep, type Sleep } from '../../../src/channels/sleep.ts';
import { networkOf } from '../../../src/http/network.ts';
import { entryLinksBy } from '../../../src/web/invitation/entry-links.ts';
import { code } from './invitation-server.ts';

type Link = NonNullable<Channel['invitationLink']>;

const channel = (id: Channel['id'], link?: Link, up = true): [string, Channel] => [
  id,
  {
    id,
    capabilities: { maximumBytes: 1, idempotent: false, perAddressPerMinute: 1, perSecond: 1 },
    send: async () => ({ status: 'absent' }),
    health: () => (up ? { up } : { up, reason: 'away' }),
    stop: async () => {},
    ...(link ? { invitationLink: link } : {}),
  },
];
const telegram: Link = async (given) => `https://t.me/ruzhu_bot${given === undefined ? '' : `?start=${given}`}`;
const kf: Link = async (given) =>
  `https://work.weixin.qq.com/kf/k?enc_scene=E${given === undefined ? '' : `&scene_param=${given}`}`;
const ways = (...channels: [string, Channel][]) => entryLinksBy(new Map(channels), realSleep);

describe('the ways to take up an invitation', () => {
  it('are those of the channels that are there, with the code on board', async () => {
    const all = ways(channel('web'), channel('telegram', telegram), channel('dingtalk'), channel('wecom_kf', kf));
    expect(await all(code, 'supplier')).toEqual([
      { where: 'wechat', link: `https://work.weixin.qq.com/kf/k?enc_scene=E&scene_param=${code}` },
      { where: 'dingtalk' },
      { where: 'telegram', link: `https://t.me/ruzhu_bot?start=${code}` },
    ]);
    expect(await ways(channel('web'))(code, 'supplier')).toEqual([]);
  });

  it('lead suppliers to no channel that only colleagues reach', async () => {
    const inside = ways(channel('wecom'), channel('wecom_app'));
    expect(await inside(code, 'supplier')).toEqual([]);
    expect(await inside(code, 'colleague')).toEqual([]);
    expect(await inside(code, 'purchaser')).toEqual([{ where: 'wecom' }]);
  });

  it('carry no claim code: it is sent by whoever has it', async () => {
    expect(await ways(channel('telegram', telegram))(code, 'purchaser')).toEqual([
      { where: 'telegram', link: 'https://t.me/ruzhu_bot' },
    ]);
  });

  it('leave out what does not work or has not told its link', async () => {
    const some = ways(
      channel('telegram', async () => undefined),
      channel('dingtalk', undefined, false),
    );
    expect(await some(code, 'supplier')).toEqual([]);
  });

  it('hold no page up for a platform that does not answer', async () => {
    const slept: number[] = [];
    const soon: Sleep = async (milliseconds) => void slept.push(milliseconds);
    const never: Link = () => new Promise(() => {});
    expect(await entryLinksBy(new Map([channel('wecom_kf', never)]), soon)(code, 'supplier')).toEqual([]);
    expect(slept).toEqual([1_000]);
  });
});

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:DB8::1', '2001:db8:0:0'],
  ['2001:0db8:0001:0002::', '2001:db8:1:2'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
])('%s belongs to the network %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
