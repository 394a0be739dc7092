import type { Locale } from '../content/text.ts';
import { type Address, samePlace } from './address.ts';
import { compose, enqueue } from './compose.ts';
import type { Conversation } from './conversation.ts';
import type { Entered, Event, Said } from './event.ts';
import { fire } from './fire.ts';
import { intents } from './intents.ts';
import type { Outcome } from './outcome.ts';
import { planReminders } from './reminders.ts';
import { listen } from './said.ts';
import { sceneOf } from './scene.ts';
import { isSeen, remember } from './seen.ts';
import type { World } from './world.ts';

/** A conversation has at most this many places; the one longest unheard goes. */
const MOST_PLACES = 8;

const heardAt = (conversation: Conversation, address: Address): Conversation => {
  const others = conversation.addresses.filter((known) => !samePlace(known, address));
  return { ...conversation, addresses: [...others, address].slice(-MOST_PLACES) };
};

const planned = (conversation: Conversation, world: World): Conversation => ({
  ...conversation,
  reminders: planReminders(sceneOf(conversation, world)),
});

const isNew = (conversation: Conversation): boolean => conversation.log.length === 0 && conversation.lastNumber === 0;

const fewWords = 4;

/** The person is answered in the language they write in, once they write more of it than a name or a word. */
const localeFor = (conversation: Conversation, event: Said): Locale => {
  const language = event.reading?.language;
  const isName = event.reading?.intent === intents.giveMemberName || conversation.question?.asks === 'member_name';
  if (language === undefined || language === conversation.locale || isName) return conversation.locale;
  if (isNew(conversation)) return language;
  const text = event.content.kind === 'text' ? event.content.text : '';
  const crosses = (language === 'en') !== (conversation.locale === 'en');
  const isEnough = language === 'en' ? text.trim().split(/\s+/u).length >= fewWords : true;
  return crosses && isEnough ? language : conversation.locale;
};

/** Somebody new who starts with a question is told in a line whom they are talking to. */
const withFirstWords = (outcomes: readonly Outcome[], isFirst: boolean, words: string): readonly Outcome[] => {
  const [first, ...others] = outcomes;
  return isFirst && first ? [{ ...first, lines: [words, ...first.lines] }, ...others] : outcomes;
};

const afterSaid = (conversation: Conversation, event: Said, world: World): Conversation => {
  const awake = conversation.mode === 'paused' ? ({ ...conversation, mode: 'guided' } as const) : conversation;
  const heard: Conversation = { ...heardAt(awake, event.address), locale: localeFor(conversation, event) };
  const scene = sceneOf(heard, world, event.address.group !== undefined);
  const outcomes = listen(scene, event);
  const greets = outcomes.at(-1)?.conversation.log.at(-1)?.intent === intents.greet;
  const said = withFirstWords(outcomes, isNew(conversation) && !greets, scene.voice.say('talk.first_words', {}));
  const composed = compose(scene, said);
  return composed.message
    ? enqueue(composed.conversation, composed.message, event.address, 'reply', world.now)
    : composed.conversation;
};

/** Opening the chat is answered once, to somebody new: the welcome and the first step. */
const afterEntered = (conversation: Conversation, event: Entered, world: World): Conversation => {
  const heard = heardAt(conversation, event.address);
  if (!isNew(conversation)) return heard;
  const spoken: Conversation = { ...heard, locale: event.language ?? conversation.locale };
  const scene = sceneOf(spoken, world);
  const welcome: Outcome = {
    conversation: spoken,
    lines: [scene.voice.fill(scene.journey.welcome, {})],
    tail: { kind: 'guide' },
  };
  const composed = compose(scene, [welcome]);
  return composed.message
    ? enqueue(composed.conversation, composed.message, event.address, 'reply', world.now)
    : composed.conversation;
};

/**
 * What a conversation becomes when something happens. Pure: everything the turn wants done (messages, reminders) is in
 * the conversation it returns. A message that was dealt with before changes nothing: the same object comes back.
 */
export const turn = (conversation: Conversation, event: Event, world: World): Conversation => {
  if (event.type === 'due') return planned(fire(sceneOf(conversation, world)), world);
  if (isSeen(conversation, event.id)) return conversation;
  const after =
    event.type === 'said' ? afterSaid(conversation, event, world) : afterEntered(conversation, event, world);
  return planned(remember(after, event.id, world.now), world);
};
