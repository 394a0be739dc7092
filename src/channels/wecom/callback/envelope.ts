import { timingSafeEqual } from 'node:crypto';
import { WecomCrypto } from '@wecom/aibot-node-sdk';
import type { Instant } from '../../../dialogue/model/instant.ts';
import type { CallbackSettings } from '../settings.ts';

/** Why a call is turned away: 403 when it is not WeCom's or not for us, 400 when it cannot be read. */
export class EnvelopeError extends Error {
  readonly statusCode: 400 | 403;
  readonly code: string;

  constructor(statusCode: 400 | 403, code: string, message: string) {
    super(message);
    this.statusCode = statusCode;
    this.code = code;
  }
}

/** What WeCom adds to the address of a call. */
export interface Stamp {
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
}

/** How far WeCom's clock and ours may differ, and how old a call may be: it is repeated within a minute. */
export const WINDOW = 5 * 60_000;

const isSame = (left: string, right: string): boolean => {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
};

/** Opens what WeCom encrypted. */
export interface Envelope {
  /**
   * Checks signature and time, then decrypts.
   * @throws EnvelopeError
   */
  open(stamp: Stamp, encrypted: string): string;
}

/**
 * Makes the opener (developer.work.weixin.qq.com, "加解密方案说明"). The cipher is the official SDK's, which checks padding,
 * length and receiver; what it lacks is here: comparison in constant time, and the age.
 */
export const createEnvelope = (settings: CallbackSettings, clock: () => Instant): Envelope => {
  const crypto = new WecomCrypto(settings.token, settings.aesKey, settings.corpId);
  return {
    open({ signature, timestamp, nonce }, encrypted) {
      if (!isSame(crypto.computeSignature(timestamp, nonce, encrypted), signature.toLowerCase())) {
        throw new EnvelopeError(403, 'bad_signature', 'The signature does not fit.');
      }
      if (Math.abs(Number(timestamp) * 1_000 - clock()) > WINDOW) {
        throw new EnvelopeError(403, 'stale', 'The call is too old or too new; is the clock right?');
      }
      try {
        return crypto.decrypt(encrypted);
      } catch (error) {
        const isForOthers = error instanceof Error && error.message.startsWith('receiveId mismatch');
        throw isForOthers
          ? new EnvelopeError(403, 'wrong_receiver', 'The message is for another company.')
          : new EnvelopeError(400, 'not_decryptable', 'The message cannot be decrypted.');
      }
    },
  };
};
