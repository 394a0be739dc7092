import type { Locale } from '../content/text.ts';
import { type Address, samePlace } from './address.ts';
import { shareProgress } from './colleagues.ts';
import { compose, enqueue } from './compose.ts';
import type { Conversation } from './conversation.ts';
import type { Entered, Event, Said, Told } from './event.ts';
import { askFavours } from './favours.ts';
import { fire } from './fire.ts';
import { hear } from './hear.ts';
import type { Instant } from './instant.ts';
import { intents } from './intents.ts';
import { join } from './join.ts';
import { backInReach } from './out-of-reach.ts';
import type { Outcome } from './outcome.ts';
import { firePurchaser } from './purchaser/fire.ts';
import { hearAsPurchaser } from './purchaser/hear.ts';
import { listenToPurchaser } from './purchaser/listen.ts';
import { planForPurchaser } from './purchaser/plan.ts';
import { planReminders } from './reminders.ts';
import { listen } from './said.ts';
import { type Scene, sceneOf, withConversation } from './scene.ts';
import { isSeen, remember } from './seen.ts';
import { errandsTaken } from './send-errand.ts';
import { termsOf } from './terms.ts';
import { notDeliveredAtNight, withoutMoot, withoutReminders } from './waiting-reminders.ts';
import { windowWords } from './window-words.ts';
import type { World } from './world.ts';

/** A conversation has at most this many places; the one longest unheard goes. */
const MOST_PLACES = 8;

const heardAt = (conversation: Conversation, address: Address): Conversation => {
  const others = conversation.addresses.filter((known) => !samePlace(known, address));
  return { ...conversation, addresses: [...others, address].slice(-MOST_PLACES) };
};

/** Who only opened the chat has not written: no reply window opens, and what was said since they wrote still counts. */
const openedAt = (conversation: Conversation, address: Address): Conversation => {
  const known = conversation.addresses.find((one) => samePlace(one, address));
  if (!known) return heardAt(conversation, { ...address, onlyOpened: true });
  const { handle: _older, ...rest } = known;
  return heardAt(conversation, { ...rest, ...(address.handle ? { handle: address.handle } : {}) });
};

/** A supplier wrote: they are answered before they are reminded, and what kept them out of reach is over. */
const isBack = (conversation: Conversation, now: Instant): Conversation =>
  conversation.purchasing ? conversation : backInReach(withoutReminders(conversation, now));

const planned = (conversation: Conversation, world: World): Conversation => {
  const scene = sceneOf(conversation, world);
  if (conversation.purchasing) return { ...conversation, reminders: planForPurchaser(scene) };
  return { ...withoutMoot(scene), reminders: planReminders(scene) };
};

const isNew = (conversation: Conversation): boolean => conversation.log.length === 0 && conversation.lastNumber === 0;

const fewWords = 4;

/** Chinese within English words is a label that they read from the page: "what goes in 工商注册号". */
const isQuotedChinese = (text: string): boolean =>
  /\p{Script=Han}/u.test(text) && (text.match(/(?<![a-z0-9])[a-z]+(?![a-z0-9])/giu) ?? []).length >= 3;

/** The person is answered in the language they write in, once they write more of it than a name or a word. */
const localeFor = (conversation: Conversation, event: Said): Locale => {
  const language = event.reading?.language;
  const asks = conversation.question?.asks;
  const isName = event.reading?.intent === intents.giveMemberName || asks === 'member_name' || asks === 'companies';
  if (language === undefined || language === conversation.locale || isName) return conversation.locale;
  // A code and a link tell nothing of the language of whoever passes them on; the words beside a deep link's code do.
  if (isNew(conversation) && (!event.redeemed || event.code !== undefined)) return language;
  const text = event.content.kind === 'text' ? event.content.text : '';
  const crosses = (language === 'en') !== (conversation.locale === 'en');
  const isEnough = language === 'en' ? text.trim().split(/\s+/u).length >= fewWords : !isQuotedChinese(text);
  return crosses && isEnough ? language : conversation.locale;
};

/** Somebody new who starts with a question is told in a line whom they are talking to. */
const withFirstWords = (outcomes: readonly Outcome[], isFirst: boolean, words: string): readonly Outcome[] => {
  const [first, ...others] = outcomes;
  return isFirst && first ? [{ ...first, lines: [words, ...first.lines] }, ...others] : outcomes;
};

/** What the purchaser can be asked for by now, it is asked for, and the person hears so. */
const withFavours = (scene: Scene, outcomes: readonly Outcome[]): readonly Outcome[] => {
  const last = outcomes.at(-1);
  if (!last?.conversation.membership) return outcomes;
  const after = withConversation(scene, last.conversation);
  const { conversation, favours } = askFavours(after);
  if (favours.length === 0) return outcomes;
  const lines = favours.map(({ asked }) => after.voice.fill(asked, termsOf(after)));
  return [...outcomes, { conversation, lines, tail: { kind: 'none' } }];
};

/** With a line about the reply window of the person's platform, when it matters to them for the first time. */
const withWindow = (scene: Scene, outcomes: readonly Outcome[]): readonly Outcome[] => {
  const last = outcomes.at(-1);
  const window = last && windowWords(withConversation(scene, last.conversation));
  return window ? [...outcomes, window] : outcomes;
};

const supplierSaid = (scene: Scene, event: Said, isFirst: boolean): readonly Outcome[] => {
  const outcomes = listen(scene, event);
  const greets = outcomes.at(-1)?.conversation.log.at(-1)?.intent === intents.greet;
  const said = withFirstWords(outcomes, isFirst && !greets, scene.voice.say('talk.first_words', {}));
  return withWindow(scene, said);
};

/** Answers in one message at the place where something was said. */
const answered = (scene: Scene, outcomes: readonly Outcome[], address: Address, before: Conversation): Conversation => {
  const { conversation, message } = compose(scene, withFavours(scene, outcomes));
  const said = message ? enqueue(conversation, message, address, 'reply', scene.now) : conversation;
  return shareProgress(before, said, scene.now);
};

/** One of a purchaser's people names an invitation of theirs to have something done with it. */
const isAboutTheCode = ({ conversation }: Scene, { redeemed, reading }: Said): boolean =>
  conversation.purchasing !== undefined &&
  redeemed?.as === 'refused' &&
  redeemed.why === 'own' &&
  reading?.purchasing !== undefined;

const afterSaid = (conversation: Conversation, event: Said, world: World): Conversation => {
  const awake = conversation.mode === 'paused' ? ({ ...conversation, mode: 'guided' } as const) : conversation;
  const heard: Conversation = {
    ...heardAt(isBack(awake, world.now), event.address),
    locale: localeFor(conversation, event),
  };
  const scene = sceneOf(heard, world, event.address.group !== undefined);
  if (event.redeemed && !isAboutTheCode(scene, event))
    return answered(scene, [join(scene, event.redeemed)], event.address, conversation);
  if (heard.purchasing) return answered(scene, listenToPurchaser(scene, event), event.address, conversation);
  return answered(scene, supplierSaid(scene, event, isNew(conversation)), event.address, conversation);
};

/** Opening the chat is answered once, to somebody new: the welcome and the first step; an invitation is answered always. */
const afterEntered = (conversation: Conversation, event: Entered, world: World): Conversation => {
  const heard = openedAt(conversation, event.address);
  if (!isNew(conversation) && !event.redeemed) return heard;
  const spoken: Conversation = isNew(conversation)
    ? { ...heard, locale: event.language ?? conversation.locale }
    : heard;
  const scene = sceneOf(spoken, world);
  const welcome: Outcome = event.redeemed
    ? join(scene, event.redeemed)
    : { conversation: spoken, lines: [scene.voice.fill(scene.journey.welcome, {})], tail: { kind: 'guide' } };
  return answered(scene, [welcome], event.address, conversation);
};

const afterTold = (conversation: Conversation, told: Told, world: World): Conversation => {
  const scene = sceneOf(conversation, world);
  if (conversation.purchasing) return hearAsPurchaser(scene, told);
  const after = hear(scene, told);
  return told.word.tells === 'progress' ? after : shareProgress(conversation, after, world.now);
};

const afterDue = (conversation: Conversation, world: World): Conversation => {
  const scene = sceneOf(errandsTaken(conversation, world.now), world);
  return conversation.purchasing ? firePurchaser(scene) : fire(withConversation(scene, notDeliveredAtNight(scene)));
};

const after = (conversation: Conversation, event: Said | Entered | Told, world: World): Conversation => {
  switch (event.type) {
    case 'said':
      return afterSaid(conversation, event, world);
    case 'entered':
      return afterEntered(conversation, event, world);
    case 'told':
      return afterTold(conversation, event, world);
  }
};

/**
 * What a conversation becomes when something happens. Pure: everything the turn wants done (messages, reminders, errands)
 * is in the conversation it returns. A message that was dealt with before changes nothing: the same object comes back.
 */
export const turn = (conversation: Conversation, event: Event, world: World): Conversation => {
  if (event.type === 'due') return planned(afterDue(conversation, world), world);
  if (isSeen(conversation, event.id)) return conversation;
  return planned(remember(after(conversation, event, world), event.id, world.now), world);
};
