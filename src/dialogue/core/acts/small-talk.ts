import type { Act } from './act.ts';

/** Thanks. */
export const thank: Act = ({ conversation, translator }) => ({
  conversation,
  lines: [translator.t('talk.you_are_welcome', {})],
  followUp: { type: 'none' },
});

/** Yes, with no question open: it only says that the last words were heard. */
export const affirm: Act = ({ conversation, translator }) => ({
  conversation,
  lines: [translator.t('talk.all_right', {})],
  followUp: { type: 'back' },
});
