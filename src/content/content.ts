import type { Surface, SurfaceTexts } from '../messages/surfaces.ts';
import type { SentenceKey, SentenceValues } from '../messages/vocabulary/core.ts';
import type { FindingCode } from '../text/checks/verdict.ts';
import type { Calendar } from './schema/calendar.ts';
import type { Intent, IntentId } from './schema/intent.ts';
import type { Journey } from './schema/journey.ts';
import type { PageText } from './schema/page-text.ts';
import type { PhraseMeaning } from './schema/phrases.ts';
import type { PurchaserIntent } from './schema/purchaser-intent.ts';
import type { Settings } from './schema/settings.ts';
import type { Terms } from './schema/terms.ts';
import type { Locale, Text } from './schema/text.ts';

/** The words of one locale. */
export interface Translator {
  readonly locale: Locale;
  /** A sentence, with its values filled in. */
  t<K extends SentenceKey>(key: K, values: SentenceValues<K>): string;
  /** A text of a journey or an answer, with placeholders filled in. */
  format(text: Text, values: Readonly<Record<string, string | number>>): string;
  /** What a field check found, in words. */
  finding(
    code: FindingCode | 'plausible' | 'doubtful' | 'wrong' | 'closing',
    values: Readonly<Record<string, string | number>>,
  ): string;
}

/** Everything the YAML says, checked and compiled. Immutable: an edit makes a new one. */
export interface Content {
  /** Changes when any file that a conversation can notice changes. */
  readonly hash: string;
  readonly settings: Settings;
  readonly journeys: ReadonlyMap<string, Journey>;
  /** The journey that newcomers are taken on. */
  readonly journey: Journey;
  readonly intents: ReadonlyMap<IntentId, Intent>;
  /** What a purchaser's people can want, beside what everybody can. */
  readonly purchaserIntents: readonly PurchaserIntent[];
  /** Phrases that are understood whole, by their `phraseKey`; Traditional spellings included. */
  readonly phrases: ReadonlyMap<string, PhraseMeaning>;
  readonly terms: Terms;
  /** What pages say, with what to answer. */
  readonly pageTexts: readonly PageText[];
  readonly calendar: Calendar;
  translator(locale: Locale): Translator;
  /** What a surface says itself; may hold `{{placeholders}}`, see `messages/fill.ts`. */
  texts<S extends Surface>(surface: S, locale: Locale): SurfaceTexts<S>;
}
