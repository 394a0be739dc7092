import type { SecretKind } from '../../text/secrets.ts';
import { enumerate } from '../enumerate.ts';
import type { Content } from '../event.ts';
import type { Outcome } from '../outcome.ts';
import type { Scene } from '../scene.ts';

/** Something that holds no words: a picture, a file, a sticker. It is not looked at, and the person is told so. */
export const wordless = ({ conversation, voice }: Scene, kind: Exclude<Content['kind'], 'text'>): Outcome => ({
  conversation,
  lines: [voice.say(`media.${kind}`, {})],
  tail: { kind: 'back' },
});

/** A text with nothing in it that can be read. */
export const nothingReadable = ({ conversation, voice }: Scene): Outcome => ({
  conversation,
  lines: [voice.say('unclear.nothing_readable', {})],
  tail: { kind: 'back' },
});

/** A text far longer than anybody writes by hand. */
export const tooLong = ({ conversation, voice }: Scene): Outcome => ({
  conversation,
  lines: [voice.say('limit.too_long', {})],
  tail: { kind: 'back' },
});

/** Something secret was sent: the person is asked to take it back. It is neither repeated nor kept. */
export const secretSent = ({ conversation, voice }: Scene, kinds: readonly SecretKind[]): Outcome => {
  const names = enumerate(
    voice,
    kinds.map((kind) => voice.say(`secret.${kind}`, {})),
  );
  const leaked = kinds.includes('sms_code') || kinds.includes('password');
  const lines = [voice.say('secret.warning', { kinds: names })];
  if (leaked) lines.push(voice.say('secret.change_password', {}));
  return { conversation, lines: [lines.join('\n')], tail: { kind: 'back' } };
};
