import type { Address } from '../../../dialogue/address.ts';
import type { Content, Entered, Said } from '../../../dialogue/event.ts';
import type { Instant } from '../../../dialogue/instant.ts';
import { shapeOf } from '../../shape.ts';
import { saidByTap } from '../tap.ts';
import { answerHandle, welcomeHandle } from './handle.ts';
import { Body, CardEvent, EventFrame, MessageFrame } from './payload.ts';

/** What a frame turned out to be. `tap` leads to the card that was tapped. `shape` holds names and kinds only. */
export type Heard =
  | { readonly kind: 'heard'; readonly event: Said | Entered; readonly oddShape?: unknown }
  | { readonly kind: 'tapped'; readonly event: Said; readonly tap: Tap }
  /** Something that asks for no answer. */
  | { readonly kind: 'ignored' }
  | { readonly kind: 'unreadable'; readonly shape: unknown };

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

const contentOf = (body: Body, isGroup: boolean): Content => {
  switch (body.msgtype) {
    case 'text':
      return { kind: 'text', text: withoutMention(body.text.content, isGroup) };
    case 'voice': {
      const text = body.voice.content?.trim();
      return text ? { kind: 'voice', text } : { kind: 'voice' };
    }
    case 'mixed': {
      const text = body.mixed.msg_item.map((item) => item.text?.content ?? '').join('\n');
      const bare = withoutMention(text, isGroup);
      return bare === '' ? { kind: 'image' } : { kind: 'text', text: bare };
    }
    case 'image':
    case 'file':
    case 'video':
      return { kind: body.msgtype };
  }
};

const idOf = (msgid: string): string => `wecom:${msgid}`;

/** Reads a message frame. The event's id is `msgid`: a redelivery has another `req_id` and the same `msgid`. Never throws. */
export const hearMessage = (frame: unknown, now: Instant): Heard => {
  const checked = MessageFrame.safeParse(frame);
  if (!checked.success) return { kind: 'unreadable', shape: shapeOf(frame) };
  const { headers, body } = checked.data;
  const read = Body.safeParse(typeof frame === 'object' && frame !== null && 'body' in frame ? frame.body : undefined);
  const event: Said = {
    type: 'said',
    id: idOf(body.msgid),
    at: now,
    address: addressOf(body, now, answerHandle(headers.req_id, now)),
    content: read.success ? contentOf(read.data, body.chattype === 'group') : { kind: 'other' },
  };
  return read.success ? { kind: 'heard', event } : { kind: 'heard', event, oddShape: shapeOf(body) };
};

/** Reads an event frame: somebody opened the chat for the first time today, or tapped a button. Never throws. */
export const hearEvent = (frame: unknown, now: Instant): Heard => {
  const checked = EventFrame.safeParse(frame);
  if (!checked.success) return { kind: 'unreadable', shape: shapeOf(frame) };
  const { headers, body } = checked.data;
  const id = idOf(body.msgid);
  switch (body.event.eventtype) {
    case 'enter_chat': {
      const address = addressOf(body, now, welcomeHandle(headers.req_id, now));
      return { kind: 'heard', event: { type: 'entered', id, at: now, address } };
    }
    case 'template_card_event': {
      const card = CardEvent.safeParse(body.event);
      const { event_key: key = '', task_id: taskId = '' } = card.data?.template_card_event ?? {};
      const text = saidByTap(key);
      if (text === undefined) return { kind: 'ignored' };
      const event: Said = { type: 'said', id, at: now, address: addressOf(body, now), content: { kind: 'text', text } };
      return { kind: 'tapped', event, tap: { requestId: headers.req_id, taskId, key } };
    }
    default:
      return { kind: 'ignored' };
  }
};
