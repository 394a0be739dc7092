import { z } from 'zod';

/** The locales a content file must be written in. Traditional Chinese (`zh-Hant`) is derived from `zh-CN`. */
export const writtenLocales = ['zh-CN', 'en'] as const;

/** The locales a person may be spoken to in. */
export const locales = [...writtenLocales, 'zh-Hant'] as const;

/** A locale that content files are written in. */
export type WrittenLocale = (typeof writtenLocales)[number];

/** A locale that a person may choose. */
export type Locale = (typeof locales)[number];

const line = z.string().trim().min(1, 'must not be empty');

/** One text in every written locale; may hold `{{placeholders}}`. */
export const Text = z.strictObject({ 'zh-CN': line, en: line } satisfies Record<WrittenLocale, z.ZodType>);

/** One text in every written locale. */
export type Text = z.infer<typeof Text>;
