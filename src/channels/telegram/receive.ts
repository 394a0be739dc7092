import type { Address } from '../../dialogue/model/address.ts';
import type { MessageContent, MessageReceived } from '../../dialogue/model/event.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import { describeShape } from '../shared/describe-shape.ts';
import { readData, type TypedChoices } from './button-data.ts';
import { codeOf, localeOf, readCommand, saidBy, type Texts } from './commands.ts';
import { handleOf } from './handle.ts';
import { type Identity, Message, Tap, type Update } from './payload.ts';

/** What an update turned out to be. `tap` is the id of the tap that has to be answered. `shape` holds names and kinds. */
export type ReadUpdate =
  | { readonly type: 'said'; readonly event: MessageReceived; readonly tap?: string }
  /** A tap that says nothing; the person is told why. */
  | { readonly type: 'void_tap'; readonly tap: string; readonly notice: string }
  /** Nothing for us: not addressed, an edit, something that happened to the group. */
  | { readonly type: 'ignored' }
  | { readonly type: 'unreadable'; readonly shape: unknown };

/** What reading an update needs. */
export interface HearDeps {
  readonly me: Identity;
  readonly texts: Texts;
  readonly sayings: TypedChoices;
}

/** What is sent besides text, by the key it stands under (Bot API, `Message`). */
const kinds: readonly (readonly [key: string, kind: Exclude<MessageContent['type'], 'text'>])[] = [
  ['voice', 'voice'],
  ['photo', 'image'],
  ['sticker', 'sticker'],
  ['animation', 'video'],
  ['video', 'video'],
  ['video_note', 'video'],
  ['document', 'file'],
  ['audio', 'file'],
];

/** What else people send; everything that is neither is a note about the chat, such as somebody having joined. */
const others = ['contact', 'dice', 'game', 'poll', 'venue', 'location', 'story', 'paid_media', 'checklist'];

const contentOf = (message: Message, text: string): MessageContent | undefined => {
  if (message.text !== undefined || text !== '') return { type: 'text', text };
  const kind = kinds.find(([key]) => message[key] !== undefined)?.[1];
  if (kind !== undefined) return { type: kind };
  return others.some((key) => message[key] !== undefined) ? { type: 'other' } : undefined;
};

const mentionOf = ({ username }: Identity): RegExp => new RegExp(`(?<![\\w@])@${username}(?!\\w)`, 'giu');

/** Where a message mentions us by our name as somebody without a user name is mentioned. */
const namedAt = ({ entities, caption_entities: captionEntities, text }: Message, me: Identity) =>
  (text === undefined ? captionEntities : entities).filter(
    ({ type, user }) => type === 'text_mention' && user?.id === me.id,
  );

/** The words without our name in them. */
const withoutMention = (message: Message, me: Identity): string => {
  let text = message.text ?? message.caption ?? '';
  for (const { offset, length } of namedAt(message, me).toReversed()) {
    text = `${text.slice(0, offset)} ${text.slice(offset + length)}`;
  }
  return text.replace(mentionOf(me), ' ').replace(/ {2,}/g, ' ').trim();
};

/** The first message of a topic is what every message in it "replies" to. */
const repliesTo = ({ reply_to_message: replied }: Message, me: Identity): boolean =>
  replied?.from?.id === me.id && !('forum_topic_created' in replied);

const isAddressed = (message: Message, me: Identity): boolean => {
  const text = message.text ?? message.caption ?? '';
  const bot = readCommand(text)?.bot;
  if (bot !== undefined) return bot === me.username.toLowerCase();
  return repliesTo(message, me) || mentionOf(me).test(text) || namedAt(message, me).length > 0;
};

const addressOf = (user: number, chat: Message['chat'], handle: Address['handle'], now: Instant): Address => {
  const person = { channel: 'telegram', user: String(user), heardAt: now } as const;
  return chat.type === 'private' ? person : { ...person, group: String(chat.id), ...(handle ? { handle } : {}) };
};

const threadOf = (message: { message_thread_id?: number | undefined; is_topic_message?: boolean | undefined }) =>
  message.is_topic_message && message.message_thread_id !== undefined ? { thread: message.message_thread_id } : {};

const idOf = ({ update_id: id }: Update): string => `telegram:${id}`;

/** The pictures of an album come one by one, and are one thing that was said. */
const idOfMessage = (update: Update, { media_group_id: album }: Message): string =>
  album === undefined ? idOf(update) : `telegram:album:${album}`;

const readMessage = (update: Update, { me, texts }: HearDeps, now: Instant): ReadUpdate => {
  const checked = Message.safeParse(update.message);
  if (!checked.success) return { type: 'unreadable', shape: describeShape(update.message) };
  const message = checked.data;
  const { from, chat } = message;
  // Bots, and people who write in the name of a group or a channel: nobody who could be answered.
  if (!from || from.is_bot || chat.type === 'channel') return { type: 'ignored' };
  const inGroup = chat.type !== 'private';
  if (inGroup && !isAddressed(message, me)) return { type: 'ignored' };

  const own = texts(localeOf(from.language_code));
  const bare = inGroup ? withoutMention(message, me) : (message.text ?? message.caption ?? '').trim();
  const command = message.text === undefined ? undefined : readCommand(bare);
  const isCalled = inGroup && bare === '' && message.text !== undefined;
  const text = command ? saidBy(command, own) : isCalled ? own['say.start'] : bare;
  const content = contentOf(message, text);
  if (!content) return { type: 'ignored' };
  const handle = handleOf({ message: message.message_id, ...threadOf(message) }, now);
  const address = addressOf(from.id, chat, handle, now);
  const code = command && codeOf(command);
  const event: MessageReceived = { type: 'said', id: idOfMessage(update, message), at: now, address, content };
  return { type: 'said', event: code === undefined ? event : { ...event, code } };
};

const readTap = (update: Update, { texts, sayings }: HearDeps, now: Instant): ReadUpdate => {
  const checked = Tap.safeParse(update.callback_query);
  if (!checked.success) return { type: 'unreadable', shape: describeShape(update.callback_query) };
  const { id: tap, from, data = '', message } = checked.data;
  const own = texts(localeOf(from.language_code));
  const tapped = readData(data);
  if (!tapped || !message) return { type: 'void_tap', tap, notice: own['tap.unknown'] };
  if (tapped.for !== undefined && tapped.for !== String(from.id)) {
    return { type: 'void_tap', tap, notice: own['tap.not_yours'] };
  }
  const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
  const label = buttons.find((button) => button.callback_data === data)?.text;
  const say = sayings.sayOf(tapped, label);
  if (say === undefined) return { type: 'void_tap', tap, notice: own['tap.unknown'] };
  const asked = message.reply_to_message?.message_id ?? message.message_id;
  const handle = asked === undefined ? undefined : handleOf({ message: asked, ...threadOf(message) }, now);
  const address = addressOf(from.id, message.chat, handle, now);
  const content: MessageContent = { type: 'text', text: say };
  return { type: 'said', event: { type: 'said', id: idOf(update), at: now, address, content }, tap };
};

/**
 * Reads an update. The event's id is the update's: the same again on a redelivery. In a group only what mentions us,
 * replies to us or is a command with our name is for us. Never throws.
 */
export const readUpdate = (update: Update, deps: HearDeps, now: Instant): ReadUpdate => {
  if (update.message !== undefined) return readMessage(update, deps, now);
  return update.callback_query === undefined ? { type: 'ignored' } : readTap(update, deps, now);
};
