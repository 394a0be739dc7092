/** @import { Beginning, Reply, State } from './shapes.js' */

/** @typedef {{ replies: Reply[], numbers: number[], state: State }} Answer */

/** Why a request failed: `network` and `not_saved` may pass by themselves, `too_fast` in some seconds, `refused` never. */
export class WireProblem extends Error {
  /**
   * @param {'network' | 'not_saved' | 'too_fast' | 'refused'} kind
   * @param {number} [status]
   */
  constructor(kind, status = 0) {
    super(`${kind} (${status})`);
    this.kind = kind;
  }
}

const PATIENCE = 30_000;

/**
 * @param {string} path
 * @param {RequestInit} [init]
 */
const ask = async (path, init = {}) => {
  const aborter = new AbortController();
  const timer = setTimeout(() => aborter.abort(), PATIENCE);
  try {
    const response = await fetch(path, { ...init, credentials: 'same-origin', signal: aborter.signal });
    if (response.ok) return { body: await response.json(), headers: response.headers };
    if (response.status === 429) throw new WireProblem('too_fast', 429);
    if (response.status === 503) throw new WireProblem('not_saved', 503);
    throw new WireProblem(response.status >= 500 ? 'network' : 'refused', response.status);
  } catch (problem) {
    throw problem instanceof WireProblem ? problem : new WireProblem('network');
  } finally {
    clearTimeout(timer);
  }
};

/**
 * @param {string} path
 * @param {unknown} body
 * @returns {Promise<Answer>}
 */
const post = async (path, body) => {
  const { body: answer, headers } = await ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const numbers = (headers.get('x-message-numbers') ?? '').split(',').filter(Boolean).map(Number);
  return { replies: answer.replies, state: answer.state, numbers };
};

/**
 * @param {string} [language] that a newcomer chose
 * @returns {Promise<Beginning>}
 */
export const begin = async (language) =>
  (await ask(language === undefined ? '/chat/state' : `/chat/state?lang=${encodeURIComponent(language)}`)).body;

/**
 * @param {string} id the same at every try
 * @param {string} language that the page is in
 * @param {string} [code] of the invitation that the page was opened by
 */
export const enter = (id, language, code) =>
  post('/chat/enter', { id, language, ...(code === undefined ? {} : { code }) });

/**
 * @param {string} text
 * @param {string} id the same at every try
 */
export const send = (text, id) => post('/chat/messages', { text, id });

/** An id that no other message has. `crypto.randomUUID` is missing on plain HTTP. */
export const newId = () =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');

const SILENCE = 50_000;
const LONGEST_PAUSE = 30_000;

/**
 * Listens for messages that come unasked, and comes back by itself whenever the line breaks.
 * @param {{ have: () => number[], message: (reply: Reply, number: number) => void, line: (up: boolean) => void }} listener
 */
export const listen = ({ have, message, line }) => {
  /** @type {EventSource | undefined} */
  let source;
  let timer = 0;
  let failures = 0;

  const lost = () => {
    source?.close();
    source = undefined;
    line(false);
    clearTimeout(timer);
    const pause = Math.min(LONGEST_PAUSE, 1000 * 2 ** failures);
    failures += 1;
    timer = setTimeout(connect, pause * (0.75 + Math.random() / 2));
  };
  const alive = () => {
    failures = 0;
    clearTimeout(timer);
    timer = setTimeout(lost, SILENCE);
  };
  const connect = () => {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(`/chat/events?have=${have().slice(-50).join(',')}`);
    source.onopen = () => {
      alive();
      line(true);
    };
    source.onerror = lost;
    source.addEventListener('beat', alive);
    source.addEventListener('message', (event) => {
      alive();
      message(JSON.parse(event.data), Number(event.lastEventId));
    });
    // Too many tabs are open: this one waits until it is looked at again.
    source.addEventListener('superseded', () => {
      clearTimeout(timer);
      source?.close();
      source = undefined;
    });
  };
  const reviveIfDown = () => {
    if (document.visibilityState === 'visible' && source === undefined) connect();
  };
  addEventListener('online', reviveIfDown);
  addEventListener('pageshow', reviveIfDown);
  document.addEventListener('visibilitychange', reviveIfDown);
  addEventListener('offline', lost);
  connect();
};
