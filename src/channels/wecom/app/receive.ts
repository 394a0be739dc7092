import { createHash } from 'node:crypto';
import type { Address } from '../../../dialogue/address.ts';
import type { Content, Entered, Said } from '../../../dialogue/event.ts';
import type { Instant } from '../../../dialogue/instant.ts';
import { readInvitationCode } from '../../../text/invitation-code.ts';
import { shapeOf } from '../../shape.ts';
import { saidByTap } from '../tap.ts';
import type { Fields } from '../xml.ts';
import { AppCall } from './payload.ts';

/** What a call turned out to be. `shape` holds names and kinds only. */
export type Heard =
  | { readonly kind: 'heard'; readonly event: Said | Entered }
  | { readonly kind: 'tapped'; readonly event: Said; readonly tap: Tap }
  /** Not the app's, or something that asks for no answer. */
  | { readonly kind: 'ignored' }
  | { readonly kind: 'unreadable'; readonly shape: unknown };

/** A card that was tapped, and the code by which it may be changed, once. */
export interface Tap {
  readonly user: string;
  readonly responseCode: string;
  readonly say: string;
}

/** What is sent besides text, by `MsgType`. */
const kinds: Readonly<Record<string, Exclude<Content['kind'], 'text'>>> = {
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

const contentOf = ({ MsgType, Content: text }: AppCall): Content => {
  if (MsgType === 'text') return { kind: 'text', text: (text ?? '').trim() };
  return { kind: kinds[MsgType] ?? 'other' };
};

const hearEvent = (call: AppCall, address: Address, now: Instant): Heard => {
  const id = `wecom_app:${eventId(call)}`;
  const { Event: event = '', EventKey: key = '', ResponseCode: responseCode = '' } = call;
  if (arrivals.has(event)) {
    const code = readInvitationCode(key);
    const entered: Entered = { type: 'entered', id, at: now, address };
    return { kind: 'heard', event: code === undefined ? entered : { ...entered, code } };
  }
  if (event === 'click' && key !== '') {
    return { kind: 'heard', event: { type: 'said', id, at: now, address, content: { kind: 'text', text: key } } };
  }
  const say = event === 'template_card_event' ? saidByTap(key) : undefined;
  if (say === undefined) return { kind: 'ignored' };
  return {
    kind: 'tapped',
    event: { type: 'said', id, at: now, address, content: { kind: 'text', text: say } },
    tap: { user: call.FromUserName, responseCode, say },
  };
};

/** Reads a verified call. The event's id is `MsgId`, or made of everything that tells one event from another. Never throws. */
export const hear = (fields: Fields, agentId: number, now: Instant): Heard => {
  // What belongs to another app of the company, or to WeChat customer service, is not ours.
  if (fields.AgentID !== String(agentId)) return { kind: 'ignored' };
  const checked = AppCall.safeParse(fields);
  if (!checked.success) return { kind: 'unreadable', shape: shapeOf(fields) };
  const call = checked.data;
  const address: Address = { channel: 'wecom_app', user: call.FromUserName, heardAt: now };
  if (call.MsgType === 'event') return hearEvent(call, address, now);
  if (call.MsgId === undefined) return { kind: 'unreadable', shape: shapeOf(fields) };
  const id = `wecom_app:${call.MsgId}`;
  return { kind: 'heard', event: { type: 'said', id, at: now, address, content: contentOf(call) } };
};
