import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { Recogniser } from '../understanding/recogniser.ts';
import { linesIn } from './reports/print-lines.ts';

/**
 * Reads one text a line and writes one JSON line each: `{"text","intent","confidence","intents","entities"}`. Every line
 * gets one, empty ones too. `intent` is `out_of_scope` when the assistant would not answer.
 */
export const runUnderstand = async (
  recogniser: Pick<Recogniser, 'read'>,
  input: Readable,
  output: Writable,
): Promise<void> => {
  for await (const text of linesIn(input)) {
    const { intent, confidence, intents, entities } = recogniser.read(text);
    const rounded = Math.round(confidence * 10_000) / 10_000;
    const written = output.write(`${JSON.stringify({ text, intent, confidence: rounded, intents, entities })}\n`);
    if (!written) await once(output, 'drain');
  }
};
