import { compose, enqueue } from '../compose.ts';
import type { Conversation } from '../conversation.ts';
import type { Word } from '../errand.ts';
import type { Told } from '../event.ts';
import { HOUR } from '../instant.ts';
import type { Invitation } from '../invitation.ts';
import { invitationLink } from '../invite-words.ts';
import type { Outcome } from '../outcome.ts';
import { placeFor } from '../place.ts';
import { listsAnswers } from '../pose.ts';
import type { Scene } from '../scene.ts';
import { settled } from '../settled.ts';
import { isOpen } from '../working-time.ts';
import { showInvitation } from './acts/invite.ts';
import { noneOfThem } from './acts/people.ts';
import { termsLines } from './acts/terms.ts';
import { sayDate } from './days.ts';
import { favourOffers } from './favour-words.ts';
import { fileLinks } from './forward.ts';
import { nameOf } from './named.ts';
import { offers } from './offers.ts';
import { pendingFavours } from './pending.ts';
import { asPurchaser, type PurchaserScene } from './purchaser-scene.ts';

type WordOf<Tells extends Word['tells']> = Extract<Word, { tells: Tells }>;

const silently = (conversation: Conversation): Outcome => ({ conversation, lines: [], tail: { kind: 'none' } });

/** Somebody who wrote so recently is at it, and is told at any hour. */
const STILL_THERE = 2 * HOUR;

const mayBeToldNow = ({ conversation, now, schedule }: Scene): boolean =>
  isOpen(now, schedule) || conversation.addresses.some(({ heardAt }) => now - heardAt <= STILL_THERE);

/** An answer by its number must not hit what is offered now. */
const withoutList = (conversation: Conversation): Conversation =>
  conversation.question && listsAnswers(conversation.question) ? settled(conversation) : conversation;

/** A supplier asks for a favour. Outside working hours it waits for the opening, when it is reminded of. */
const favourAsked = (scene: PurchaserScene, { favour: id, card }: WordOf<'favour_asked'>): Outcome => {
  const { voice, conversation, content, purchasing, book, now, schedule } = scene;
  const journey = content.journeys.get(card.journey) ?? content.journey;
  const favour = journey.favours.find((one) => one.id === id);
  if (!favour || !mayBeToldNow(scene)) return silently(conversation);
  const line = voice.fill(favour.notice, {
    supplier: nameOf({ card }, scene),
    member_name: card.member_name ?? '',
    purchaser: book.purchaser.terms.company,
    purchaser_account: book.purchaser.terms.account,
    credit_amount: '',
    credit_days: book.purchaser.terms.days,
  });
  const asked = { card, favour, askedAt: card.favours[id]?.askedAt ?? now };
  const others = pendingFavours(scene).filter((one) => one.card.person !== card.person || one.favour.id !== id);
  const told = isOpen(now, schedule) ? {} : { purchasing: { ...purchasing, favoursAt: now } };
  return {
    conversation: { ...withoutList(conversation), ...told },
    lines: [line],
    offers: favourOffers(scene, [asked, ...others]),
    tail: { kind: 'none' },
  };
};

/** So many invitations are told with their links in the message; more come as a file alone. */
const MOST_LISTED = 8;

const colleagueInvited = (scene: PurchaserScene, invitation: Invitation): Outcome => {
  const { voice, conversation, book, publicUrl } = scene;
  const url = invitationLink(publicUrl, invitation.code);
  const words = voice.say('purchaser.colleague_forward', {
    company: book.purchaser.terms.company,
    url,
    code: invitation.code,
    day: sayDate(invitation.expiresAt, scene),
  });
  return { conversation, lines: [voice.say('purchaser.colleague_invited', {}), words], tail: { kind: 'none' } };
};

/** The invitations are there: one in words to be forwarded, a few with their links, many as a file. */
const invited = (scene: PurchaserScene, { invitations, list }: WordOf<'invited'>): Outcome => {
  const { voice, conversation, publicUrl, book } = scene;
  const [first, ...others] = invitations;
  if (!first) return silently(conversation);
  if (first.as === 'purchaser') return colleagueInvited(scene, first);
  if (others.length === 0) return showInvitation(scene, first);
  const links = list === undefined ? undefined : fileLinks(scene, list);
  const count = invitations.length;
  const file = links ? [voice.say('purchaser.invited_file', links)] : [];
  const more = { offers: offers(scene, 'progress', 'invitations'), tail: { kind: 'none' } } as const;
  if (links && count > MOST_LISTED) {
    return {
      conversation,
      lines: [voice.say('purchaser.invited_many', { count }), ...file, voice.say('purchaser.how_to_use', {})],
      ...more,
    };
  }
  const lines = invitations.map(({ company, code }) =>
    voice.say('purchaser.invited_line', { name: company ?? '', url: invitationLink(publicUrl, code) }),
  );
  const words = scene.content.voice('zh-CN').say('purchaser.forward_beside', {
    purchaser: book.purchaser.terms.company,
    count: scene.journey.steps.length,
  });
  return {
    conversation,
    lines: [
      [voice.say('purchaser.invited_few', { count }), ...lines].join('\n'),
      voice.say('purchaser.say_beside', { words }),
      ...file,
    ],
    ...more,
  };
};

const revoked = ({ conversation, voice }: PurchaserScene, { companies, count }: WordOf<'revoked'>): Outcome => {
  const [only] = companies;
  const line =
    count === 0
      ? voice.say('purchaser.nothing_to_revoke', {})
      : count === 1 && only !== undefined
        ? voice.say('purchaser.revoked_one', { name: only })
        : voice.say('purchaser.revoked', { count });
  return { conversation, lines: [line], tail: { kind: 'none' } };
};

const fileMade = (scene: PurchaserScene, { pass }: WordOf<'file'>): Outcome => ({
  conversation: scene.conversation,
  lines: [scene.voice.say('purchaser.file', fileLinks(scene, pass))],
  tail: { kind: 'none' },
});

const termsKept = (scene: PurchaserScene, { terms }: WordOf<'terms_kept'>): Outcome => ({
  conversation: scene.conversation,
  lines: [[scene.voice.say('purchaser.terms_kept', {}), termsLines(scene, terms)].join('\n')],
  tail: { kind: 'none' },
});

const gone = ({ conversation, voice }: Scene): Outcome => ({
  conversation: noneOfThem(conversation),
  lines: [voice.say('purchaser.gone', {})],
  tail: { kind: 'none' },
});

const outcomeOf = (scene: PurchaserScene, word: Word): Outcome => {
  switch (word.tells) {
    case 'favour_asked':
      return favourAsked(scene, word);
    case 'invited':
      return invited(scene, word);
    case 'revoked':
      return revoked(scene, word);
    case 'terms_kept':
      return termsKept(scene, word);
    case 'file':
      return fileMade(scene, word);
    default:
      // The rest is for suppliers; the person was one when it was sent.
      return silently(scene.conversation);
  }
};

/** Others read along in a group: there only that there is news. */
const inGroup = ({ voice }: Scene, outcome: Outcome): Outcome =>
  outcome.lines.length === 0
    ? outcome
    : { conversation: outcome.conversation, lines: [voice.say('purchaser.news_in_group', {})], tail: { kind: 'none' } };

/**
 * What the conversation of one of a purchaser's people becomes when a supplier's, or the desk, tells it something. The
 * desk's answers are replies to what was asked; all else comes unasked.
 */
export const hearAsPurchaser = (scene: Scene, { word }: Told): Conversation => {
  const known = asPurchaser(scene);
  const outcome =
    word.tells === 'purchaser_gone' ? gone(scene) : known ? outcomeOf(known, word) : silently(scene.conversation);
  const address = placeFor(scene.conversation);
  const composed = compose(scene, [address?.group === undefined ? outcome : inGroup(scene, outcome)]);
  const kind = word.tells === 'favour_asked' ? 'notice' : 'reply';
  return composed.message && address
    ? enqueue(composed.conversation, composed.message, address, kind, scene.now)
    : composed.conversation;
};
