import type { Choice, Message } from '../../../dialogue/model/message.ts';
import { byteLength, splitText } from '../../shared/split-text.ts';
import { areTappable, tapOf } from '../button-key.ts';
import { numbered, showable, withLinks, withoutTags } from '../plain-text.ts';

/** One message to a customer. */
export type Form =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'menu'; readonly text: string; readonly choices: readonly Choice[] };

/** Longest text, in bytes of UTF-8 (94677, "文本消息"). */
export const MAXIMUM_BYTES = 2_048;

/** Limits of a menu (94677, "菜单消息"): bytes above the lines, lines, bytes of a line, bytes of its id. */
const HEAD_BYTES = 1_024;
const LINES = 10;
const LINE_BYTES = 128;
const ID_BYTES = 64;

const fitsMenu = (text: string, choices: readonly Choice[]): boolean =>
  choices.length > 0 &&
  choices.length <= LINES &&
  byteLength(text) <= HEAD_BYTES &&
  areTappable(choices, ID_BYTES) &&
  choices.every(({ label }) => label.trim() !== '' && byteLength(showable(label)) <= LINE_BYTES);

/**
 * A message in as few messages as possible, because five may be sent: a menu when everything fits into one, else the text
 * with numbered lines.
 */
export const encode = (message: Message): readonly Form[] => {
  const text = withoutTags(showable(withLinks(message)));
  if (fitsMenu(text, message.choices)) return [{ type: 'menu', text, choices: message.choices }];
  const whole = withoutTags(showable(numbered(text, message.choices)));
  return splitText(whole, MAXIMUM_BYTES).map((part) => ({ type: 'text', text: part }));
};

/** What `send_msg` and `send_msg_on_event` take of a message. `msgid` is at most 32 of `[0-9a-zA-Z_-]`, unique for an account. */
export const formBody = (form: Form, id: string) => ({
  msgid: id,
  ...(form.type === 'text'
    ? { msgtype: 'text', text: { content: form.text } }
    : {
        msgtype: 'msgmenu',
        msgmenu: {
          head_content: form.text,
          list: form.choices.map((choice, index) => ({
            type: 'click',
            click: { id: tapOf(choice, index), content: showable(choice.label) },
          })),
        },
      }),
});
