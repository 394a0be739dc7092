import { mergeProgress } from './colleagues.ts';
import type { Conversation } from './conversation.ts';
import type { Outcome } from './outcome.ts';
import { welcomePurchaser } from './purchaser/welcome.ts';
import type { Redeemed } from './redeemed.ts';
import { type Scene, withConversation } from './scene.ts';
import { sendErrand } from './send-errand.ts';
import { settled } from './settled.ts';
import { termsOf } from './terms.ts';

const said = (conversation: Conversation, line: string): Outcome => ({
  conversation,
  lines: [line],
  tail: { kind: 'guide' },
});

const isNewcomer = ({ log, lastNumber }: Conversation): boolean => log.length === 0 && lastNumber === 0;

/** In whose programme the person is by now, with who we are for somebody new. */
const joined = (scene: Scene, conversation: Conversation, first: boolean): Outcome => {
  const after = withConversation(scene, conversation);
  const { voice, journey } = after;
  const line = voice.say(conversation.company ? 'join.colleague' : 'join.supplier', {
    purchaser: termsOf(after).purchaser ?? '',
  });
  const words = first ? [voice.fill(journey.welcome, {})] : [];
  return { conversation, lines: [line, ...words], tail: { kind: 'guide' } };
};

const asSupplier = (scene: Scene, redeemed: Extract<Redeemed, { as: 'supplier' }>): Outcome => {
  const { conversation, voice } = scene;
  const bound = conversation.membership;
  if (bound?.purchaser === redeemed.membership.purchaser) {
    return said(conversation, voice.say('join.already', { purchaser: bound.terms.company }));
  }
  if (bound) return said(conversation, voice.say('join.other', { purchaser: bound.terms.company }));
  return joined(scene, { ...settled(conversation), membership: redeemed.membership }, isNewcomer(conversation));
};

const asColleague = (scene: Scene, redeemed: Extract<Redeemed, { as: 'colleague' }>): Outcome => {
  const { conversation, voice, now } = scene;
  const { card, membership } = redeemed;
  const bound = conversation.membership;
  if (bound && bound.purchaser !== membership.purchaser) {
    return said(conversation, voice.say('join.other', { purchaser: bound.terms.company }));
  }
  if (conversation.company || card.person === conversation.id) {
    return said(conversation, voice.say('join.already', { purchaser: membership.terms.company }));
  }
  const first = isNewcomer(conversation);
  const merged = mergeProgress(settled(conversation), card.progress, card.person);
  const member: Conversation = {
    ...merged,
    membership,
    favours: { ...merged.favours, ...card.favours },
    facts: { ...merged.facts, ...(card.member_name === undefined ? {} : { member_name: card.member_name }) },
    company: { lead: card.person, people: [card.person, conversation.id] },
  };
  const told = sendErrand(member, { to: 'person', person: card.person, word: { tells: 'colleague_joined' } }, now);
  return joined(scene, told, first);
};

const refused = (scene: Scene, { why, company }: Extract<Redeemed, { as: 'refused' }>): Outcome => {
  const { conversation, voice, journey } = scene;
  const purchaser = company ?? voice.fill(journey.terms.purchaser, {});
  const line =
    why === 'unknown' || why === 'too_many_tries'
      ? voice.say(`join.${why}`, {})
      : voice.say(`join.${why}`, { purchaser });
  const first = isNewcomer(conversation) ? [voice.fill(journey.welcome, {})] : [];
  return {
    conversation,
    lines: [line, ...first],
    tail: why === 'too_many_tries' || conversation.role === 'purchaser' ? { kind: 'none' } : { kind: 'guide' },
  };
};

/** A code came with the message: what it makes of the person, and what they hear. */
export const join = (scene: Scene, redeemed: Redeemed): Outcome => {
  switch (redeemed.as) {
    case 'supplier':
      return asSupplier(scene, redeemed);
    case 'colleague':
      return asColleague(scene, redeemed);
    case 'purchaser':
      return welcomePurchaser(scene, redeemed.purchaser);
    case 'refused':
      return refused(scene, redeemed);
  }
};
