import { expect, it } from 'vitest';
import { invitationText } from '../../../src/app/web/invitation-text.ts';
import { locales } from '../../../src/content/schema/text.ts';
import { content } from '../../built-in-content.ts';

it.each(locales)('has every word of page and poster in %s', (locale) => {
  const { texts, journey } = invitationText(() => content);
  expect(texts(locale)['open.here']).not.toBe('');
  const { steps, prepare } = journey(locale);
  expect(steps).toHaveLength(6);
  expect(prepare).toMatch(/发票|發票|VAT invoice/);
});

it('says in Traditional characters what is written in Simplified ones', () => {
  expect(invitationText(() => content).texts('zh-Hant')['open.here']).toBe('在這裡開始');
});
