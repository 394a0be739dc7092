import type { Address } from '../../../dialogue/model/address.ts';
import type { ChatOpened, MessageContent, MessageReceived } from '../../../dialogue/model/event.ts';
import type { Instant } from '../../../dialogue/model/instant.ts';
import { describeShape } from '../../shared/describe-shape.ts';
import { saidByTap } from '../button-key.ts';
import { answerHandle, welcomeHandle } from './handle.ts';
import { Body, CardEvent, EventFrame, MessageFrame } from './payload.ts';

/** What a frame turned out to be. `tap` leads to the card that was tapped. `shape` holds names and kinds only. */
export type ReadFrame =
  | { readonly type: 'heard'; readonly event: MessageReceived | ChatOpened; readonly oddShape?: unknown }
  | { readonly type: 'tapped'; readonly event: MessageReceived; readonly tap: Tap }
  /** Something that asks for no answer. */
  | { readonly type: 'ignored' }
  | { readonly type: 'unreadable'; readonly shape: unknown };

/** A card that was tapped, and the frame to answer within five seconds. */
export interface Tap {
  readonly requestId: string;
  readonly taskId: string;
  readonly key: string;
}

interface Place {
  readonly from: { readonly userid: string };
  readonly chattype?: 'single' | 'group' | undefined;
  readonly chatid?: string | undefined;
}

const addressOf = ({ from, chattype, chatid }: Place, now: Instant, handle?: Address['handle']): Address => ({
  channel: 'wecom',
  user: from.userid,
  ...(chattype === 'group' && chatid !== undefined ? { group: chatid } : {}),
  heardAt: now,
  ...(handle ? { handle } : {}),
});

/** In a group WeCom leaves "@Name " in the text, mostly in front. */
const mentions = /^(?:\s*@\S+(?:[\s\u2005]+|$))+|[\s\u2005]+@\S+\s*$/gu;

const withoutMention = (text: string, isGroup: boolean): string => (isGroup ? text.replace(mentions, '') : text).trim();

const contentOf = (body: Body, isGroup: boolean): MessageContent => {
  switch (body.msgtype) {
    case 'text':
      return { type: 'text', text: withoutMention(body.text.content, isGroup) };
    case 'voice': {
      const text = body.voice.content?.trim();
      return text ? { type: 'voice', text } : { type: 'voice' };
    }
    case 'mixed': {
      const text = body.mixed.msg_item.map((item) => item.text?.content ?? '').join('\n');
      const bare = withoutMention(text, isGroup);
      return bare === '' ? { type: 'image' } : { type: 'text', text: bare };
    }
    case 'image':
    case 'file':
    case 'video':
      return { type: body.msgtype };
  }
};

const idOf = (msgid: string): string => `wecom:${msgid}`;

/** Reads a message frame. The event's id is `msgid`: a redelivery has another `req_id` and the same `msgid`. Never throws. */
export const readMessage = (frame: unknown, now: Instant): ReadFrame => {
  const checked = MessageFrame.safeParse(frame);
  if (!checked.success) return { type: 'unreadable', shape: describeShape(frame) };
  const { headers, body } = checked.data;
  const read = Body.safeParse(typeof frame === 'object' && frame !== null && 'body' in frame ? frame.body : undefined);
  const event: MessageReceived = {
    type: 'said',
    id: idOf(body.msgid),
    at: now,
    address: addressOf(body, now, answerHandle(headers.req_id, now)),
    content: read.success ? contentOf(read.data, body.chattype === 'group') : { type: 'other' },
  };
  return read.success ? { type: 'heard', event } : { type: 'heard', event, oddShape: describeShape(body) };
};

/** Reads an event frame: somebody opened the chat for the first time today, or tapped a button. Never throws. */
export const readEvent = (frame: unknown, now: Instant): ReadFrame => {
  const checked = EventFrame.safeParse(frame);
  if (!checked.success) return { type: 'unreadable', shape: describeShape(frame) };
  const { headers, body } = checked.data;
  const id = idOf(body.msgid);
  switch (body.event.eventtype) {
    case 'enter_chat': {
      const address = addressOf(body, now, welcomeHandle(headers.req_id, now));
      return { type: 'heard', event: { type: 'entered', id, at: now, address } };
    }
    case 'template_card_event': {
      const card = CardEvent.safeParse(body.event);
      const { event_key: key = '', task_id: taskId = '' } = card.data?.template_card_event ?? {};
      const text = saidByTap(key);
      if (text === undefined) return { type: 'ignored' };
      const event: MessageReceived = {
        type: 'said',
        id,
        at: now,
        address: addressOf(body, now),
        content: { type: 'text', text },
      };
      return { type: 'tapped', event, tap: { requestId: headers.req_id, taskId, key } };
    }
    default:
      return { type: 'ignored' };
  }
};
