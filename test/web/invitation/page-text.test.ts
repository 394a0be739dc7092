import { expect, it } from 'vitest';
import { invitationText } from '../../../src/app/web/invitation-text.ts';
import { loadContent } from '../../../src/content/load.ts';
import { locales } from '../../../src/content/schema/text.ts';
import { InvitationWords } from '../../../src/web/invitation/invitation-page-text.ts';

const loaded = await loadContent('.');
if (!('content' in loaded)) throw new Error('the content is wrong');
const { content } = loaded;

it.each(locales)('has every word of page and poster in %s', (locale) => {
  const { words, journey } = invitationText(() => content);
  expect(words(locale)['open.here']).not.toBe('');
  const { steps, prepare } = journey(locale);
  expect(steps).toHaveLength(6);
  expect(prepare).toMatch(/发票|發票|VAT invoice/);
});

it('says in Traditional characters what is written in Simplified ones', () => {
  expect(invitationText(() => content).words('zh-Hant')['open.here']).toBe('在這裡開始');
});

it('refuses words that leave a value out', () => {
  const words = { ...content.words('invitation', 'en'), 'supplier.heading': 'Somebody invites you' };
  expect(() => InvitationWords.parse(words)).toThrow(/supplier\.heading/);
});
