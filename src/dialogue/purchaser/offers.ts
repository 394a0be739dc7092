import type { SentenceKey } from '../../content/sentences.ts';
import type { Conversation } from '../conversation.ts';
import type { Wish } from '../meaning.ts';
import type { Offer, Outcome } from '../outcome.ts';
import type { Scene } from '../scene.ts';
import { settled } from '../settled.ts';
import { shortName } from './named.ts';
import type { Pending } from './pending.ts';

/** Something to tap that says what one of a purchaser's people wants. */
export const offer = (label: string, wish: Wish, say = label): Offer => ({
  label,
  say,
  means: { act: 'purchase', wish },
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
} as const satisfies Record<string, readonly [SentenceKey, Wish]>;

/** Things to tap, in this order. */
export const offers = ({ voice }: Pick<Scene, 'voice'>, ...names: readonly (keyof typeof usual)[]): readonly Offer[] =>
  names.map((name) => {
    const [key, wish] = usual[name];
    return offer(voice.say(key, {}), wish);
  });

/** What one of a purchaser's people mostly wants. */
export const menu = (scene: Pick<Scene, 'voice'>): readonly Offer[] => offers(scene, 'invite', 'progress', 'terms');

/** That a favour is done. */
export const offerDone = ({ voice }: Pick<Scene, 'voice'>, { card, favour }: Pending, name: string): Offer => {
  const did = voice.fill(favour.did, {});
  return offer(
    `${did} ${shortName(name)}`,
    { intent: 'favour_done', person: card.person, favour: favour.id },
    `${did} ${name}`,
  );
};

/** Words, with what can be tapped; whatever was asked before is over. */
export const reply = (
  conversation: Conversation,
  lines: readonly string[],
  more: Pick<Outcome, 'offers' | 'links'> = {},
): Outcome => ({ conversation: settled(conversation), lines, ...more, tail: { kind: 'none' } });
