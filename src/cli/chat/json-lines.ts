import type { ChatSession } from '../../channels/terminal/chat-session.ts';
import { readLine } from '../../channels/terminal/payload.ts';
import { linesIn } from '../reports/print-lines.ts';

/** What the scripted chat is made of. */
export interface JsonLinesChat {
  readonly talk: ChatSession;
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** An error as scripts get it. What has no code of its own is `internal`, and says nothing that could be personal. */
export function errorShown(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return { code: error.code.toLowerCase(), message: error.message };
  }
  return { code: 'internal', message: 'The line could not be dealt with because of a fault in the program.' };
}

/** Answers every line of the input with one line of JSON, one after the other, each written out before the next is read. */
export async function jsonLinesChat({ talk, input, output }: JsonLinesChat): Promise<void> {
  for await (const line of linesIn(input)) await write(output, `${JSON.stringify(await answer(talk, line))}\n`);
}

async function answer(talk: ChatSession, line: string): Promise<object> {
  try {
    return await talk.take(readLine(line));
  } catch (error) {
    return { error: errorShown(error) };
  }
}

const write = (output: NodeJS.WritableStream, text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    output.write(text, (error) => (error ? reject(error) : resolve()));
  });
