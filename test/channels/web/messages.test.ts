import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { WebChatOptions } from '../../../src/web/chat/index.ts';
import { type ChatServer, chatServer } from './chat-server.ts';
import type { Script } from './fake-engine.ts';

const running: ChatServer[] = [];
const start = async (script?: Script, options?: Partial<WebChatOptions>): Promise<ChatServer> => {
  const made = await chatServer(script, options);
  running.push(made);
  return made;
};
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ server }) => server.close()));
});

const post = ({ server }: ChatServer, body: unknown, headers: Record<string, string> = {}, url = '/chat/messages') =>
  server.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const cookieOf = (response: Awaited<ReturnType<typeof post>>): string => {
  const cookie = response.cookies.find(({ name }) => name === 'ruzhu_chat');
  return `ruzhu_chat=${cookie?.value}`;
};

describe('a message', () => {
  it('is answered with replies and state, in the documented shape', async () => {
    const chat = await start((event) => ({
      messages: [
        {
          text: '打开注册页',
          links: [{ label: '注册', url: 'https://member.1688.com/' }],
          choices: [{ label: '好了', say: '注册好了' }],
        },
      ],
      state: { user: event.address.user },
    }));
    const response = await post(chat, { text: '你好' });
    expect(response.statusCode).toBe(200);
    const { replies, state } = response.json();
    expect(Object.keys(response.json())).toEqual(['replies', 'state']);
    expect(replies).toEqual([
      {
        to: state.user,
        text: '打开注册页',
        links: [{ label: '注册', url: 'https://member.1688.com/' }],
        choices: [{ label: '好了', say: '注册好了' }],
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      },
    ]);
    expect(response.headers['cache-control']).toBe('no-store');
  });

  it('reaches the engine as it was written, with the time it came', async () => {
    const chat = await start(undefined, { now: () => 1_700_000_000_000 });
    await post(chat, { text: '  ٣\u202e行\ud83d\ude00 ', id: 'm1' });
    expect(chat.engine.events).toMatchObject([
      {
        type: 'said',
        id: 'm1',
        at: 1_700_000_000_000,
        address: { channel: 'web', heardAt: 1_700_000_000_000 },
        content: { type: 'text', text: '  ٣\u202e行\ud83d\ude00 ' },
      },
    ]);
  });

  it.each([
    ['no body', '', 400, 'bad_json'],
    ['broken JSON', '{"text":', 400, 'bad_json'],
    ['an array', '[]', 400, 'bad_message'],
    ['no text', '{}', 400, 'bad_message'],
    ['a number for a text', '{"text":1}', 400, 'bad_message'],
    ['an empty text', '{"text":""}', 400, 'empty_message'],
    ['blanks', '{"text":" \\n\\u3000"}', 400, 'empty_message'],
    ['an id with blanks', '{"text":"a","id":"a b"}', 400, 'bad_message'],
    ['an id that is too long', `{"text":"a","id":"${'x'.repeat(129)}"}`, 400, 'bad_message'],
    ['4,001 characters', JSON.stringify({ text: '好'.repeat(4_001) }), 413, 'message_too_long'],
    ['1 MB', JSON.stringify({ text: 'a'.repeat(1_000_000) }), 413, 'body_too_large'],
  ])('with %s is refused and changes nothing', async (_name, body, status, code) => {
    const chat = await start();
    const response = await post(chat, body);
    expect(response.statusCode).toBe(status);
    expect(response.json()).toEqual({ error: { code, message: expect.any(String) } });
    expect(response.cookies).toEqual([]);
    expect(chat.engine.events).toEqual([]);
  });

  it.each([
    ['4,000 characters', '好'.repeat(4_000)],
    ['4,000 characters outside the basic plane', '😀'.repeat(4_000)],
    ['control characters', 'a\u0000\u0007b'],
    ['a lone surrogate', '\ud800'],
  ])('with %s is answered', async (_name, text) => {
    const response = await post(await start(), { text });
    expect(response.statusCode).toBe(200);
    expect(response.json().replies).toHaveLength(1);
  });

  it('is refused when it is not sent as JSON', async () => {
    const response = await post(await start(), 'text=hi', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(response.statusCode).toBe(415);
  });

  it('is refused when they come too fast, of one visitor and not of the others', async () => {
    const chat = await start(undefined, { limits: { messages: 3 } });
    const cookie = cookieOf(await post(chat, { text: '1' }));
    const other = cookieOf(await post(chat, { text: '1' }));
    for (let count = 0; count < 3; count += 1) await post(chat, { text: 'again' }, { cookie });
    const response = await post(chat, { text: 'again' }, { cookie });
    expect(response.statusCode).toBe(429);
    expect(response.json()).toMatchObject({ error: { code: 'too_fast' } });
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    expect((await post(chat, { text: 'mine' }, { cookie: other })).statusCode).toBe(200);
  });

  describe('of newcomers', () => {
    const crowd = async (newVisitors: number) => {
      const waits: number[] = [];
      const clock = { now: 1_764_500_000_000 };
      const sleep = async (milliseconds: number) => void waits.push(milliseconds);
      const chat = await start(undefined, { limits: { newVisitors, messages: 3 }, now: () => clock.now, sleep });
      const enter = (remoteAddress = '203.0.113.7', headers: Record<string, string> = {}) =>
        chat.server.inject({ method: 'POST', url: '/chat/enter', remoteAddress, headers });
      return { chat, enter, waits, clock };
    };

    it('lets a whole factory behind one address in at once, without delay', async () => {
      const { enter, waits } = await crowd(500);
      const answers = await Promise.all(Array.from({ length: 500 }, () => enter()));
      expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
      expect(waits).toEqual([]);
    });

    it('lets the next ones in one a second, in turn, and asks the others to come again', async () => {
      const { chat, enter, waits, clock } = await crowd(2);
      for (let count = 0; count < 12; count += 1) expect((await enter()).statusCode).toBe(200);
      expect(waits).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((seconds) => seconds * 1_000));
      const late = await enter();
      expect(late.statusCode).toBe(429);
      expect(late.headers['retry-after']).toBe('1');
      expect(late.json()).toMatchObject({ error: { code: 'too_fast' } });
      expect(late.cookies).toEqual([]);
      expect(chat.engine.people()).toHaveLength(12);
      clock.now += 1_000;
      expect((await enter()).statusCode).toBe(200);
      clock.now += 60_000;
      waits.length = 0;
      await enter();
      expect(waits).toEqual([]);
    });

    it('counts each network for itself, IPv6 by the /64, and nobody who is known', async () => {
      const { enter, waits } = await crowd(1);
      const [cookie] = (await enter()).cookies;
      await enter('198.51.100.1');
      await enter('2001:db8:1:2::1');
      await enter('203.0.113.7', { cookie: `ruzhu_chat=${cookie?.value}` });
      expect(waits).toEqual([]);
      await enter('2001:db8:1:2:ffff::9');
      expect(waits).toEqual([1_000]);
    });

    it('is told to the engine with their network, by which wrong codes are counted', async () => {
      const { chat, enter } = await crowd(3);
      await enter('2001:db8:1:2::9');
      expect(chat.engine.events).toMatchObject([{ type: 'entered', network: '2001:db8:1:2' }]);
    });

    it('is not thrown off by a clock that is set back', async () => {
      const { enter, waits, clock } = await crowd(1);
      await enter();
      clock.now -= 3_600_000;
      expect((await enter()).statusCode).toBe(200);
      await enter();
      expect(waits).toEqual([1_000]);
    });
  });
});

describe('a message that cannot be saved', () => {
  it.each([
    ['zh-CN', /存不下/],
    ['zh-TW', /存不下/],
    ['en', /save/],
  ])('is answered as such in %s, and is taken when it comes again', async (language, words) => {
    const chat = await start();
    const take = chat.engine.receive;
    chat.engine.receive = async () => {
      throw new Error('ENOSPC: /srv/store');
    };
    const headers = { 'accept-language': language };
    const refused = await post(chat, { text: 'hi', id: 'a' }, headers);
    expect(refused.statusCode).toBe(503);
    expect(refused.headers['retry-after']).toBe('10');
    expect(refused.json()).toMatchObject({ error: { code: 'not_saved', message: expect.stringMatching(words) } });
    expect(refused.body).not.toContain('ENOSPC');
    chat.engine.receive = take;
    const again = await post(chat, { text: 'hi', id: 'a' }, { ...headers, cookie: cookieOf(refused) });
    expect(again.json().replies).toHaveLength(1);
  });
});

describe('the same id again', () => {
  it('gets no second answer', async () => {
    const chat = await start();
    const first = await post(chat, { text: 'hi', id: 'a' });
    expect(first.json().replies).toHaveLength(1);
    const cookie = cookieOf(first);
    for (let count = 0; count < 4; count += 1) {
      const again = await post(chat, { text: 'hi', id: 'a' }, { cookie });
      expect(again.json()).toEqual({ replies: [], state: first.json().state });
    }
    expect(chat.engine.events).toHaveLength(1);
  });

  it('gets the answer that its sender left before receiving', async () => {
    let answered = () => {};
    const mayAnswer = new Promise<void>((resolve) => {
      answered = resolve;
    });
    const chat = await start();
    const { receive } = chat.engine;
    let inside = () => {};
    const arrived = new Promise<void>((resolve) => {
      inside = resolve;
    });
    let outcome = Promise.resolve<unknown>(undefined);
    Object.assign(chat.engine, {
      receive: async (...[event, deliverHere]: Parameters<typeof receive>) => {
        if (event.type !== 'said' || event.id !== 'slow') return receive(event, deliverHere);
        inside();
        await mayAnswer;
        const done = receive(event, deliverHere);
        outcome = done;
        return done;
      },
    });
    const url = await chat.server.listen({ port: 0, host: '127.0.0.1' });
    const headers = { 'content-type': 'application/json', cookie: cookieOf(await post(chat, { text: 'first' })) };
    const body = JSON.stringify({ text: 'slow', id: 'slow' });
    const left = new Promise((resolve) => {
      chat.server.server.once('connection', (socket) => socket.once('close', resolve));
    });
    const impatient = request(`${url}/chat/messages`, { method: 'POST', headers, agent: false });
    impatient.on('error', () => undefined);
    impatient.end(body);
    await arrived;
    impatient.destroy();
    await left;
    answered();
    await outcome;
    const again = await fetch(`${url}/chat/messages`, { method: 'POST', headers, body });
    expect(await again.json()).toMatchObject({ replies: [{ text: 'echo: slow' }] });
    const third = await fetch(`${url}/chat/messages`, { method: 'POST', headers, body });
    expect(await third.json()).toMatchObject({ replies: [] });
  });
});

describe('the visitor', () => {
  it('is a random cookie, out of reach of scripts and other sites', async () => {
    const chat = await start();
    const [cookie] = (await post(chat, { text: 'hi' })).cookies;
    expect(cookie).toMatchObject({ name: 'ruzhu_chat', httpOnly: true, sameSite: 'Lax', path: '/' });
    expect(cookie?.value).toMatch(/^[\w-]{43}\.[\w-]{43}$/);
    expect(cookie?.secure).toBeUndefined();
    const [other] = (await post(chat, { text: 'hi' })).cookies;
    expect(other?.value).not.toBe(cookie?.value);
  });

  it('has a cookie for HTTPS alone where the public address is HTTPS', async () => {
    const chat = await start(undefined, { publicUrl: new URL('https://ruzhu.example') });
    expect((await post(chat, { text: 'hi' })).cookies[0]).toMatchObject({ secure: true });
  });

  it('stays the same person by the cookie, whose value nobody is shown', async () => {
    const chat = await start();
    const first = await post(chat, { text: 'hi' });
    const cookie = cookieOf(first);
    const second = await post(chat, { text: 'again' }, { cookie });
    expect(second.json().state.user).toBe(first.json().state.user);
    expect(first.body + second.body).not.toContain(cookie.slice('ruzhu_chat='.length));
    expect(chat.engine.people()).toHaveLength(1);
  });

  it.each([
    '',
    'short',
    'x'.repeat(44),
    'x'.repeat(43),
    `${'x'.repeat(43)}.${'y'.repeat(43)}`,
    '../../etc/passwd',
    '好',
  ])('is not taken from a cookie like %j, which was not made here', async (value) => {
    const chat = await start();
    const planted = { cookie: `ruzhu_chat=${encodeURIComponent(value)}` };
    const first = await post(chat, { text: 'hi' }, planted);
    const second = await post(chat, { text: 'hi' }, planted);
    expect(first.cookies[0]?.value).toMatch(/^[\w-]{43}\.[\w-]{43}$/);
    expect(second.json().state.user).not.toBe(first.json().state.user);
  });

  it('is a newcomer by the secret of a cookie alone, or with the signature of another', async () => {
    const chat = await start();
    const [[secret], [, signature]] = [
      cookieOf(await post(chat, { text: 'hi' })).split('.'),
      cookieOf(await post(chat, { text: 'hi' })).split('.'),
    ];
    for (const cookie of [`${secret}`, `${secret}.${signature}`]) {
      const state = await chat.server.inject({ url: '/chat/state', headers: { cookie } });
      expect(state.json()).toMatchObject({ new: true });
    }
  });

  it('is known to every process with the same key, and to none with another', async () => {
    const here = await start();
    const cookie = cookieOf(await post(here, { text: 'hi' }));
    const elsewhere = await start();
    expect((await post(elsewhere, { text: 'hi' }, { cookie })).cookies[0]?.value).toBe(cookie.split('=')[1]);
    const stranger = await start(undefined, { visitorKey: Buffer.alloc(32, 8) });
    expect((await post(stranger, { text: 'hi' }, { cookie })).cookies[0]?.value).not.toBe(cookie.split('=')[1]);
  });
});

describe('other sites', () => {
  it.each([
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
    [{ 'sec-fetch-site': 'same-site', origin: 'https://blog.ruzhu.example' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://ruzhu.example' }, 200],
    [{ origin: 'https://ruzhu.example' }, 200],
    [{ origin: 'http://10.0.0.5:3000', host: '10.0.0.5:3000' }, 200],
    [{}, 200],
  ])('with %j get %i', async (headers, status) => {
    const chat = await start(undefined, { publicUrl: new URL('https://ruzhu.example') });
    for (const [url, body] of [
      ['/chat/messages', { text: 'hi' }],
      ['/chat/enter', {}],
    ] as const) {
      const response = await post(chat, body, headers as Record<string, string>, url);
      expect(response.statusCode).toBe(status);
      if (status === 403) expect(response.json()).toMatchObject({ error: { code: 'other_origin' } });
    }
  });
});

describe('a page that opens', () => {
  it('is greeted in the language of its browser', async () => {
    const chat = await start();
    const response = await post(chat, {}, { 'accept-language': 'zh-TW' }, '/chat/enter');
    expect(response.json()).toMatchObject({ replies: [{ text: 'welcome' }], state: { locale: 'zh-Hant' } });
    expect(chat.engine.events).toMatchObject([{ type: 'entered', language: 'zh-Hant' }]);
    expect(response.headers['x-message-numbers']).toBe('1');
  });

  it('by an invitation hands on its code, also when the visitor is known', async () => {
    const chat = await start();
    const first = await post(chat, { code: ' k7mq2xwd9fht ' }, {}, '/chat/enter');
    const cookie = cookieOf(first);
    await post(chat, { code: 'K7MQ-2XWD' }, { cookie }, '/chat/enter');
    await post(chat, {}, { cookie }, '/chat/enter');
    expect(chat.engine.events).toMatchObject([
      { type: 'entered', code: 'K7MQ-2XWD-9FHT' },
      { type: 'entered', code: 'K7MQ-2XWD' },
      { type: 'entered' },
    ]);
    expect(chat.engine.events[2]).not.toHaveProperty('code');
    expect(chat.engine.people()).toHaveLength(1);
  });

  it.each([
    ['a number', 7],
    ['nothing', ' '],
    ['too long', 'x'.repeat(65)],
  ])('by an invitation that is %s is refused', async (_name, code) => {
    const chat = await start();
    const response = await post(chat, { code }, {}, '/chat/enter');
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ error: { code: 'bad_message' } });
    expect(chat.engine.events).toEqual([]);
  });

  it('learns words, steps and state, without becoming a visitor by looking', async () => {
    const chat = await start();
    const state = () => chat.server.inject({ url: '/chat/state', headers: { 'accept-language': 'en' } });
    expect((await state()).cookies).toEqual([]);
    expect((await state()).json()).toMatchObject({
      new: true,
      state: null,
      locale: 'en',
      words: { send: 'Send' },
      steps: [{ id: 'register', short: 'Register' }, {}, {}, {}, {}, {}],
    });
    const cookie = cookieOf(await post(chat, {}, { 'accept-language': 'zh-CN' }, '/chat/enter'));
    const known = await chat.server.inject({ url: '/chat/state', headers: { cookie, 'accept-language': 'en' } });
    expect(known.json()).toMatchObject({ new: false, locale: 'zh-CN', state: { current: 'register' } });
  });

  it('is in the language that a newcomer chose before, and for others in the one they speak', async () => {
    const chat = await start();
    const get = (url: string, cookie = '') =>
      chat.server.inject({ url, headers: { cookie, 'accept-language': 'zh-CN' } });
    expect((await get('/?i=K7MQ-2XWD-9FHT&lang=en')).body).toContain('<html lang="en">');
    expect((await get('/chat/state?lang=en')).json()).toMatchObject({ locale: 'en' });
    expect((await get('/chat/state?lang=xx')).json()).toMatchObject({ locale: 'zh-CN' });
    const cookie = cookieOf(await post(chat, {}, { 'accept-language': 'zh-CN' }, '/chat/enter'));
    expect((await get('/chat/state?lang=en', cookie)).json()).toMatchObject({ locale: 'zh-CN' });
  });

  it('is HTML in its language, with nothing inline and nothing from elsewhere', async () => {
    const chat = await start();
    const { body, headers } = await chat.server.inject({ url: '/', headers: { 'accept-language': 'en' } });
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body).toContain('<html lang="en">');
    expect(body).not.toMatch(/\{\{|https?:\/\/|style=|onclick|<script(?![^>]*src=)/);
    for (const [, path = ''] of body.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
      expect([path, (await chat.server.inject(path)).statusCode]).toEqual([path, 200]);
    }
  });

  it('is served its own files and no others', async () => {
    const chat = await start();
    for (const path of ['index.html', 'tsconfig.json', '../index.ts', '%2e%2e/index.ts', '']) {
      expect((await chat.server.inject(`/chat/page/${path}`)).statusCode).toBe(404);
    }
  });
});
