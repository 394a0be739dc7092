import { afterEach, beforeEach, expect, it } from 'vitest';
import { settle } from '../fake-time.ts';
import { type Bench, wecomBench } from './bench.ts';
import { refused } from './simulator-api.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await wecomBench();
});
afterEach(async () => {
  await bench.close();
  expect(bench.api.violations).toEqual([]);
});

const link = 'https://work.weixin.qq.com/kf/kfSimulated?enc_scene=ENC10';

it('asks WeCom once for the link of the account, and puts the code on it', async () => {
  expect(await bench.kf.invitationLink?.('K7MQ-2XWD-9FHT')).toBe(`${link}&scene_param=K7MQ-2XWD-9FHT`);
  expect(await bench.kf.invitationLink?.()).toBe(link);
  expect(bench.api.calls.kf_link).toBe(1);
});

it('asks once when many ask at the same time', async () => {
  const links = await Promise.all(Array.from({ length: 5 }, () => bench.kf.invitationLink?.()));
  expect(links).toEqual(Array(5).fill(link));
  expect(bench.api.calls.kf_link).toBe(1);
});

it('has none when WeCom tells none, and asks again after five minutes', async () => {
  bench.api.fail('kf_link', refused(-1), 1);
  expect(await bench.kf.invitationLink?.('K7MQ-2XWD-9FHT')).toBeUndefined();
  expect(await bench.kf.invitationLink?.('K7MQ-2XWD-9FHT')).toBeUndefined();
  expect(bench.api.calls.kf_link).toBe(1);
  await bench.time.advance(5 * 60_000);
  await settle(5);
  expect(await bench.kf.invitationLink?.('K7MQ-2XWD-9FHT')).toBe(`${link}&scene_param=K7MQ-2XWD-9FHT`);
});

it('takes nothing for a link that is none', async () => {
  bench.api.fail('kf_link', { status: 200, body: { errcode: 0, errmsg: 'ok', url: 'javascript:alert(1)' } });
  expect(await bench.kf.invitationLink?.()).toBeUndefined();
});
