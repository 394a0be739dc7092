import { createCipheriv, createHash, randomBytes } from 'node:crypto';

/** What the simulated company's callback is set up with. */
export const callback = {
  corpId: 'ww1234567890simul',
  token: 'QDG6eKsimulated01',
  aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
} as const;

/** What is in front of encryption, so that a test can spoil any of it. */
export interface Plain {
  readonly message: string;
  readonly receiver?: string;
  /** What stands as the length, instead of the right one. */
  readonly length?: number;
  /** The padding, instead of the right one. */
  readonly padding?: Buffer;
}

/** Encrypts as WeCom does ("加解密方案说明"), written from the page and not from the SDK. */
export const encrypt = ({ message, receiver = callback.corpId, length, padding }: Plain): string => {
  const key = Buffer.from(`${callback.aesKey}=`, 'base64');
  const body = Buffer.from(message);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(length ?? body.length);
  const whole = Buffer.concat([randomBytes(16), size, body, Buffer.from(receiver)]);
  const missing = 32 - (whole.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([
    cipher.update(Buffer.concat([whole, padding ?? Buffer.alloc(missing, missing)])),
    cipher.final(),
  ]).toString('base64');
};

/** How many bytes of padding a message gets. */
export const paddingOf = (message: string, receiver: string = callback.corpId): number =>
  32 - ((20 + Buffer.byteLength(message) + Buffer.byteLength(receiver)) % 32);

/** Signs as WeCom does. */
export const sign = (timestamp: string, nonce: string, encrypted: string, token: string = callback.token): string =>
  createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join('')).digest('hex');

/** A call of WeCom, ready to be sent. */
export interface SealedCall {
  readonly url: string;
  readonly body: string;
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly encrypted: string;
}

let nonces = 0;
const newNonce = (): string => {
  nonces += 1;
  return `nonce${nonces}`;
};

/** Puts something encrypted into a call. */
export const callWith = (encrypted: string, at: number, nonce = newNonce()): SealedCall => {
  const timestamp = String(Math.floor(at / 1_000));
  const signature = sign(timestamp, nonce, encrypted);
  return {
    url: urlOf({ signature, timestamp, nonce }),
    body: envelope(encrypted),
    signature,
    timestamp,
    nonce,
    encrypted,
  };
};

/** The address of a call. */
export const urlOf = ({ signature, timestamp, nonce }: Pick<SealedCall, 'signature' | 'timestamp' | 'nonce'>): string =>
  `/wecom/callback?msg_signature=${encodeURIComponent(signature)}&timestamp=${encodeURIComponent(timestamp)}&nonce=${encodeURIComponent(nonce)}`;

/** The body of a call. */
export const envelope = (encrypted: string): string =>
  `<xml><ToUserName><![CDATA[${callback.corpId}]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;

/** Seals a message of XML. */
export const seal = (message: string, at: number): SealedCall => callWith(encrypt({ message }), at);

/** XML as WeCom writes it: text within CDATA, numbers bare. */
export const xmlOf = (fields: Readonly<Record<string, string | number>>): string =>
  `<xml>${Object.entries(fields)
    .map(([name, value]) =>
      typeof value === 'number' ? `<${name}>${value}</${name}>` : `<${name}><![CDATA[${value}]]></${name}>`,
    )
    .join('')}</xml>`;
