import type { Address } from '../../dialogue/address.ts';
import type { Content, Said } from '../../dialogue/event.ts';
import type { Instant } from '../../dialogue/instant.ts';
import { shapeOf } from '../shape.ts';
import { Body, RobotMessage } from './payload.ts';

/** DingTalk: the month's messages of a free organisation are used up. */
const QUOTA_USED_UP = 20001;

/** A session webhook lives 90 minutes; some frames do not say so. */
const WEBHOOK_LIFE = 90 * 60_000;

/** What a robot message turned out to be. `shape` holds names and kinds only. */
export type Heard =
  | { readonly kind: 'said'; readonly event: Said; readonly oddShape?: unknown }
  /** DingTalk left the words out: the organisation's quota is used up. */
  | { readonly kind: 'quota_used_up' }
  /** A group message that is not for us. */
  | { readonly kind: 'not_addressed' }
  /** Nobody can be answered on it. */
  | { readonly kind: 'unreadable'; readonly shape: unknown };

const parsed = (data: string): unknown => {
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
};

const contentOf = (body: Body): Content => {
  switch (body.msgtype) {
    case 'text':
      return { kind: 'text', text: body.text.content.trim() };
    case 'audio': {
      const text = body.content.recognition?.trim();
      return text ? { kind: 'voice', text } : { kind: 'voice' };
    }
    case 'richText': {
      const text = body.content.richText.map((piece) => piece.text ?? '').join('');
      return text.trim() === '' ? { kind: 'image' } : { kind: 'text', text: text.trim() };
    }
    case 'picture':
      return { kind: 'image' };
    case 'video':
    case 'file':
      return { kind: body.msgtype };
  }
};

const addressOf = (message: RobotMessage, now: Instant): Address => ({
  channel: 'dingtalk',
  user: message.senderStaffId?.trim() || message.senderId,
  ...(message.conversationType === '2' ? { group: message.conversationId } : {}),
  heardAt: now,
  ...(message.sessionWebhook === undefined
    ? {}
    : {
        handle: {
          token: message.sessionWebhook,
          expiresAt: message.sessionWebhookExpiredTime ?? now + WEBHOOK_LIFE,
        },
      }),
});

/**
 * Reads the `data` of a robot message. The event's id is robotCode and msgId: a redelivery has a new envelope id and the
 * same msgId, and one group message that mentions two robots has the same msgId for both. Never throws.
 */
export const hear = (data: string, robotCode: string, now: Instant): Heard => {
  const value = parsed(data);
  const checked = RobotMessage.safeParse(value);
  if (!checked.success) return { kind: 'unreadable', shape: shapeOf(value) };
  const message = checked.data;
  if (message.errorCode === QUOTA_USED_UP) return { kind: 'quota_used_up' };
  if (message.conversationType === '2' && message.isInAtList === false) return { kind: 'not_addressed' };
  const body = Body.safeParse(value);
  const event: Said = {
    type: 'said',
    id: `${message.robotCode ?? robotCode}:${message.msgId}`,
    at: now,
    address: addressOf(message, now),
    content: body.success ? contentOf(body.data) : { kind: 'other' },
  };
  const isOdd = !body.success && message.msgtype !== 'unknownMsgType';
  return isOdd ? { kind: 'said', event, oddShape: shapeOf(value) } : { kind: 'said', event };
};
