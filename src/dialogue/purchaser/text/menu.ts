import type { SentenceKey } from '../../../messages/vocabulary/core.ts';
import { closeQuestion } from '../../core/close-question.ts';
import type { QuickReply, ReplyDraft } from '../../core/reply/reply-draft.ts';
import type { TurnContext } from '../../core/turn-context.ts';
import type { Conversation } from '../../model/conversation.ts';
import type { PurchaserCommand } from '../../model/meaning.ts';
import type { Pending } from '../suppliers/pending-tasks.ts';
import { shortName } from '../suppliers/supplier-names.ts';

/** Something to tap that says what one of a purchaser's people wants. */
export const quickReply = (label: string, wish: PurchaserCommand, say = label): QuickReply => ({
  label,
  say,
  means: { type: 'purchase', command: wish },
});

/** The usual things to tap, by what they lead to. */
const usual = {
  invite: ['purchaser.button_invite', { intent: 'invite_suppliers' }],
  progress: ['purchaser.button_progress', { intent: 'suppliers_progress' }],
  stuck: ['purchaser.button_stuck', { intent: 'who_is_stuck' }],
  terms: ['purchaser.button_terms', { intent: 'our_terms' }],
  export: ['purchaser.button_export', { intent: 'export_suppliers' }],
  open: ['purchaser.button_open', { intent: 'invite_suppliers', all: true }],
  invitations: ['purchaser.button_invitations', { intent: 'open_invitations' }],
  all_done: ['purchaser.button_all_done', { intent: 'favour_done', all: true }],
  nudge_all: ['purchaser.button_nudge_all', { intent: 'nudge_supplier', all: true }],
  digest_off: ['purchaser.button_digest_off', { intent: 'set_digest', digest: 'off' }],
  digest_daily: ['purchaser.button_digest_daily', { intent: 'set_digest', digest: 'daily' }],
  digest_weekly: ['purchaser.button_digest_weekly', { intent: 'set_digest', digest: 'weekly' }],
} as const satisfies Record<string, readonly [SentenceKey, PurchaserCommand]>;

/** Things to tap, in this order. */
export const quickReplies = (
  { translator }: Pick<TurnContext, 'translator'>,
  ...names: readonly (keyof typeof usual)[]
): readonly QuickReply[] =>
  names.map((name) => {
    const [key, wish] = usual[name];
    return quickReply(translator.t(key, {}), wish);
  });

/** What one of a purchaser's people mostly wants. */
export const menu = (context: Pick<TurnContext, 'translator'>): readonly QuickReply[] =>
  quickReplies(context, 'invite', 'progress', 'terms');

/** That a favour is done. */
export const doneReply = (
  { translator }: Pick<TurnContext, 'translator'>,
  { summary, favour }: Pending,
  name: string,
): QuickReply => {
  const did = translator.format(favour.did, {});
  return quickReply(
    `${did} ${shortName(name)}`,
    { intent: 'favour_done', person: summary.person, favour: favour.id },
    `${did} ${name}`,
  );
};

/** Words, with what can be tapped; whatever was asked before is over. */
export const reply = (
  conversation: Conversation,
  lines: readonly string[],
  more: Pick<ReplyDraft, 'quickReplies' | 'links'> = {},
): ReplyDraft => ({ conversation: closeQuestion(conversation), lines, ...more, followUp: { type: 'none' } });
