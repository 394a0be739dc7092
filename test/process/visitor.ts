import { Failure, HttpAnswer } from './shapes.ts';

/** An answer to a visitor, and the numbers of the messages in it. */
export interface Answered extends HttpAnswer {
  readonly numbers: readonly number[];
}

/** Somebody who writes to the web chat by HTTP, and keeps the cookie. */
export interface Visitor {
  /** Says something; `id` is the message's own. Rejects when it was not acknowledged. */
  say(url: string, text: string, id?: string): Promise<Answered>;
  /** Opens the stream of messages that come unasked, and leaves it open. */
  listen(url: string): Promise<void>;
}

/** A new visitor. */
export const visitor = (): Visitor => {
  let cookie = '';
  return {
    async say(url, text, id) {
      const response = await fetch(`${url}/chat/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) },
        body: JSON.stringify({ text, ...(id === undefined ? {} : { id }) }),
      });
      const body: unknown = await response.json();
      if (response.status !== 200) throw new Error(Failure.parse(body).error.code);
      cookie =
        response.headers
          .getSetCookie()
          .find((set) => set.startsWith('ruzhu_chat='))
          ?.split(';')[0] ?? cookie;
      const numbers = (response.headers.get('x-message-numbers') ?? '').split(',').filter(Boolean).map(Number);
      return { ...HttpAnswer.parse(body), numbers };
    },
    async listen(url) {
      const response = await fetch(`${url}/chat/events`, { headers: { cookie } });
      if (response.status !== 200) throw new Error(`The stream was refused: ${response.status}`);
      // Reading goes on until the server ends the stream, or dies.
      void response.text().catch(() => undefined);
    },
  };
};
