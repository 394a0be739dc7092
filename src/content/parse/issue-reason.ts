import type { z } from 'zod';

const nouns: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list (lines that begin with “- ”)',
  object: 'a group of named entries',
  record: 'a group of named entries',
};

const described = (input: unknown): string => {
  if (input === null || input === undefined) return 'is empty';
  if (Array.isArray(input)) return 'is a list';
  if (typeof input === 'object') return 'is a group of named entries';
  const shown = String(input);
  return `is “${shown.length > 40 ? `${shown.slice(0, 40)}…` : shown}”`;
};

const wrongType = (expected: string, input: unknown): string => {
  if (input === undefined) return 'is missing';
  if (input === null) return 'is empty';
  if (expected === 'string' && (typeof input === 'number' || typeof input === 'boolean')) {
    return `must be a text: put it in quotes, "${input}"`;
  }
  return `must be ${nouns[expected] ?? expected}, but ${described(input)}`;
};

const tooSmall = (origin: string, minimum: number | bigint, inclusive: boolean): string => {
  if (origin === 'string') return 'must not be empty';
  if (origin === 'array') return minimum === 1 ? 'must not be an empty list' : `needs at least ${minimum} lines`;
  return inclusive ? `must be ${minimum} or more` : `must be more than ${minimum}`;
};

const formats: Readonly<Record<string, string>> = {
  date: 'must be a date that exists, written like 2026-05-01',
  url: 'must be a full web address, beginning with https://',
};

const unionReason = (input: unknown, discriminator: string | undefined): string => {
  if (discriminator === undefined) return `is not written as it must be, but ${described(input)}`;
  const found: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, discriminator) : undefined;
  return found === undefined ? 'is missing' : `there is none called “${String(found)}”`;
};

/** Says an issue of zod's in words for somebody who edits content. A message that a schema gives itself stands. */
export const issueReason: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, issue.input);
    case 'too_small':
      return tooSmall(issue.origin, issue.minimum, issue.inclusive ?? true);
    case 'too_big':
      return `must be ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}, but ${described(issue.input)}`;
    case 'invalid_format':
      return `${formats[issue.format] ?? 'is not written as it must be'}, but ${described(issue.input)}`;
    case 'invalid_value':
      return issue.input === undefined
        ? 'is missing'
        : `must be one of ${issue.values.map(String).join(', ')}, but ${described(issue.input)}`;
    case 'invalid_union':
      return unionReason(issue.input, issue.discriminator);
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'is not a name that can stand here';
    case 'unrecognized_keys':
      return 'is not a name that is known here';
    default:
      return 'is not valid';
  }
};
