import type { Environment } from './environment.ts';

/** Where people reach the pages: `PUBLIC_URL`, else the address that the server listens on. */
export const publicUrlOf = ({ HOST, PORT, PUBLIC_URL }: Pick<Environment, 'HOST' | 'PORT' | 'PUBLIC_URL'>): URL => {
  // An IPv6 address stands in brackets within an address of the web (RFC 3986 §3.2.2).
  const host = HOST.includes(':') ? `[${HOST}]` : HOST;
  return new URL(PUBLIC_URL ?? `http://${host}:${PORT}`);
};

/** An address to put paths behind: without a slash at the end. */
export const withoutSlash = ({ href }: URL): string => href.replace(/\/+$/, '');
