import { consoleVocabulary } from './vocabulary/console.ts';
import { invitationVocabulary } from './vocabulary/invitation.ts';
import { telegramLongest, telegramVocabulary } from './vocabulary/telegram.ts';
import { terminalVocabulary } from './vocabulary/terminal.ts';
import type { Vocabulary } from './vocabulary/vocabulary.ts';
import { webVocabulary } from './vocabulary/web.ts';

/**
 * What people talk to the assistant through and that has texts of its own, by the name under which `locales/` keep them.
 * `npm run check` compares `locales/` with this, and so does a running server before it takes an edit.
 */
export const surfaces = {
  web: webVocabulary,
  invitation: invitationVocabulary,
  desk: consoleVocabulary,
  terminal: terminalVocabulary,
  telegram: telegramVocabulary,
} as const satisfies Record<string, Vocabulary>;

/** The name of such a surface. */
export type Surface = keyof typeof surfaces;

/** A key of a surface's texts, without the surface's name. */
export type SurfaceKey<S extends Surface> = Extract<keyof (typeof surfaces)[S], string>;

/** All texts of a surface in one language; those with values hold `{{placeholders}}`, see `fill.ts`. */
export type SurfaceTexts<S extends Surface> = { readonly [K in SurfaceKey<S>]: string };

/** The values that a text of a surface is given. */
export type SurfaceValues<S extends Surface, K extends SurfaceKey<S>> = {
  readonly [Name in ((typeof surfaces)[S][K] & readonly string[])[number]]: string | number;
};

/** The longest that a text of a surface may be, in characters; `undefined` where nobody cuts it. */
export const longestOf = (surface: Surface, key: string): number | undefined =>
  surface === 'telegram' ? telegramLongest(key) : undefined;
