import { connect } from 'node:net';
import type { FastifyPluginAsync } from 'fastify';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterEach, describe, expect, it } from 'vitest';
import { type HttpServerOptions, httpServer } from '../../src/http/server.ts';

type Server = Awaited<ReturnType<typeof httpServer>>;

const running: Server[] = [];
const logged: string[] = [];

const room: FastifyPluginAsync = async (server) => {
  server.post('/things', async (request) => ({ got: request.body }));
  server.get('/broken', async () => {
    throw new Error('password=hunter2 in /var/lib');
  });
  server.get('/refused', async () => {
    throw Object.assign(new Error('Only on Mondays.'), { statusCode: 409, code: 'only_mondays' });
  });
};

const start = async (options: Partial<HttpServerOptions> = {}): Promise<Server> => {
  const server = await httpServer({
    logger: pino({ level: 'error' }, { write: (line: string) => void logged.push(line) }),
    publicUrl: new URL('http://localhost:3000'),
    metrics: new Registry(),
    readiness: async () => [],
    rooms: [room],
    ...options,
  });
  running.push(server);
  return server;
};

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
  logged.length = 0;
});

const errorOf = (response: { json: () => unknown }) => response.json();

describe('errors', () => {
  it('have one shape, with a stable code, whatever went wrong', async () => {
    const server = await start();
    const json = { 'content-type': 'application/json' };
    const cases = [
      [await server.inject('/nowhere'), 404, 'not_found'],
      [await server.inject({ method: 'POST', url: '/things', headers: json, body: '{"a":' }), 400, 'bad_json'],
      [await server.inject({ method: 'POST', url: '/things', headers: json, body: '' }), 400, 'bad_json'],
      [
        await server.inject({ method: 'POST', url: '/things', headers: json, body: `"${'x'.repeat(1_000_000)}"` }),
        413,
        'body_too_large',
      ],
      [
        await server.inject({ method: 'POST', url: '/things', headers: { 'content-type': 'text/plain' }, body: 'hi' }),
        415,
        'unsupported_media_type',
      ],
      [await server.inject('/refused'), 409, 'only_mondays'],
      [await server.inject('/broken'), 500, 'internal_error'],
      [await server.inject('/%ff'), 400, 'bad_request'],
    ] as const;
    for (const [response, status, code] of cases) {
      expect(response.statusCode).toBe(status);
      expect(errorOf(response)).toEqual({ error: { code, message: expect.stringMatching(/\S/) } });
    }
  });

  it('say nothing of the inside, but the log does', async () => {
    const server = await start();
    const response = await server.inject('/broken?token=secret');
    expect(response.body).not.toContain('hunter2');
    expect(logged.join()).toContain('hunter2');
    expect(logged.join()).not.toContain('token=secret');
  });

  it('have the same shape when the request is not HTTP at all', async () => {
    const server = await start();
    const { port } = new URL(await server.listen({ port: 0, host: '127.0.0.1' }));
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('nonsense\r\n\r\n'));
      let text = '';
      socket.on('data', (data) => {
        text += data.toString();
      });
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(answer.slice(answer.indexOf('{')))).toEqual({
      error: { code: 'bad_request', message: expect.any(String) },
    });
  });
});

describe('headers', () => {
  it('let pages load from this host alone, run nothing inline, and be framed by nobody', async () => {
    const { headers } = await (await start()).inject('/nowhere');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https:|\*/);
    expect(headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  });

  it('demand HTTPS only where the public address has it', async () => {
    const plain = await (await start()).inject('/healthz');
    expect(plain.headers['strict-transport-security']).toBeUndefined();
    expect(plain.headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
    const secure = await (await start({ publicUrl: new URL('https://ruzhu.example') })).inject('/healthz');
    expect(secure.headers['strict-transport-security']).toMatch(/max-age=\d+/);
    expect(secure.headers['content-security-policy']).toContain('upgrade-insecure-requests');
  });
});

describe('limits', () => {
  it('turn away an address that asks too fast, and say when to return', async () => {
    const server = await start({ requestsPerNetwork: 3 });
    for (let count = 0; count < 3; count += 1) expect((await server.inject('/refused')).statusCode).toBe(409);
    const response = await server.inject('/refused');
    expect(response.statusCode).toBe(429);
    expect(errorOf(response)).toMatchObject({ error: { code: 'too_many_requests' } });
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('count each client of a proxy on the same machine for itself, and nobody by a forged header', async () => {
    const server = await start({ requestsPerNetwork: 1 });
    const from = (forwarded: string, remoteAddress: string) =>
      server.inject({ url: '/refused', remoteAddress, headers: { 'x-forwarded-for': forwarded } });
    expect((await from('198.51.100.1', '127.0.0.1')).statusCode).toBe(409);
    expect((await from('198.51.100.2', '127.0.0.1')).statusCode).toBe(409);
    expect((await from('198.51.100.3', '203.0.113.9')).statusCode).toBe(409);
    expect((await from('198.51.100.4', '203.0.113.9')).statusCode).toBe(429);
  });

  it('count IPv6 by what one customer has: all of a /64 together, the next one for itself', async () => {
    const server = await start({ requestsPerNetwork: 1 });
    const from = (remoteAddress: string) => server.inject({ url: '/refused', remoteAddress });
    expect((await from('2001:db8:1:2::1')).statusCode).toBe(409);
    expect((await from('2001:db8:1:2:ffff::9')).statusCode).toBe(429);
    expect((await from('2001:db8:1:3::1')).statusCode).toBe(409);
  });

  it('spare the probes', async () => {
    const server = await start({ requestsPerNetwork: 1 });
    for (let count = 0; count < 5; count += 1) expect((await server.inject('/healthz')).statusCode).toBe(200);
  });
});

describe('probes', () => {
  it('tell whether it is alive, and whether it is ready or why not', async () => {
    const reasons: string[] = [];
    const server = await start({ readiness: async () => reasons });
    expect((await server.inject('/healthz')).statusCode).toBe(200);
    expect((await server.inject('/readyz')).statusCode).toBe(200);
    reasons.push('store: disk full', 'dingtalk: not connected');
    const response = await server.inject('/readyz');
    expect(response.statusCode).toBe(503);
    expect(response.json()).toMatchObject({ error: { code: 'not_ready' }, reasons });
  });

  it('give the metrics to this machine, and to others only with the token', async () => {
    const token = 'a-token-of-the-monitor';
    const server = await start({ metricsToken: token });
    const ask = async (remoteAddress: string, headers: Record<string, string> = {}) =>
      (await server.inject({ url: '/metrics', remoteAddress, headers })).statusCode;
    expect(await ask('127.0.0.1')).toBe(200);
    expect(await ask('::1')).toBe(200);
    expect(await ask('203.0.113.7')).toBe(401);
    expect(await ask('203.0.113.7', { authorization: `Bearer ${token}` })).toBe(200);
    expect(await ask('203.0.113.7', { authorization: `Bearer ${token}x` })).toBe(401);
    // A proxy on this machine passes on who asks; what the asker claims before that does not count.
    expect(await ask('127.0.0.1', { 'x-forwarded-for': '127.0.0.1, 203.0.113.7' })).toBe(401);
    const open = await start();
    expect((await open.inject({ url: '/metrics', remoteAddress: '203.0.113.7' })).json()).toMatchObject({
      error: { code: 'metrics_token_needed' },
    });
  });

  it('count requests by route, never by address', async () => {
    const server = await start();
    await server.inject('/refused?code=abc');
    await server.inject('/i-do-not-exist');
    const { body, headers } = await server.inject('/metrics');
    expect(headers['content-type']).toContain('text/plain');
    expect(body).toContain('route="/refused",status="409"');
    expect(body).not.toMatch(/abc|i-do-not-exist/);
  });
});

it('turns new requests away while it stops', async () => {
  let url = '';
  let answer: Promise<Response> | undefined;
  const server = await start({
    rooms: [
      async (inner) => {
        inner.addHook('preClose', async () => {
          answer = fetch(`${url}/refused`);
          await answer;
        });
      },
    ],
  });
  url = await server.listen({ port: 0, host: '127.0.0.1' });
  await server.close();
  const response = await answer;
  expect(response?.status).toBe(503);
  expect(await response?.json()).toMatchObject({ error: { code: 'shutting_down' } });
});

it('is not upset by a room that brings its own body parser', async () => {
  const server = await start({
    rooms: [
      async (inner) => {
        inner.addContentTypeParser('text/xml', { parseAs: 'string' }, async (_request: unknown, body: string) => body);
        inner.post('/callback', async (request) => request.body);
      },
    ],
  });
  const xml = { 'content-type': 'text/xml' };
  expect((await server.inject({ method: 'POST', url: '/callback', headers: xml, body: '<a/>' })).body).toBe('<a/>');
});
