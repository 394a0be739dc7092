import { StringDecoder } from 'node:string_decoder';

/**
 * The lines of a stream of UTF-8, without their line ends (`\n` or `\r\n`); nothing else ends a line. Node's readline also
 * ends one at a lone `\r` and, in later releases, at U+2028 and U+2029, which may stand in the middle of valid JSON.
 */
export async function* linesIn(input: NodeJS.ReadableStream): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let open = '';
  for await (const chunk of input) {
    const [first = '', ...rest] = (typeof chunk === 'string' ? chunk : decoder.write(chunk)).split('\n');
    open += first;
    for (const part of rest) {
      yield withoutReturn(open);
      open = part;
    }
  }
  open += decoder.end();
  if (open !== '') yield withoutReturn(open);
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);
