import { XMLParser } from 'fast-xml-parser';

/** XML that cannot be used; says nothing of its content. */
export class XmlError extends Error {
  readonly code = 'xml_not_usable';
}

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, trimValues: true });

/** The children of the root by their names. A name that comes twice is no string. */
export type Fields = Readonly<Record<string, unknown>>;

const cdata = /<!\[CDATA\[[\s\S]*?\]\]>/g;

/**
 * Reads `<xml><Name>value</Name>…</xml>`. Values are strings as they stand: numbers of 64 bits stay whole. Declarations
 * (`<!DOCTYPE`, `<!ENTITY`) are refused, so that there are no entities but XML's own five.
 * @throws XmlError
 */
export const readXml = (text: string): Fields => {
  if (text.replace(cdata, '').includes('<!')) throw new XmlError('The XML declares something; that is refused.');
  let parsed: unknown;
  try {
    parsed = parser.parse(text, true);
  } catch {
    throw new XmlError('This is no XML.');
  }
  const root = typeof parsed === 'object' && parsed !== null && 'xml' in parsed ? parsed.xml : undefined;
  if (typeof root !== 'object' || root === null || Array.isArray(root)) throw new XmlError('The root must be <xml>.');
  return { ...root };
};
