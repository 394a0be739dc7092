import { createHash } from 'node:crypto';
import type { Choice } from '../../dialogue/model/message.ts';
import { createLru, type Lru } from '../shared/lru.ts';
import { byteLength } from '../shared/split-text.ts';

/** What a button may carry (Bot API, `InlineKeyboardButton.callback_data`), in bytes. */
const MAXIMUM_DATA = 64;

/** How many long sayings are remembered. */
const REMEMBERED = 2_000;

/** What a tap carries. `for` is the person whom the button was shown to, where others see it too. */
export type Tapped =
  | { readonly type: 'words'; readonly say: string; readonly for?: string }
  | { readonly type: 'key'; readonly key: string; readonly for?: string };

/** Long sayings by their key, for as long as the process lives; after that a button's label has to do. */
export interface TypedChoices {
  /** The data of a button. `person` is named where others see it too. */
  dataOf(choice: Choice, person?: string): string;
  /** What was said by a tap; nothing when that is not known any more. */
  sayOf(tapped: Tapped, label: string | undefined): string | undefined;
}

const keyOf = (say: string): string => createHash('sha256').update(say).digest('base64url').slice(0, 12);

const forOf = (person: string | undefined): string => (person === undefined ? '' : Number(person).toString(36));

/** Reads the data of a button; nothing when it is none of ours. */
export const readData = (data: string): Tapped | undefined => {
  const [, carries, owner = '', rest = ''] = /^([sk])([0-9a-z]*):([\s\S]+)$/.exec(data) ?? [];
  if (carries === undefined) return undefined;
  const whom = owner === '' ? {} : { for: String(Number.parseInt(owner, 36)) };
  return carries === 's' ? { type: 'words', say: rest, ...whom } : { type: 'key', key: rest, ...whom };
};

/** Makes an empty memory of sayings. What fits is carried by the button itself, so a restart forgets only long ones. */
export const rememberTypedChoices = (known: Lru<string> = createLru<string>(REMEMBERED)): TypedChoices => ({
  dataOf({ say }, person) {
    const whole = `s${forOf(person)}:${say}`;
    if (byteLength(whole) <= MAXIMUM_DATA) return whole;
    const key = keyOf(say);
    known.set(key, say);
    return `k${forOf(person)}:${key}`;
  },
  sayOf: (tapped, label) => (tapped.type === 'words' ? tapped.say : (known.get(tapped.key) ?? label)),
});
