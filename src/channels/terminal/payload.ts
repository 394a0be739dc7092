import { z } from 'zod';
import { LineRefused } from './line-errors.ts';

/** The longest text that is taken, in characters; the same as in the web chat. */
export const MAXIMUM_CHARACTERS = 4_000;

const name = z.string().trim().min(1).max(200);
const who = { user: name.optional() };
const message = { ...who, id: name.optional(), group: name.optional() };
const text = z.string().refine((written) => written.trim() !== '', 'must not be empty');

const TextLine = z.strictObject({ kind: z.literal('text').optional(), text, ...message });
const VoiceLine = z.strictObject({ kind: z.literal('voice'), text: text.optional(), ...message });
const MediaLine = z.strictObject({ kind: z.enum(['image', 'file', 'sticker', 'video']), ...message });
const ChoiceLine = z.strictObject({ choose: text, ...message });
const WaitLine = z.strictObject({ wait: z.string(), ...who });

/** One line of the scripted chat: one thing that happens. */
export type Line =
  | z.infer<typeof TextLine>
  | z.infer<typeof VoiceLine>
  | z.infer<typeof MediaLine>
  | z.infer<typeof ChoiceLine>
  | z.infer<typeof WaitLine>;

/** The shape that a line claims to have, by its keys: so that a mistake in it is named, and not in another shape. */
function schemaFor(value: object): z.ZodType<Line> {
  if ('wait' in value) return WaitLine;
  if ('choose' in value) return ChoiceLine;
  if (!('kind' in value) || value.kind === 'text') return TextLine;
  return value.kind === 'voice' ? VoiceLine : MediaLine;
}

/**
 * Reads a line: a JSON object, or else a text that is said.
 * @throws LineRefused `empty_line`, `bad_json`, `bad_line` or `text_too_long`.
 */
export function readLine(written: string): Line {
  const trimmed = written.trim();
  if (trimmed === '') throw new LineRefused('empty_line', 'The line is empty. Write a text or a JSON object.');
  const line = trimmed.startsWith('{') ? checked(parsed(trimmed)) : { text: trimmed };
  for (const said of ['text' in line ? line.text : undefined, 'choose' in line ? line.choose : undefined]) {
    if ([...(said ?? '')].length <= MAXIMUM_CHARACTERS) continue;
    throw new LineRefused('text_too_long', `The text is longer than ${MAXIMUM_CHARACTERS} characters. Shorten it.`);
  }
  return line;
}

function parsed(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    throw new LineRefused(
      'bad_json',
      'The line begins with { and is no JSON. Write one JSON object on one line, or a plain text.',
    );
  }
}

function checked(value: unknown): Line {
  const result = schemaFor(z.record(z.string(), z.unknown()).parse(value)).safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
  throw new LineRefused('bad_line', `${place}${issue?.message ?? 'The line has an unknown shape.'}`);
}
