import type { Content, Voice } from '../content/content.ts';
import type { Journey } from '../content/journey.ts';
import type { Locale } from '../content/text.ts';
import type { CharacterLookup } from '../text/characters.ts';
import type { Book } from './book.ts';
import type { Conversation } from './conversation.ts';
import type { Instant } from './instant.ts';
import type { ReplyWindows } from './reply-window.ts';
import type { Schedule } from './working-time.ts';
import type { World } from './world.ts';

/** A conversation laid out for the parts of a turn: its journey and words looked up, the clock at hand. */
export interface Scene {
  readonly conversation: Conversation;
  readonly journey: Journey;
  readonly content: Content;
  readonly voice: Voice;
  readonly schedule: Schedule;
  readonly now: Instant;
  /** There only where some channel has one. */
  readonly replyWindows?: ReplyWindows | undefined;
  /** Others can read what is said here: personal details stay out of it. */
  readonly inGroup: boolean;
  /** Where people reach the pages, without a slash at the end. */
  readonly publicUrl: string;
  /** What a purchaser's people may look at; there only in their own turns. */
  readonly book?: Book | undefined;
  /** How characters sound, to find a name by its sound; names are found by their characters alone without it. */
  readonly characters?: CharacterLookup | undefined;
}

/** What the scenes of one moment have in common, whoever they are about. */
export type Surroundings = Pick<Scene, 'content' | 'voice' | 'schedule' | 'now' | 'publicUrl'>;

/** The times at which people may be spoken to unasked. */
const scheduleOf = (world: World): Schedule => ({
  calendar: world.content.calendar,
  offset: world.offset,
  opens: world.content.settings.reminders.opens,
  closes: world.content.settings.reminders.closes,
});

/** The surroundings of a world, for somebody who reads in a language. */
export const surroundingsOf = (world: World, locale: Locale): Surroundings => ({
  content: world.content,
  voice: world.content.voice(locale),
  schedule: scheduleOf(world),
  now: world.now,
  publicUrl: world.publicUrl,
});

/** Lays a conversation out. A journey that content no longer has is replaced by the one for newcomers. */
export const sceneOf = (conversation: Conversation, world: World, inGroup = false): Scene => ({
  content: world.content,
  voice: world.content.voice(conversation.locale),
  schedule: scheduleOf(world),
  now: world.now,
  publicUrl: world.publicUrl,
  conversation,
  journey: world.content.journeys.get(conversation.journey.id) ?? world.content.journey,
  inGroup,
  replyWindows: world.replyWindows,
  book: world.book,
  characters: world.characters,
});

/** The same scene after the conversation has changed. */
export const withConversation = (scene: Scene, conversation: Conversation): Scene => ({
  ...scene,
  conversation,
  voice: scene.voice.locale === conversation.locale ? scene.voice : scene.content.voice(conversation.locale),
});
