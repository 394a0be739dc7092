import type { Content, Voice } from '../content/content.ts';
import type { Journey } from '../content/journey.ts';
import type { Conversation } from './conversation.ts';
import type { Instant } from './instant.ts';
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
  /** Others can read what is said here: personal details stay out of it. */
  readonly inGroup: boolean;
}

/** The times at which people may be spoken to unasked. */
const scheduleOf = (world: World): Schedule => ({
  calendar: world.content.calendar,
  offset: world.offset,
  opens: world.content.settings.reminders.opens,
  closes: world.content.settings.reminders.closes,
});

/** Lays a conversation out. A journey that content no longer has is replaced by the one for newcomers. */
export const sceneOf = (conversation: Conversation, world: World, inGroup = false): Scene => ({
  conversation,
  journey: world.content.journeys.get(conversation.journey.id) ?? world.content.journey,
  content: world.content,
  voice: world.content.voice(conversation.locale),
  schedule: scheduleOf(world),
  now: world.now,
  inGroup,
});

/** The same scene after the conversation has changed. */
export const withConversation = (scene: Scene, conversation: Conversation): Scene => ({
  ...scene,
  conversation,
  voice: scene.voice.locale === conversation.locale ? scene.voice : scene.content.voice(conversation.locale),
});
