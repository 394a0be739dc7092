import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import type { Receive } from '../../../src/channels/channel.ts';
import { deliveryFor } from '../channel-contract.ts';
import { settle, until } from '../fake-time.ts';
import { type Bench, wecomBench } from './bench.ts';
import { callback, callWith, encrypt, envelope, paddingOf, type SealedCall, seal, sign, urlOf, xmlOf } from './seal.ts';
import { app, kf } from './simulator-api.ts';

const MINUTE = 60_000;

let bench: Bench;
let heard: string[];
let saving: Receive;
beforeEach(async () => {
  heard = [];
  saving = async () => {};
  bench = await wecomBench({
    receive: async (event) => {
      heard.push(event.id);
      await saving(event);
    },
  });
});
afterEach(async () => {
  await bench.close();
});

const now = () => bench.time.now();
const textOf = (id: string, content = '你好') =>
  xmlOf({
    ...{ ToUserName: callback.corpId, FromUserName: 'li', CreateTime: Math.floor(now() / 1_000), MsgType: 'text' },
    ...{ Content: content, MsgId: id, AgentID: String(app.agentId) },
  });
const good = (id = '7000000000000000001'): SealedCall => seal(textOf(id), now());

describe('setting the address up', () => {
  const verify = async (call: Pick<SealedCall, 'signature' | 'timestamp' | 'nonce'>, echo: string) =>
    bench.server.inject({ method: 'GET', url: `${urlOf(call)}&echostr=${encodeURIComponent(echo)}` });

  it('is answered with the bare word', async () => {
    const call = callWith(encrypt({ message: '1616140317555161061' }), now());
    const answer = await verify(call, call.encrypted);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe('1616140317555161061');
  });

  it('is refused to others', async () => {
    const call = callWith(encrypt({ message: '1' }), now());
    expect((await verify({ ...call, signature: '0'.repeat(40) }, call.encrypted)).statusCode).toBe(403);
    const other = callWith(encrypt({ message: '1', receiver: 'wwSomebodyElse' }), now());
    expect((await verify(other, other.encrypted)).statusCode).toBe(403);
    expect((await bench.server.inject({ method: 'GET', url: '/wecom/callback' })).statusCode).toBe(400);
  });
});

describe('forty calls that were tampered with', () => {
  const right = () => Buffer.alloc(paddingOf(textOf('1')));
  const padded = (change: (padding: Buffer) => Buffer) =>
    callWith(encrypt({ message: textOf('1'), padding: change(right().fill(right().length)) }), now());
  const signed = (change: Partial<SealedCall>): Pick<SealedCall, 'url' | 'body'> => {
    const call = { ...good(), ...change };
    return { url: urlOf(call), body: change.body ?? call.body };
  };
  const flipped = (text: string, at: number) =>
    `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
  const resigned = (encrypted: string) => callWith(encrypted, now());
  const inner = (message: string) => seal(message, now());
  const bomb = '<!DOCTYPE xml [<!ENTITY a "0123456789"><!ENTITY b "&a;&a;&a;&a;">]>';
  const xxe = '<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]>';

  const tampered: readonly (readonly [string, 400 | 403, () => Pick<SealedCall, 'url' | 'body'>])[] = [
    ['no signature', 400, () => ({ ...good(), url: good().url.replace(/msg_signature=\w+&/, '') })],
    ['an empty signature', 400, () => signed({ signature: '' })],
    ['a signature of zeros', 403, () => signed({ signature: '0'.repeat(40) })],
    [
      'a signature of another token',
      403,
      () => {
        const call = good();
        return signed({ ...call, signature: sign(call.timestamp, call.nonce, call.encrypted, 'anotherToken0001') });
      },
    ],
    [
      'a signature with one digit changed',
      403,
      () => {
        const call = good();
        return signed({
          ...call,
          signature: `${call.signature.startsWith('0') ? '1' : '0'}${call.signature.slice(1)}`,
        });
      },
    ],
    ['a signature cut short', 400, () => signed({ signature: 'abcdef' })],
    ['a signature with something behind it', 400, () => signed({ signature: `${good().signature}00` })],
    ['a SHA-256 signature', 400, () => signed({ signature: createHash('sha256').update('x').digest('hex') })],
    [
      'a signature of the plain text',
      403,
      () => {
        const call = good();
        return signed({ ...call, signature: sign(call.timestamp, call.nonce, textOf('1')) });
      },
    ],
    ['another nonce', 403, () => signed({ nonce: 'another' })],
    ['another timestamp', 403, () => signed({ timestamp: String(Math.floor(now() / 1_000) + 1) })],
    ['no timestamp', 400, () => ({ ...good(), url: good().url.replace(/&timestamp=\d+/, '') })],
    ['a timestamp that is no number', 400, () => signed({ timestamp: 'now' })],
    ['a timestamp twice', 400, () => ({ ...good(), url: `${good().url}&timestamp=1` })],
    ['no nonce', 400, () => ({ ...good(), url: good().url.replace(/&nonce=\w+/, '') })],
    [
      'ciphertext with one character changed',
      403,
      () => {
        const call = good();
        return { url: call.url, body: envelope(flipped(call.encrypted, 40)) };
      },
    ],
    ['the ciphertext of another call', 403, () => ({ url: good().url, body: good('7000000000000000002').body })],
    ['stale: signed six minutes ago', 403, () => seal(textOf('1'), now() - 6 * MINUTE)],
    ['stale: signed a year ago', 403, () => seal(textOf('1'), now() - 525_600 * MINUTE)],
    ['signed six minutes ahead', 403, () => seal(textOf('1'), now() + 6 * MINUTE)],
    ['for another company', 403, () => resigned(encrypt({ message: textOf('1'), receiver: 'ww0987654321other' }))],
    ['for nobody', 403, () => resigned(encrypt({ message: textOf('1'), receiver: '' }))],
    [
      'for us and something more',
      403,
      () => resigned(encrypt({ message: textOf('1'), receiver: `${callback.corpId}x` })),
    ],
    ['padding of zeros', 400, () => padded((padding) => Buffer.alloc(padding.length))],
    ['padding longer than a block', 400, () => padded((padding) => Buffer.concat([padding, Buffer.alloc(32, 64)]))],
    ['padding that says too much', 400, () => padded((padding) => Buffer.alloc(padding.length, 33))],
    [
      'padding with one byte wrong',
      400,
      () =>
        padded((padding) => {
          const wrong = Buffer.from(padding);
          expect(wrong.length).toBeGreaterThan(1);
          wrong[0] = wrong.length - 1;
          return wrong;
        }),
    ],
    ['a length beyond the end', 400, () => resigned(encrypt({ message: textOf('1'), length: 1_000_000 }))],
    ['a length of four thousand million', 400, () => resigned(encrypt({ message: textOf('1'), length: 0xffff_ffff }))],
    ['a length that leaves some of it over', 403, () => resigned(encrypt({ message: textOf('1'), length: 20 }))],
    [
      'truncated in the middle',
      403,
      () => {
        const call = good();
        return { url: call.url, body: envelope(call.encrypted.slice(0, 60)) };
      },
    ],
    ['truncated and signed', 400, () => resigned(encrypt({ message: textOf('1') }).slice(0, 60))],
    ['nothing encrypted', 400, () => ({ url: good().url, body: '<xml><ToUserName>x</ToUserName></xml>' })],
    ['an empty body', 400, () => ({ url: good().url, body: '' })],
    ['JSON', 400, () => ({ url: good().url, body: JSON.stringify({ encrypt: good().encrypted }) })],
    ['an envelope cut off', 400, () => ({ url: good().url, body: good().body.slice(0, -30) })],
    // The envelope is not parsed before its signature is known to be right, and these two are of different calls.
    [
      'XXE in the envelope',
      403,
      () => ({ url: good().url, body: xxe + good().body.replace('<Encrypt>', '<X>&x;</X><Encrypt>') }),
    ],
    ['XXE within the encryption', 400, () => inner(xxe + textOf('1').replace('<![CDATA[你好]]>', '&x;'))],
    [
      'entities that grow, within the encryption',
      400,
      () => inner(bomb + textOf('1').replace('<![CDATA[你好]]>', '&b;')),
    ],
    ['more than a megabyte', 400, () => ({ url: good().url, body: envelope('A'.repeat(1024 * 1024)) })],
  ];

  it('are forty', () => expect(tampered).toHaveLength(40));

  test.each(tampered)('%s', async (_name, status, make) => {
    const place = bench.place();
    const { sync } = bench.api.calls;
    expect(await bench.post(make())).toBe(status);
    await settle();
    expect(heard).toEqual([]);
    expect(bench.api.calls.sync).toBe(sync);
    expect(bench.place()).toBe(place);
    expect(await bench.post(good())).toBe(200);
    expect(heard).toEqual(['wecom_app:7000000000000000001']);
    expect(bench.logged.join()).not.toContain('你好');
  });

  it('also: the same call again', async () => {
    const call = good();
    expect(await bench.post(call)).toBe(200);
    expect(await bench.post(call)).toBe(403);
    await bench.time.advance(4 * MINUTE);
    expect(await bench.post(call)).toBe(403);
    await bench.time.advance(30 * MINUTE);
    expect(await bench.post(call)).toBe(403);
    expect(heard).toHaveLength(1);
  });

  it('also: elements so deep that reading them could exhaust the stack', async () => {
    const deep = `<xml>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}</xml>`;
    expect(await bench.post({ url: good().url, body: deep })).toBe(400);
    expect(await bench.post(good())).toBe(200);
  });
});

describe('what is right', () => {
  it('is read as it was written: markup, entities and 64 bits', async () => {
    let content: unknown;
    saving = async (event) => {
      content = event.type === 'said' ? event.content : undefined;
    };
    expect(await bench.post(seal(textOf('9007199254740993123', '<!DOCTYPE a> &amp; <b>'), now()))).toBe(200);
    expect(heard).toEqual(['wecom_app:9007199254740993123']);
    expect(content).toEqual({ type: 'text', text: '<!DOCTYPE a> &amp; <b>' });
  });

  it('is answered 200 with nothing in it, whatever the content type', async () => {
    for (const type of ['text/xml', 'application/xml; charset=utf-8', 'application/json', undefined]) {
      const { url, body } = good(String(heard.length + 1));
      const headers = type === undefined ? {} : { 'content-type': type };
      const answer = await bench.server.inject({ method: 'POST', url, payload: body, headers });
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toBe('');
    }
    expect(heard).toHaveLength(4);
  });

  it('is not acknowledged before five seconds are over when it cannot be saved so fast, and the next call joins it', async () => {
    let save = (): void => {};
    saving = () =>
      new Promise((resolve) => {
        save = resolve;
      });
    const call = good();
    const first = bench.post(call);
    await until(() => heard.length === 1, 'hearing it');
    await bench.time.advance(4_500);
    expect(await first).toBe(503);
    const second = bench.post(call);
    await settle(20);
    save();
    expect(await second).toBe(200);
    expect(heard).toHaveLength(1);
    expect(await bench.post(call)).toBe(403);
  });

  it('is answered before anything is sent, which does not wait for ever', async () => {
    const say = () =>
      bench.app.send(deliveryFor({ channel: 'wecom_app', user: 'li', heardAt: now() }, { text: '您好' }));
    let save = (): void => {};
    saving = () =>
      new Promise((resolve) => {
        save = resolve;
      });
    const call = bench.post(good());
    await until(() => heard.length === 1, 'hearing it');
    const said = say();
    await settle(20);
    expect(bench.api.calls.send).toBe(0);
    save();
    expect(await call).toBe(200);
    expect(await said).toEqual({ status: 'sent' });

    const stuck = bench.post(good('7000000000000000002'));
    await until(() => heard.length === 2, 'hearing the next');
    const saidLater = say();
    await bench.time.advance(4_500);
    expect(await stuck).toBe(503);
    expect(await saidLater).toEqual({ status: 'sent' });
  });

  it('may come again after it could not be saved', async () => {
    saving = async () => {
      throw Object.assign(new Error('你好'), { code: 'store_unwritable' });
    };
    const call = good();
    expect(await bench.post(call)).toBe(503);
    saving = async () => {};
    expect(await bench.post(call)).toBe(200);
    expect(bench.logged.join()).toContain('store_unwritable');
  });

  it('reaches only the door that it is for', async () => {
    expect(await bench.kfSays('您好', 'k1', 'wm1')).toBe(200);
    expect(heard).toEqual(['wecom_kf:k1']);
    expect(bench.api.calls.sync).toBeGreaterThan(1);
    expect(
      await bench.post(
        seal(xmlOf({ MsgType: 'event', Event: 'kf_msg_or_event', Token: 't', OpenKfId: `${kf.openKfId}x` }), now()),
      ),
    ).toBe(200);
    expect(heard).toHaveLength(1);
  });
});
