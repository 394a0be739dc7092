import { leaveCompany } from '../colleagues.ts';
import type { Conversation } from '../conversation.ts';
import type { DeskRequest } from '../errand.ts';
import type { Outcome } from '../outcome.ts';
import type { Scene } from '../scene.ts';
import { sendErrand } from '../send-errand.ts';
import { settled } from '../settled.ts';
import { termsOf } from '../terms.ts';
import type { Act } from './act.ts';

const noPurchaser = ({ conversation, voice }: Scene): Outcome => ({
  conversation,
  lines: [voice.say('member.none', {})],
  tail: { kind: 'back' },
});

/** What the purchaser can see, and how to end it. */
export const whoSees: Act = (scene) => {
  const { conversation, voice } = scene;
  if (!conversation.membership) return noPurchaser(scene);
  const purchaser = termsOf(scene).purchaser ?? '';
  const label = voice.say('member.leave_choice', {});
  return {
    conversation,
    lines: [voice.say('member.sees', { purchaser })],
    offers: [{ label, say: label, means: { act: 'member', wish: 'leave_purchaser' } }],
    tail: { kind: 'back' },
  };
};

/** An invitation for a colleague: asked of the desk, whose answer follows at once. */
export const addColleague: Act = (scene) => {
  const { conversation, now, inGroup, voice } = scene;
  if (!conversation.membership) return noPurchaser(scene);
  if (inGroup) return { conversation, lines: [voice.say('member.not_in_group', {})], tail: { kind: 'none' } };
  const { purchaser } = conversation.membership;
  const request: DeskRequest = { asks: 'invite', as: 'colleague', companies: [] };
  const asked = sendErrand(conversation, { to: 'desk', purchaser, request }, now);
  return { conversation: asked, lines: [], tail: { kind: 'none' } };
};

/** Leaving the purchaser is asked about first. */
export const leavePurchaser: Act = (scene) =>
  scene.conversation.membership
    ? {
        conversation: scene.conversation,
        lines: [],
        tail: { kind: 'ask', question: { asks: 'confirm', what: 'leave' } },
      }
    : noPurchaser(scene);

/** The person without purchaser and colleagues; progress and everything else of their own stays. */
export const withoutPurchaser = (conversation: Conversation, now: number): Conversation => {
  const { membership, favours: _asked, nudgedAt: _nudged, ...rest } = leaveCompany(conversation, now);
  return membership ? rest : conversation;
};

/** The person said whether they really want to leave. */
export const leaveConfirmed = (scene: Scene, yes: boolean): Outcome => {
  const { conversation, voice, now } = scene;
  const purchaser = termsOf(scene).purchaser ?? '';
  const left = yes ? withoutPurchaser(settled(conversation), now) : settled(conversation);
  const line = voice.say(yes ? 'member.left' : 'member.stays', { purchaser });
  return { conversation: left, lines: [line], tail: { kind: 'back' } };
};
