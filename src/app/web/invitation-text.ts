import type { Content } from '../../content/content.ts';
import type { InvitationText } from '../../web/invitation/invitation-text.ts';
import { pageText } from './page-text.ts';

/** The words of the invitation pages and what they say of the journey, always of the content in use. */
export const invitationText = (content: () => Content): InvitationText => {
  const { steps } = pageText(content);
  return {
    texts: (locale) => content().texts('invitation', locale),
    journey: (locale) => {
      const { journey, translator } = content();
      return { steps: steps(locale, journey.id), prepare: translator(locale).format(journey.prepare, {}) };
    },
  };
};
