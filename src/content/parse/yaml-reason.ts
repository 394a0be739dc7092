import type { ErrorCode } from 'yaml';

const reasons: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: 'text that begins with “*” must be put in quotes',
  BAD_DQ_ESCAPE: 'in double quotes a backslash must be written twice: “\\\\”',
  BAD_INDENT: 'is not indented like the lines it belongs to',
  BAD_SCALAR_START: 'text that begins with this character must be put in quotes',
  BLOCK_AS_IMPLICIT_KEY:
    'has a second “: ”, or the lines below are indented in another way; text that holds “: ” must be put in quotes',
  MULTILINE_IMPLICIT_KEY: 'has no “: ” after its name, or a quotation mark above is not closed',
  MULTIPLE_DOCS: 'a line of “---” begins a second document; one file holds one',
  NON_STRING_KEY: 'text that begins with {{a_value}} must be put in quotes',
  TAB_AS_INDENT: 'is indented with a tab; use spaces',
  UNEXPECTED_TOKEN: 'has a sign that means something in YAML; text that holds { } [ ] , : # must be put in quotes',
  MISSING_CHAR: 'a quotation mark or a bracket that is opened here, or above, is not closed',
  TAG_RESOLVE_FAILED: 'text that begins with “!” must be put in quotes',
};

/** Says a YAML syntax error in words for somebody who edits content; `found` is the line it stands on. */
export const yamlReason = (code: ErrorCode, message: string, found: string): string => {
  if (code === 'DUPLICATE_KEY') {
    const key = /^[\s-]{0,200}["']?([^"':]{1,200})["']?\s{0,200}:/.exec(found)?.[1]?.trim();
    return key === undefined ? 'the same name is used twice here' : `“${key}” is given twice here`;
  }
  if (message.includes('call stack')) return 'is nested too deep';
  return reasons[code] ?? `cannot be read: ${message}`;
};
