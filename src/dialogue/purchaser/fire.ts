import { compose, enqueue } from '../compose.ts';
import type { Conversation } from '../conversation.ts';
import type { Outcome } from '../outcome.ts';
import { placeFor } from '../place.ts';
import type { Scene } from '../scene.ts';
import { settled } from '../settled.ts';
import { suppliersProgress } from './acts/progress.ts';
import { digestWords } from './digest-words.ts';
import { favourLines, favourOffers } from './favour-words.ts';
import { pendingFavours } from './pending.ts';
import { planForPurchaser } from './plan.ts';
import { asPurchaser, type PurchaserScene, withPurchaserConversation } from './purchaser-scene.ts';

/** What has fallen due. */
interface Due {
  readonly chosen: boolean;
  readonly digest: boolean;
  readonly favours: boolean;
}

const dueIn = (scene: PurchaserScene): Due => {
  const due = planForPurchaser(scene).filter(({ at }) => at <= scene.now);
  const has = (kind: 'chosen' | 'digest' | 'favours'): boolean => due.some(({ which }) => which === kind);
  return { chosen: has('chosen'), digest: has('digest'), favours: has('favours') };
};

/** The conversation with what has fallen due marked as said, whether there was anything to say or not. */
const noted = ({ conversation, purchasing, now }: PurchaserScene, due: Due): Conversation => {
  const { chosenReminder, ...rest } = conversation;
  return {
    ...rest,
    ...(due.chosen || chosenReminder === undefined ? {} : { chosenReminder }),
    purchasing: {
      ...purchasing,
      ...(due.digest ? { digestAt: now } : {}),
      // The news hold what suppliers wait for, too.
      ...(due.favours || due.digest ? { favoursAt: now } : {}),
    },
  };
};

const nothing = (conversation: Conversation): Outcome => ({ conversation, lines: [], tail: { kind: 'none' } });

const wordsOf = (scene: PurchaserScene, due: Due, since: number): Outcome => {
  const conversation = settled(scene.conversation);
  if (due.chosen) {
    const progress = suppliersProgress(scene, { wish: { intent: 'suppliers_progress' }, text: '' });
    return { ...progress, lines: [scene.voice.say('purchaser.you_asked', {}), ...progress.lines] };
  }
  const digest = due.digest ? digestWords(scene, since) : undefined;
  if (digest) return { conversation, ...digest, tail: { kind: 'none' } };
  const pending = due.favours ? pendingFavours(scene) : [];
  if (pending.length === 0) return nothing(scene.conversation);
  const lines = [scene.voice.say('purchaser.favours_reminder', {}), favourLines(scene, pending).join('\n')];
  return { conversation, lines, offers: favourOffers(scene, pending), tail: { kind: 'none' } };
};

/** Others read along in a group: there only that there is news. */
const inGroup = (scene: PurchaserScene, outcome: Outcome): Outcome =>
  outcome.lines.length === 0
    ? outcome
    : { ...nothing(scene.conversation), lines: [scene.voice.say('purchaser.news_in_group', {})] };

/** Says what has fallen due for one of a purchaser's people, in one message; nothing when there is nothing new. */
export const firePurchaser = (scene: Scene): Conversation => {
  const known = asPurchaser(scene);
  if (!known) return scene.conversation;
  const due = dueIn(known);
  if (!due.chosen && !due.digest && !due.favours) return scene.conversation;
  const since = known.purchasing.digestAt ?? scene.conversation.startedAt;
  const after = withPurchaserConversation(known, noted(known, due));
  const address = placeFor(after.conversation);
  if (!address) return after.conversation;
  const words = wordsOf(after, due, since);
  const composed = compose(after, [address.group === undefined ? words : inGroup(after, words)]);
  return composed.message
    ? enqueue(composed.conversation, composed.message, address, 'reminder', scene.now)
    : composed.conversation;
};
