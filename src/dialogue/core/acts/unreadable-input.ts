import type { SecretKind } from '../../../text/secrets/secrets.ts';
import type { MessageContent } from '../../model/event.ts';
import { enumerate } from '../reply/enumerate.ts';
import type { ReplyDraft } from '../reply/reply-draft.ts';
import type { TurnContext } from '../turn-context.ts';

/** Longest text that is looked at, in UTF-16 units. */
export const LONGEST = 4_000;

/** Something that holds no words: a picture, a file, a sticker. It is not looked at, and the person is told so. */
export const wordless = (
  { conversation, translator }: TurnContext,
  kind: Exclude<MessageContent['type'], 'text'>,
): ReplyDraft => ({
  conversation,
  lines: [translator.t(`media.${kind}`, {})],
  followUp: { type: 'back' },
});

/** A text with nothing in it that can be read. */
export const nothingReadable = ({ conversation, translator }: TurnContext): ReplyDraft => ({
  conversation,
  lines: [translator.t('unclear.nothing_readable', {})],
  followUp: { type: 'back' },
});

/** A text far longer than anybody writes by hand. */
export const tooLong = ({ conversation, translator }: TurnContext): ReplyDraft => ({
  conversation,
  lines: [translator.t('limit.too_long', {})],
  followUp: { type: 'back' },
});

/** Something secret was sent: the person is asked to take it back. It is neither repeated nor kept. */
export const secretSent = ({ conversation, translator }: TurnContext, kinds: readonly SecretKind[]): ReplyDraft => {
  const names = enumerate(
    translator,
    kinds.map((kind) => translator.t(`secret.${kind}`, {})),
  );
  const leaked = kinds.includes('sms_code') || kinds.includes('password');
  const lines = [translator.t('secret.warning', { kinds: names })];
  if (leaked) lines.push(translator.t('secret.change_password', {}));
  return { conversation, lines: [lines.join('\n')], followUp: { type: 'back' } };
};
