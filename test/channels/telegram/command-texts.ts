import type { Locale } from '../../../src/content/schema/text.ts';
import type { SurfaceTexts } from '../../../src/messages/surfaces.ts';

const english = {
  'menu.start': 'Begin',
  'menu.progress': 'How far you are',
  'menu.next': 'What to do now',
  'menu.faq': 'What you can ask',
  'menu.help': 'What this assistant does',
  'menu.language': 'Language',
  'menu.stop': 'No more reminders',
  'say.start': 'hello',
  'say.progress': 'my progress',
  'say.next': "what's next",
  'say.faq': 'what can I ask',
  'say.help': 'help',
  'say.language': 'change language',
  'say.stop': 'stop reminders',
  'tap.not_yours': 'Not your button.',
  'tap.unknown': 'An old button.',
} as const satisfies SurfaceTexts<'telegram'>;

/** What Telegram shows in tests of the channel alone. */
export const texts = (locale: Locale): SurfaceTexts<'telegram'> =>
  locale === 'en' ? english : { ...english, 'menu.start': '开始', 'say.start': '你好', 'say.progress': '我的进度' };
