import type { Address } from '../../../dialogue/model/address.ts';
import type { ChatOpened, MessageContent, MessageReceived } from '../../../dialogue/model/event.ts';
import type { Instant } from '../../../dialogue/model/instant.ts';
import { readInvitationCode } from '../../../text/invitation-code.ts';
import { describeShape } from '../../shared/describe-shape.ts';
import { saidByTap } from '../button-key.ts';
import { CustomerMessage, EnterSession, Origin, SendFailed, SystemMessage } from './payload.ts';

/** What a fetched message turned out to be. `shape` holds names and kinds only. */
export type ReadMessage =
  | { readonly type: 'said'; readonly event: MessageReceived; readonly oddShape?: unknown }
  | { readonly type: 'entered'; readonly event: ChatOpened }
  /** A message to that customer was taken and then not delivered. */
  | { readonly type: 'send_failed'; readonly user: string; readonly failType: number }
  | { readonly type: 'ignored' }
  | { readonly type: 'unreadable'; readonly shape: unknown };

/** A welcome may be sent for 20 seconds, once (95122). */
const WELCOMED_FOR = 20_000;

/** What customers send besides text, by `msgtype`. */
const kinds: Readonly<Record<string, Exclude<MessageContent['type'], 'text'>>> = {
  voice: 'voice',
  image: 'image',
  video: 'video',
  file: 'file',
};

/** Kinds that are known and say nothing to us. */
const others: ReadonlySet<string> = new Set([
  'location',
  'link',
  'business_card',
  'miniprogram',
  'merged_msg',
  'channels',
  'channels_shop_product',
  'channels_shop_order',
  'note',
]);

/** The way to welcome somebody. */
const welcomeHandle = (code: string, sentAt: Instant): NonNullable<Address['handle']> => ({
  token: `welcome:${code}`,
  expiresAt: sentAt + WELCOMED_FOR,
});

/** An address of somebody who opened the chat, and had not written since. */
export const isEntry = ({ handle }: Address): boolean => handle?.token.startsWith('welcome:') ?? false;

/** The code to welcome by, while it lives; a second is left for the way. */
export const welcomeCodeOf = ({ handle }: Address, now: Instant): string | undefined =>
  handle && handle.expiresAt - 1_000 > now ? /^welcome:(.+)$/s.exec(handle.token)?.[1] : undefined;

const idOf = (msgid: string): string => `wecom_kf:${msgid}`;

const readCustomerMessage = (message: CustomerMessage, now: Instant): ReadMessage => {
  const { msgid, msgtype, text, external_userid: user } = message;
  // The window counts from when it was sent, which may be long before it is fetched.
  const sentAt = Math.min(now, message.send_time * 1_000);
  const address: Address = { channel: 'wecom_kf', user, heardAt: sentAt };
  const said = (content: MessageContent): MessageReceived => ({
    type: 'said',
    id: idOf(msgid),
    at: sentAt,
    address,
    content,
  });
  if (msgtype === 'text' && text) {
    const tapped = text.menu_id === undefined ? undefined : saidByTap(text.menu_id);
    return { type: 'said', event: said({ type: 'text', text: tapped ?? text.content.trim() }) };
  }
  const kind = kinds[msgtype];
  if (kind !== undefined) return { type: 'said', event: said({ type: kind }) };
  const event = said({ type: 'other' });
  return others.has(msgtype) ? { type: 'said', event } : { type: 'said', event, oddShape: describeShape(message) };
};

const readSystemMessage = (message: SystemMessage, openKfId: string, now: Instant): ReadMessage => {
  const { event_type: type } = message.event;
  if (type === 'msg_send_fail') {
    const failed = SendFailed.safeParse(message.event).data;
    return failed
      ? { type: 'send_failed', user: failed.external_userid, failType: failed.fail_type ?? 0 }
      : { type: 'unreadable', shape: describeShape(message.event) };
  }
  if (type !== 'enter_session') return { type: 'ignored' };
  const entered = EnterSession.safeParse(message.event).data;
  if (!entered) return { type: 'unreadable', shape: describeShape(message.event) };
  if (entered.open_kfid !== openKfId) return { type: 'ignored' };
  const { scene = '', scene_param: param = '', welcome_code: welcome = '', external_userid: user } = entered;
  const sentAt = Math.min(now, message.send_time * 1_000);
  const handle = welcome === '' ? {} : { handle: welcomeHandle(welcome, sentAt) };
  // A link made by hand can carry anything.
  const code = readInvitationCode(param) ?? readInvitationCode(scene);
  const event: ChatOpened = {
    type: 'entered',
    id: idOf(message.msgid),
    at: sentAt,
    address: { channel: 'wecom_kf', user, heardAt: sentAt, ...handle },
  };
  return { type: 'entered', event: code === undefined ? event : { ...event, code } };
};

/** Reads a fetched message. The event's id is `msgid`. What colleagues wrote themselves is not for us. Never throws. */
export const readMessage = (message: unknown, openKfId: string, now: Instant): ReadMessage => {
  const origin = typeof message === 'object' && message !== null && 'origin' in message ? message.origin : undefined;
  if (origin === Origin.customer) {
    const checked = CustomerMessage.safeParse(message);
    if (!checked.success) return { type: 'unreadable', shape: describeShape(message) };
    return checked.data.open_kfid === openKfId ? readCustomerMessage(checked.data, now) : { type: 'ignored' };
  }
  if (origin !== Origin.system) return { type: 'ignored' };
  const checked = SystemMessage.safeParse(message);
  return checked.success
    ? readSystemMessage(checked.data, openKfId, now)
    : { type: 'unreadable', shape: describeShape(message) };
};
