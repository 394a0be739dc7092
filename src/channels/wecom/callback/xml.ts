import { XMLParser } from 'fast-xml-parser';

/** XML that cannot be used; says nothing of its content. */
export class XmlError extends Error {
  readonly code = 'xml_not_usable';
}

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, trimValues: true });

/** The children of the root by their names. A name that comes twice is no string. */
export type Fields = Readonly<Record<string, unknown>>;

/** A text without its CDATA sections; an opening without an end stays, and is then refused as a declaration. */
const withoutCdata = (text: string): string => {
  let rest = '';
  for (let from = 0; ; ) {
    const start = text.indexOf('<![CDATA[', from);
    const end = start < 0 ? -1 : text.indexOf(']]>', start);
    if (end < 0) return rest + text.slice(from);
    rest += text.slice(from, start);
    from = end + 3;
  }
};

const encryptedPart = /^(?:<!\[CDATA\[)?([A-Za-z0-9+/=]+)(?:\]\]>)?$/;

/**
 * The encrypted part of a callback's body, found without parsing: nothing that strangers send is parsed before its
 * signature is known to be right, and the signature is over this part. `undefined` when there is none.
 */
export const encryptedIn = (body: string): string | undefined => {
  const start = body.indexOf('<Encrypt>');
  const end = start < 0 ? -1 : body.indexOf('</Encrypt>', start);
  return end < 0 ? undefined : encryptedPart.exec(body.slice(start + '<Encrypt>'.length, end).trim())?.[1];
};

/**
 * Reads `<xml><Name>value</Name>…</xml>`. Values are strings as they stand: numbers of 64 bits stay whole. Declarations
 * (`<!DOCTYPE`, `<!ENTITY`) are refused, so that there are no entities but XML's own five.
 * @throws XmlError
 */
export const readXml = (text: string): Fields => {
  if (withoutCdata(text).includes('<!')) throw new XmlError('The XML declares something; that is refused.');
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
