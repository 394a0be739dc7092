import { readEnvironment } from '../app/environment.ts';
import { publicUrlOf, withoutSlash } from '../app/public-url.ts';
import { offsetIn } from '../app/time-zone.ts';
import type { Content } from '../content/content.ts';
import type { Locale } from '../content/schema/text.ts';
import { type SharedContext, sharedContextOf } from '../dialogue/core/turn-context.ts';
import type { Instant } from '../dialogue/model/instant.ts';

/** Where invitations point, without a slash at the end. */
export const pagesAddress = (): string => withoutSlash(publicUrlOf(readEnvironment(process.env)));

/** What commands say things by: the content, the clock, the settings' zone and address. */
export const commandContext = (content: Content, now: Instant, locale: Locale = 'zh-CN'): SharedContext => {
  const { TZ_NAME } = readEnvironment(process.env);
  return sharedContextOf({ now, content, offset: offsetIn(TZ_NAME), publicUrl: pagesAddress() }, locale);
};
