import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure, HttpAnswer } from './shapes.ts';

/** What became of one message that was said until it was acknowledged. */
export interface Acknowledged {
  readonly numbers: readonly number[];
  readonly state: HttpAnswer['state'];
  /** Milliseconds from the first try to the acknowledgement. */
  readonly took: number;
  /** Tries that were not acknowledged. */
  readonly refused: number;
  /** Tries among these that took too long, and whose answer may have been on its way when the visitor hung up. */
  readonly hungUp: number;
}

/** Somebody who writes to several instances in turn, as a load balancer would, and tries the next when one does not answer. */
export interface PersistentVisitor {
  /** The person's id in the store; there is one from the first acknowledgement on. */
  readonly person: string;
  say(text: string, id: string): Promise<Acknowledged>;
  /** Opens a page at one instance. */
  open(url: string): Promise<OpenPage>;
}

/** A page that is open. */
export interface OpenPage {
  /** Resolves when so many messages have come unasked. */
  received(messages: number): Promise<void>;
  close(): void;
}

/** The longest that one instance is waited for. */
const PATIENCE = 5_000;

/** The pause after all of them were tried in vain. */
const PAUSE = 25;

let made = 0;

/** A new visitor, behind a network address of their own. */
export const persistentVisitor = (urls: readonly string[]): PersistentVisitor => {
  made += 1;
  const address = `10.${(made >> 16) & 255}.${(made >> 8) & 255}.${made & 255}`;
  let turn = made;
  let cookie = '';

  /**
   * Has the server's cookie before anything is said, by looking for messages: of a first message whose acknowledgement is
   * lost nobody would know the author.
   */
  const introduce = async (url: string): Promise<void> => {
    const leaving = new AbortController();
    const signal = AbortSignal.any([leaving.signal, AbortSignal.timeout(PATIENCE)]);
    const response = await fetch(`${url}/chat/events`, { headers: { 'x-forwarded-for': address }, signal });
    const given = response.headers.getSetCookie()[0]?.split(';')[0];
    leaving.abort();
    if (given === undefined) throw new Error(`No cookie was given: ${response.status}`);
    // Of two at once the first stays.
    if (cookie === '') cookie = given;
  };

  const ask = async (url: string, text: string, id: string): Promise<Pick<Acknowledged, 'numbers' | 'state'>> => {
    if (cookie === '') await introduce(url);
    const response = await fetch(`${url}/chat/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, 'x-forwarded-for': address },
      body: JSON.stringify({ text, id }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    const body: unknown = await response.json();
    if (response.status !== 200) throw new Error(Failure.parse(body).error.code);
    const numbers = (response.headers.get('x-message-numbers') ?? '').split(',').filter(Boolean).map(Number);
    return { state: HttpAnswer.parse(body).state, numbers };
  };

  const open = async (url: string): Promise<OpenPage> => {
    const closing = new AbortController();
    const headers = { cookie, 'x-forwarded-for': address };
    const response = await fetch(`${url}/chat/events`, { headers, signal: closing.signal });
    if (response.status !== 200 || response.body === null)
      throw new Error(`The stream was refused: ${response.status}`);
    let stream = '';
    const hopes = new Set<() => void>();
    const read = async (body: AsyncIterable<Uint8Array>): Promise<void> => {
      const decoder = new TextDecoder();
      for await (const part of body) {
        stream += decoder.decode(part, { stream: true });
        for (const hope of hopes) hope();
      }
    };
    read(response.body).catch(() => undefined);
    return {
      received: (messages) =>
        new Promise((resolve) => {
          const hope = (): void => {
            if (stream.split('event: message\n').length > messages) resolve();
          };
          hopes.add(hope);
          hope();
        }),
      close: () => closing.abort(),
    };
  };

  return {
    open,
    get person() {
      const secret = /=([\w-]+)/.exec(cookie)?.[1] ?? '';
      return `web:${createHash('sha256').update('ruzhu web visitor\n').update(secret).digest('hex').slice(0, 32)}`;
    },
    async say(text, id) {
      const begun = performance.now();
      let hungUp = 0;
      for (let refused = 0; ; refused += 1) {
        turn += 1;
        try {
          const answer = await ask(urls[turn % urls.length] ?? '', text, id);
          return { ...answer, took: performance.now() - begun, refused, hungUp };
        } catch (error) {
          if (error instanceof Error && error.name === 'TimeoutError') hungUp += 1;
          if (refused % urls.length === urls.length - 1) await delay(PAUSE);
        }
      }
    },
  };
};
