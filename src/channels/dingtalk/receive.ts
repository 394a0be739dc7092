import type { Address } from '../../dialogue/model/address.ts';
import type { MessageContent, MessageReceived } from '../../dialogue/model/event.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import { describeShape } from '../shared/describe-shape.ts';
import { Body, RobotMessage } from './payload.ts';

/** DingTalk: the month's messages of a free organisation are used up. */
const QUOTA_USED_UP = 20001;

/** A session webhook lives 90 minutes; some frames do not say so. */
const WEBHOOK_LIFE = 90 * 60_000;

/** What a robot message turned out to be. `shape` holds names and kinds only. */
export type ReadMessage =
  | { readonly type: 'said'; readonly event: MessageReceived; readonly oddShape?: unknown }
  /** DingTalk left the words out: the organisation's quota is used up. */
  | { readonly type: 'quota_used_up' }
  /** A group message that is not for us. */
  | { readonly type: 'not_addressed' }
  /** Nobody can be answered on it. */
  | { readonly type: 'unreadable'; readonly shape: unknown };

const parsed = (data: string): unknown => {
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
};

const contentOf = (body: Body): MessageContent => {
  switch (body.msgtype) {
    case 'text':
      return { type: 'text', text: body.text.content.trim() };
    case 'audio': {
      const text = body.content.recognition?.trim();
      return text ? { type: 'voice', text } : { type: 'voice' };
    }
    case 'richText': {
      const text = body.content.richText.map((piece) => piece.text ?? '').join('');
      return text.trim() === '' ? { type: 'image' } : { type: 'text', text: text.trim() };
    }
    case 'picture':
      return { type: 'image' };
    case 'video':
    case 'file':
      return { type: body.msgtype };
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
export const readMessage = (data: string, robotCode: string, now: Instant): ReadMessage => {
  const value = parsed(data);
  const checked = RobotMessage.safeParse(value);
  if (!checked.success) return { type: 'unreadable', shape: describeShape(value) };
  const message = checked.data;
  if (message.errorCode === QUOTA_USED_UP) return { type: 'quota_used_up' };
  if (message.conversationType === '2' && message.isInAtList === false) return { type: 'not_addressed' };
  const body = Body.safeParse(value);
  const event: MessageReceived = {
    type: 'said',
    id: `${message.robotCode ?? robotCode}:${message.msgId}`,
    at: now,
    address: addressOf(message, now),
    content: body.success ? contentOf(body.data) : { type: 'other' },
  };
  const isOdd = !body.success && message.msgtype !== 'unknownMsgType';
  return isOdd ? { type: 'said', event, oddShape: describeShape(value) } : { type: 'said', event };
};
