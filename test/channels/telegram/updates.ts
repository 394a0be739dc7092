import { readFileSync } from 'node:fs';
import { bot, type Simulator } from './simulator.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A recorded update. */
export const recorded = (name: string): { update_id: number } & Fields =>
  JSON.parse(readFileSync(new URL(`./payloads/${name}.json`, import.meta.url), 'utf8'));

/** Who writes, and where. */
export interface From {
  readonly user: number;
  readonly group?: number;
  readonly language?: string;
}

const userOf = ({ user, language = 'en' }: From) => ({
  id: user,
  is_bot: false,
  first_name: 'Ivy',
  username: 'ivy_test',
  language_code: language,
});

const chatOf = ({ user, group }: From) =>
  group === undefined
    ? { id: user, first_name: 'Ivy', username: 'ivy_test', type: 'private' }
    : { id: group, title: 'Suppliers abroad', type: 'supergroup' };

/** A message as Telegram sends it. */
export const messageUpdate = (simulator: Simulator, from: From, body: Fields, updateId = simulator.nextId()) => ({
  update_id: updateId,
  message: { message_id: simulator.messageId(), from: userOf(from), chat: chatOf(from), date: 1_795_572_000, ...body },
});

/** A text; in a group with our name before it, as somebody types it. */
export const textUpdate = (simulator: Simulator, from: From, text: string, updateId?: number) => {
  const name = `@${bot.username}`;
  if (from.group === undefined) return messageUpdate(simulator, from, { text }, updateId);
  const entities = [{ type: 'mention', offset: 0, length: name.length }];
  return messageUpdate(simulator, from, { text: `${name} ${text}`, entities }, updateId);
};

/** A tap on a button of the last message that was sent to the place. */
export const tapUpdate = (simulator: Simulator, from: From, label: string, overrides: Fields = {}) => {
  const place = from.group ?? from.user;
  const shown = simulator.sent.findLast(({ chat }) => chat === place);
  const button = shown?.rows.flat().find(({ text }) => text === label);
  if (!shown || !button || !('callback_data' in button)) {
    throw new Error(
      `there is no button “${label}”, only ${shown?.rows
        .flat()
        .map(({ text }) => text)
        .join(', ')}`,
    );
  }
  const id = simulator.tapId();
  return {
    update_id: simulator.nextId(),
    callback_query: {
      id,
      from: userOf(from),
      chat_instance: '-3456',
      data: button.callback_data,
      message: {
        message_id: shown.id,
        from: { id: bot.id, is_bot: true, first_name: 'Ruzhu', username: bot.username },
        chat: chatOf(from),
        date: 1_795_572_000,
        text: shown.text,
        reply_markup: { inline_keyboard: shown.rows },
        ...(shown.repliesTo === undefined
          ? {}
          : { reply_to_message: { message_id: shown.repliesTo, from: userOf(from), chat: chatOf(from), date: 1 } }),
        ...overrides,
      },
    },
  };
};
