import type { CalendarFile } from './calendar.ts';
import type { Intent } from './intent.ts';
import type { Journey } from './journey.ts';
import type { Entry } from './locale-tree.ts';
import type { Parsed } from './parse.ts';
import type { PhrasesFile } from './phrases.ts';
import type { Problem } from './problem.ts';
import type { PurchaserIntent } from './purchaser-intent.ts';
import type { ScreensFile } from './screen.ts';
import type { Settings } from './settings.ts';
import type { Terms } from './terms.ts';
import type { WrittenLocale } from './text.ts';

/** The words of one locale, before they are compared with what the program says. */
export interface LocaleDraft {
  readonly locale: WrittenLocale;
  readonly sentences: readonly Entry[];
  /** From `checks.yaml`. */
  readonly findings: readonly Entry[];
  /** What the surfaces say themselves; keys with the surface's name in front. */
  readonly surfaces: readonly Entry[];
}

/** A content folder of which every file is right by itself, before files are compared with one another. */
export interface Draft {
  readonly settings: Parsed<Settings>;
  readonly phrases: Parsed<PhrasesFile>;
  readonly terms: Parsed<Terms>;
  /** None where no page is known. */
  readonly screens: Parsed<ScreensFile> | undefined;
  readonly journeys: readonly Parsed<Journey>[];
  readonly calendars: readonly Parsed<CalendarFile>[];
  readonly intents: readonly Parsed<Intent>[];
  /** None where no purchasers are served. */
  readonly purchaserIntents: readonly Parsed<PurchaserIntent>[];
  readonly locales: readonly LocaleDraft[];
  /** The latest date that it can be anywhere now, `YYYY-MM-DD`. */
  readonly today: string;
}

/** A family of rules over a whole content folder. Pure. */
export type Rule = (draft: Draft) => Problem[];
