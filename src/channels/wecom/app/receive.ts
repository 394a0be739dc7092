import { createHash } from 'node:crypto';
import type { Address } from '../../../dialogue/model/address.ts';
import type { ChatOpened, MessageContent, MessageReceived } from '../../../dialogue/model/event.ts';
import type { Instant } from '../../../dialogue/model/instant.ts';
import { readInvitationCode } from '../../../text/invitation-code.ts';
import { describeShape } from '../../shared/describe-shape.ts';
import { saidByTap } from '../button-key.ts';
import type { Fields } from '../callback/xml.ts';
import { AppCall } from './payload.ts';

/** What a call turned out to be. `shape` holds names and kinds only. */
export type ReadCall =
  | { readonly type: 'heard'; readonly event: MessageReceived | ChatOpened }
  | { readonly type: 'tapped'; readonly event: MessageReceived; readonly tap: Tap }
  /** Not the app's, or something that asks for no answer. */
  | { readonly type: 'ignored' }
  | { readonly type: 'unreadable'; readonly shape: unknown };

/** A card that was tapped, and the code by which it may be changed, once. */
export interface Tap {
  readonly user: string;
  readonly responseCode: string;
  readonly say: string;
}

/** What is sent besides text, by `MsgType`. */
const kinds: Readonly<Record<string, Exclude<MessageContent['type'], 'text'>>> = {
  voice: 'voice',
  image: 'image',
  video: 'video',
  file: 'file',
  location: 'other',
  link: 'other',
};

/** Opening the app, or being let into it. */
const arrivals: ReadonlySet<string> = new Set(['enter_agent', 'subscribe']);

/**
 * The id of an event, which has no `MsgId`. Sender and second, as WeCom advises, are the same for two taps within a second.
 */
const eventId = ({ FromUserName, CreateTime, Event, EventKey, TaskId, ResponseCode }: AppCall): string =>
  createHash('sha256')
    .update(JSON.stringify([FromUserName, CreateTime, Event, EventKey, TaskId, ResponseCode]))
    .digest('hex')
    .slice(0, 32);

const contentOf = ({ MsgType, Content: text }: AppCall): MessageContent => {
  if (MsgType === 'text') return { type: 'text', text: (text ?? '').trim() };
  return { type: kinds[MsgType] ?? 'other' };
};

const hearEvent = (call: AppCall, address: Address, now: Instant): ReadCall => {
  const id = `wecom_app:${eventId(call)}`;
  const { Event: event = '', EventKey: key = '', ResponseCode: responseCode = '' } = call;
  if (arrivals.has(event)) {
    const code = readInvitationCode(key);
    const entered: ChatOpened = { type: 'entered', id, at: now, address };
    return { type: 'heard', event: code === undefined ? entered : { ...entered, code } };
  }
  if (event === 'click' && key !== '') {
    return { type: 'heard', event: { type: 'said', id, at: now, address, content: { type: 'text', text: key } } };
  }
  const say = event === 'template_card_event' ? saidByTap(key) : undefined;
  if (say === undefined) return { type: 'ignored' };
  return {
    type: 'tapped',
    event: { type: 'said', id, at: now, address, content: { type: 'text', text: say } },
    tap: { user: call.FromUserName, responseCode, say },
  };
};

/** Reads a verified call. The event's id is `MsgId`, or made of everything that tells one event from another. Never throws. */
export const readCall = (fields: Fields, agentId: number, now: Instant): ReadCall => {
  // What belongs to another app of the company, or to WeChat customer service, is not ours.
  if (fields.AgentID !== String(agentId)) return { type: 'ignored' };
  const checked = AppCall.safeParse(fields);
  if (!checked.success) return { type: 'unreadable', shape: describeShape(fields) };
  const call = checked.data;
  const address: Address = { channel: 'wecom_app', user: call.FromUserName, heardAt: now };
  if (call.MsgType === 'event') return hearEvent(call, address, now);
  if (call.MsgId === undefined) return { type: 'unreadable', shape: describeShape(fields) };
  const id = `wecom_app:${call.MsgId}`;
  return { type: 'heard', event: { type: 'said', id, at: now, address, content: contentOf(call) } };
};
