import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Message } from '../../../src/dialogue/model/message.ts';
import { PersonId } from '../../../src/dialogue/model/person.ts';
import { type ChatServer, chatServer } from './chat-server.ts';

let chat: ChatServer;
let url = '';
const tabs: Tab[] = [];

/** A page's stream of events, read as they come. */
interface Tab {
  /** The next event that is no heartbeat; `closed` when the stream ends. */
  next(): Promise<{ event: string; id?: string; data?: unknown }>;
  readonly headers: Headers;
  close(): void;
}

const openTab = async (cookie: string, query = '', headers: Record<string, string> = {}): Promise<Tab> => {
  const aborter = new AbortController();
  const response = await fetch(`${url}/chat/events${query}`, {
    headers: { cookie, ...headers },
    signal: aborter.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next: Tab['next'] = async () => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end < 0) {
        const chunk = await reader?.read();
        if (chunk === undefined || chunk.done) return { event: 'closed' };
        text += chunk.value;
        continue;
      }
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      const fields = new Map(
        block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      );
      const event = fields.get('event');
      if (event === undefined || event === 'beat') continue;
      const id = fields.get('id');
      const data = fields.get('data');
      return {
        event,
        ...(id === undefined ? {} : { id }),
        ...(data === undefined || data === '' ? {} : { data: JSON.parse(data) }),
      };
    }
  };
  const tab = { next, headers: response.headers, close: () => aborter.abort() };
  tabs.push(tab);
  return tab;
};

const visitor = async () => {
  const response = await fetch(`${url}/chat/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"text":"hi"}',
  });
  const { state } = (await response.json()) as { state: { user: string } };
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return { cookie, person: PersonId.parse(`web:${state.user}`), user: state.user };
};

const reminder = (text: string): Message => ({ text, links: [], choices: [] });
const pagesOpen = (count: number) => vi.waitUntil(() => chat.chat.openPages() === count);

beforeEach(async () => {
  chat = await chatServer();
  url = await chat.server.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(async () => {
  for (const tab of tabs.splice(0)) tab.close();
  await chat.server.close();
});

describe('a message that comes unasked', () => {
  it('reaches every open page of the visitor, and nobody else', async () => {
    const { cookie, person, user } = await visitor();
    const stranger = await visitor();
    const [one, two, other] = await Promise.all([openTab(cookie), openTab(cookie), openTab(stranger.cookie)]);
    await chat.engine.remind(person, reminder('打款该到了'));
    const expected = { event: 'message', id: '2', data: { to: user, text: '打款该到了', links: [], choices: [] } };
    expect(await one.next()).toMatchObject(expected);
    expect(await two.next()).toMatchObject(expected);
    await chat.engine.remind(stranger.person, reminder('别人的'));
    expect(await other.next()).toMatchObject({ data: { text: '别人的' } });
  });

  it('waits while no page is open, and is there when one opens', async () => {
    const { cookie, person } = await visitor();
    await chat.engine.remind(person, reminder('one'));
    await chat.engine.remind(person, reminder('two'));
    const tab = await openTab(cookie);
    expect(await tab.next()).toMatchObject({ data: { text: 'one' } });
    expect(await tab.next()).toMatchObject({ data: { text: 'two' } });
    const later = await openTab(cookie);
    await chat.engine.remind(person, reminder('three'));
    expect(await later.next()).toMatchObject({ data: { text: 'three' } });
  });

  it('waits again once the last page is closed', async () => {
    const { cookie, person } = await visitor();
    const tab = await openTab(cookie);
    tab.close();
    await pagesOpen(0);
    await chat.engine.remind(person, reminder('later'));
    expect(await (await openTab(cookie)).next()).toMatchObject({ data: { text: 'later' } });
  });
});

describe('a page that lost its connection', () => {
  it('is given again what it does not have, answers included', async () => {
    const { cookie, person } = await visitor();
    await openTab(cookie);
    await chat.engine.remind(person, reminder('lost on the way'));
    await chat.engine.remind(person, reminder('seen'));
    const back = await openTab(cookie, '?have=3');
    expect(await back.next()).toMatchObject({ id: '1', data: { text: 'echo: hi' } });
    expect(await back.next()).toMatchObject({ id: '2', data: { text: 'lost on the way' } });
    await chat.engine.remind(person, reminder('new'));
    expect(await back.next()).toMatchObject({ id: '4', data: { text: 'new' } });
  });

  it('may be a plain browser that names the last event it saw', async () => {
    const { cookie, person } = await visitor();
    await openTab(cookie);
    await chat.engine.remind(person, reminder('two'));
    await chat.engine.remind(person, reminder('three'));
    const back = await openTab(cookie, '', { 'last-event-id': '2' });
    expect(await back.next()).toMatchObject({ id: '3' });
  });

  it('may not ask in any other way', async () => {
    const response = await fetch(`${url}/chat/events?have=all`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'bad_query' } });
  });
});

describe('streams of many pages', () => {
  const ask = (cookie: string, address: string) =>
    fetch(`${url}/chat/events`, { headers: { cookie, 'x-forwarded-for': address } });

  it.each([
    ['of one network', { pagesPerNetwork: 1 }, '2001:db8:1:2::9', 429, 'too_many_pages_here'],
    ['in all', { pages: 1 }, '198.51.100.9', 503, 'too_many_pages'],
  ])(
    'have an end %s, which is told plainly, and make room when one closes',
    async (_of, limits, other, status, code) => {
      await chat.server.close();
      chat = await chatServer(undefined, { limits });
      url = await chat.server.listen({ port: 0, host: '127.0.0.1' });
      const first = await openTab((await visitor()).cookie, '', { 'x-forwarded-for': '2001:db8:1:2::1' });
      const { cookie } = await visitor();
      const refused = await ask(cookie, other);
      expect(refused.status).toBe(status);
      expect(refused.headers.get('retry-after')).toBe('30');
      expect(await refused.json()).toMatchObject({ error: { code } });
      first.close();
      await vi.waitUntil(() => chat.chat.openPages() === 0);
      const again = await ask(cookie, other);
      expect(again.status).toBe(200);
      await again.body?.cancel();
    },
  );
});

it('is a stream that no proxy may hold back', async () => {
  const { headers } = await openTab((await visitor()).cookie);
  expect(headers.get('content-type')).toBe('text/event-stream');
  expect(headers.get('cache-control')).toContain('no-transform');
  expect(headers.get('x-accel-buffering')).toBe('no');
});

it('leaves connections for other requests: the oldest of many pages gives up its stream', async () => {
  const { cookie, person } = await visitor();
  const oldest = await openTab(cookie);
  await openTab(cookie);
  await openTab(cookie);
  const newest = await openTab(cookie);
  expect(await oldest.next()).toMatchObject({ event: 'superseded' });
  expect(await oldest.next()).toMatchObject({ event: 'closed' });
  await chat.engine.remind(person, reminder('hello'));
  expect(await newest.next()).toMatchObject({ data: { text: 'hello' } });
});

it('ends when the server stops, so that stopping never hangs', async () => {
  const tab = await openTab((await visitor()).cookie);
  await chat.server.close();
  expect(await tab.next()).toMatchObject({ event: 'closed' });
});

it('tells whether the channel works', async () => {
  expect(chat.chat.channel.health()).toEqual({ up: true });
  await chat.chat.channel.stop();
  expect(chat.chat.channel.health()).toMatchObject({ up: false });
});
