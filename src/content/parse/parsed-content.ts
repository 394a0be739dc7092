import type { CalendarFile } from '../schema/calendar.ts';
import type { Intent } from '../schema/intent.ts';
import type { Journey } from '../schema/journey.ts';
import type { PageTextsFile } from '../schema/page-text.ts';
import type { PhrasesFile } from '../schema/phrases.ts';
import type { PurchaserIntent } from '../schema/purchaser-intent.ts';
import type { Settings } from '../schema/settings.ts';
import type { Terms } from '../schema/terms.ts';
import type { WrittenLocale } from '../schema/text.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Entry } from './locale-tree.ts';
import type { Parsed } from './parse.ts';

/** The words of one locale, before they are compared with what the program says. */
export interface ParsedLocale {
  readonly locale: WrittenLocale;
  readonly sentences: readonly Entry[];
  /** From `checks.yaml`. */
  readonly findings: readonly Entry[];
  /** What the surfaces say themselves; keys with the surface's name in front. */
  readonly surfaces: readonly Entry[];
}

/** A content folder of which every file is right by itself, before files are compared with one another. */
export interface ParsedContent {
  readonly settings: Parsed<Settings>;
  readonly phrases: Parsed<PhrasesFile>;
  readonly terms: Parsed<Terms>;
  /** None where no page is known. */
  readonly pageTexts: Parsed<PageTextsFile> | undefined;
  readonly journeys: readonly Parsed<Journey>[];
  readonly calendars: readonly Parsed<CalendarFile>[];
  readonly intents: readonly Parsed<Intent>[];
  /** None where no purchasers are served. */
  readonly purchaserIntents: readonly Parsed<PurchaserIntent>[];
  readonly locales: readonly ParsedLocale[];
  /** The latest date that it can be anywhere now, `YYYY-MM-DD`. */
  readonly today: string;
}

/** A family of rules over a whole content folder. Pure. */
export type Rule = (parsed: ParsedContent) => Diagnostic[];
