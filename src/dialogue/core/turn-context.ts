import type { Content, Translator } from '../../content/content.ts';
import type { Journey } from '../../content/schema/journey.ts';
import type { Locale } from '../../content/schema/text.ts';
import type { CharacterLookup } from '../../text/characters.ts';
import type { Conversation } from '../model/conversation.ts';
import type { Instant } from '../model/instant.ts';
import type { PurchaserSnapshot } from '../model/programme/purchaser-snapshot.ts';
import type { ReplyWindows } from '../model/reply-window.ts';
import type { Schedule } from './time/working-time.ts';
import type { World } from './world.ts';

/** A conversation laid out for the parts of a turn: its journey and words looked up, the clock at hand. */
export interface TurnContext {
  readonly conversation: Conversation;
  readonly journey: Journey;
  readonly content: Content;
  readonly translator: Translator;
  readonly schedule: Schedule;
  readonly now: Instant;
  /** There only where some channel has one. */
  readonly replyWindows?: ReplyWindows | undefined;
  /** Others can read what is said here: personal details stay out of it. */
  readonly inGroup: boolean;
  /** Where people reach the pages, without a slash at the end. */
  readonly publicUrl: string;
  /** What a purchaser's people may look at; there only in their own turns. */
  readonly snapshot?: PurchaserSnapshot | undefined;
  /** How characters sound, to find a name by its sound; names are found by their characters alone without it. */
  readonly characters?: CharacterLookup | undefined;
}

/** What the contexts of one moment have in common, whoever they are about. */
export type SharedContext = Pick<TurnContext, 'content' | 'translator' | 'schedule' | 'now' | 'publicUrl'>;

/** The times at which people may be spoken to unasked. */
const scheduleOf = (world: World): Schedule => ({
  calendar: world.content.calendar,
  offset: world.offset,
  opens: world.content.settings.reminders.opens,
  closes: world.content.settings.reminders.closes,
});

/** The surroundings of a world, for somebody who reads in a language. */
export const sharedContextOf = (world: World, locale: Locale): SharedContext => ({
  content: world.content,
  translator: world.content.translator(locale),
  schedule: scheduleOf(world),
  now: world.now,
  publicUrl: world.publicUrl,
});

/** Lays a conversation out. A journey that content no longer has is replaced by the one for newcomers. */
export const turnContextOf = (conversation: Conversation, world: World, inGroup = false): TurnContext => ({
  content: world.content,
  translator: world.content.translator(conversation.locale),
  schedule: scheduleOf(world),
  now: world.now,
  publicUrl: world.publicUrl,
  conversation,
  journey: world.content.journeys.get(conversation.journey.id) ?? world.content.journey,
  inGroup,
  replyWindows: world.replyWindows,
  snapshot: world.snapshot,
  characters: world.characters,
});

/** The same context after the conversation has changed. */
export const withConversation = (context: TurnContext, conversation: Conversation): TurnContext => ({
  ...context,
  conversation,
  translator:
    context.translator.locale === conversation.locale
      ? context.translator
      : context.content.translator(conversation.locale),
});
