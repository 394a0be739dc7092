import type { Content } from '../content/content.ts';
import type { Locale } from '../content/text.ts';
import type { Instant } from '../dialogue/instant.ts';
import { type Surroundings, surroundingsOf } from '../dialogue/scene.ts';
import { readEnvironment } from '../parts/environment.ts';
import { publicUrlOf, withoutSlash } from '../parts/public-url.ts';
import { offsetIn } from '../parts/zone.ts';

/** Where invitations point, without a slash at the end. */
export const pagesAddress = (): string => withoutSlash(publicUrlOf(readEnvironment(process.env)));

/** What commands say things by: the content, the clock, the settings' zone and address. */
export const aroundCommand = (content: Content, now: Instant, locale: Locale = 'zh-CN'): Surroundings => {
  const { TZ_NAME } = readEnvironment(process.env);
  return surroundingsOf({ now, content, offset: offsetIn(TZ_NAME), publicUrl: pagesAddress() }, locale);
};
