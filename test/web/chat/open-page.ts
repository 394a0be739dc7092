import { z } from 'zod';

const Shown = z.object({ text: z.string() });
const Answer = z.object({ replies: z.array(Shown) });

/** The page of the web chat as a browser has it open: with a cookie, and hearing what comes unasked. */
export interface OpenPage {
  /** What it shows, oldest first. */
  readonly texts: readonly string[];
  /** How many of these came unasked. */
  unasked(): number;
  says(text: string): Promise<void>;
  close(): void;
}

const postTo =
  (origin: string, headers: Readonly<Record<string, string>> = {}) =>
  async (path: string, body: object): Promise<{ readonly cookie: string; readonly texts: readonly string[] }> => {
    const response = await fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    const { replies } = Answer.parse(await response.json());
    return {
      cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? '',
      texts: replies.map(({ text }) => text),
    };
  };

/** The texts of the messages in a stream of server-sent events, as they come. */
async function* messagesIn(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let text = '';
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const [, data] = /^event: message\n(?:.*\n)*?data: (.*)$/m.exec(text.slice(0, end)) ?? [];
      text = text.slice(end + 2);
      if (data !== undefined) yield Shown.parse(JSON.parse(data)).text;
    }
  }
}

/** Opens the page by an invitation, as its own script does. */
export const openPageBy = async (origin: string, code: string): Promise<OpenPage> => {
  const entered = await postTo(origin)('/chat/enter', { code, language: 'zh-CN' });
  const { cookie } = entered;
  const texts = [...entered.texts];
  const leaving = new AbortController();
  const events = await fetch(`${origin}/chat/events`, { headers: { cookie }, signal: leaving.signal });
  let unasked = 0;
  const hear = async (): Promise<void> => {
    if (!events.body) throw new Error('there is no stream of events');
    for await (const text of messagesIn(events.body)) {
      texts.push(text);
      unasked += 1;
    }
  };
  const hearing = hear().catch((error: unknown) => {
    if (!leaving.signal.aborted) throw error;
  });
  const post = postTo(origin, { cookie });
  return {
    texts,
    unasked: () => unasked,
    async says(text) {
      texts.push(...(await post('/chat/messages', { text })).texts);
    },
    close() {
      leaving.abort();
      void hearing;
    },
  };
};
