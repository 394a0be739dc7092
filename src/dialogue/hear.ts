import { mergeProgress, tellAll, withColleague, withoutColleague } from './colleagues.ts';
import { compose, enqueue } from './compose.ts';
import type { Conversation } from './conversation.ts';
import type { Told } from './event.ts';
import { favourDone } from './favours.ts';
import { inviteWords } from './invite-words.ts';
import { outOfReach } from './out-of-reach.ts';
import type { Outcome } from './outcome.ts';
import { openPlaceFor, placeFor } from './place.ts';
import { type Scene, withConversation } from './scene.ts';
import { currentStep, standingOf, stepOf } from './standing.ts';
import { termsOf } from './terms.ts';

/** What is told without a word of ours to the person. */
const silently = (conversation: Conversation): Outcome => ({ conversation, lines: [], tail: { kind: 'none' } });

const heardFavour = (scene: Scene, id: string): Outcome => {
  const conversation = favourDone(scene, id);
  const favour = scene.journey.favours.find((one) => one.id === id);
  if (conversation === scene.conversation || !favour) return silently(conversation);
  return { conversation, lines: [scene.voice.fill(favour.done, termsOf(scene))], tail: { kind: 'back' } };
};

/** What was finished since the purchaser asked is not asked for any more. */
const heardNudge = (scene: Scene): Outcome => {
  const { conversation, voice, now } = scene;
  if (!currentStep(scene)) return silently(conversation);
  const line = voice.say('told.nudge', { purchaser: termsOf(scene).purchaser ?? '' });
  return { conversation: { ...conversation, nudgedAt: now }, lines: [line], tail: { kind: 'back' } };
};

/** New terms matter to whoever has still to type them in. */
const heardTerms = (scene: Scene, { terms }: Extract<Told['word'], { tells: 'terms' }>): Outcome => {
  const { conversation, voice, journey, now } = scene;
  const { membership } = conversation;
  if (!membership) return silently(conversation);
  const renewed: Conversation = { ...conversation, membership: { ...membership, terms } };
  const leads = conversation.company?.lead === conversation.id;
  const after = leads ? tellAll(renewed, { tells: 'terms', terms }, now) : renewed;
  const before = membership.terms;
  const differs = before.account !== terms.account || before.credit !== terms.credit || before.days !== terms.days;
  const step = stepOf(journey, 'credit_term');
  if (!differs || (step && standingOf(scene, step).status === 'done')) return silently(after);
  const words = termsOf(withConversation(scene, after));
  const line = voice.say('told.terms', {
    purchaser: words.purchaser ?? '',
    account: words.purchaser_account ?? '',
    credit: words.credit_amount ?? '',
    days: words.credit_days ?? '',
  });
  return { conversation: after, lines: [line], tail: { kind: 'none' } };
};

const purchaserGone = (scene: Scene): Outcome => {
  const { membership, favours: _void, ...rest } = scene.conversation;
  if (!membership) return silently(scene.conversation);
  const line = scene.voice.say('told.purchaser_gone', { purchaser: membership.terms.company });
  return { conversation: rest, lines: [line], tail: { kind: 'back' } };
};

const heardProgress = (
  scene: Scene,
  from: Told['from'],
  word: Extract<Told['word'], { tells: 'progress' }>,
): Outcome => {
  const { conversation } = scene;
  const merged = mergeProgress(conversation, word.progress, from);
  return silently({
    ...merged,
    favours: { ...merged.favours, ...word.favours },
    facts: { ...merged.facts, ...(word.member_name === undefined ? {} : { member_name: word.member_name }) },
  });
};

const colleagueJoined = (scene: Scene, from: Told['from']): Outcome => {
  const conversation = withColleague(scene.conversation, from);
  if (conversation === scene.conversation || !conversation.company) return silently(conversation);
  const told = tellAll(conversation, { tells: 'company', company: conversation.company }, scene.now);
  return { conversation: told, lines: [scene.voice.say('told.colleague_joined', {})], tail: { kind: 'back' } };
};

const colleagueLeft = (scene: Scene, from: Told['from']): Conversation => {
  const { company, ...alone } = scene.conversation;
  const left = company && withoutColleague(company, from);
  return left && left.people.length > 1 ? { ...alone, company: left } : alone;
};

/** Who is in the company by now; somebody who is not in it has left it. */
const heardCompany = (scene: Scene, word: Extract<Told['word'], { tells: 'company' }>): Conversation => {
  const { conversation } = scene;
  const { company: _before, ...alone } = conversation;
  const isIn = word.company.people.includes(conversation.id);
  return isIn && word.company.people.length > 1 ? { ...alone, company: word.company } : alone;
};

const outcomeOf = (scene: Scene, { from, word }: Told): Outcome => {
  const { conversation } = scene;
  switch (word.tells) {
    case 'favour_done':
      return heardFavour(scene, word.favour);
    case 'nudge':
      return heardNudge(scene);
    case 'terms':
      return heardTerms(scene, word);
    case 'purchaser_gone':
      return purchaserGone(scene);
    case 'progress':
      return heardProgress(scene, from, word);
    case 'colleague_joined':
      return colleagueJoined(scene, from);
    case 'colleague_left':
      return silently(colleagueLeft(scene, from));
    case 'company':
      return silently(heardCompany(scene, word));
    case 'invited':
      return { conversation, ...inviteWords(scene, word.invitations), tail: { kind: 'back' } };
    default:
      // The rest is for a purchaser's people; the person was one when it was sent.
      return silently(conversation);
  }
};

/** What a supplier's conversation becomes when another one, or the desk, tells it something. */
export const hear = (scene: Scene, told: Told): Conversation => {
  const { conversation, message } = compose(scene, [outcomeOf(scene, told)]);
  if (!message) return conversation;
  if (told.word.tells === 'invited') {
    const address = placeFor(conversation);
    return address ? enqueue(conversation, message, address, 'reply', scene.now) : conversation;
  }
  // Where messages are few, the last one is for a reminder.
  const address = openPlaceFor(withConversation(scene, conversation), scene.now, 1);
  return address
    ? enqueue(conversation, message, address, 'notice', scene.now)
    : outOfReach(conversation, [], scene.now);
};
