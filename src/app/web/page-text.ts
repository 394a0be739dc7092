import type { Content } from '../../content/content.ts';
import type { PageText } from '../../web/chat/page.ts';
import { pageTexts } from '../../web/chat/page-text.ts';

/** The words and steps that the web page shows, always of the content in use. */
export const pageText = (content: () => Content): PageText => ({
  texts: (locale) => pageTexts(content().texts('web', locale)),
  steps: (locale, journey) => {
    const { journeys, journey: usual, translator } = content();
    const said = translator(locale);
    return (journeys.get(journey ?? '') ?? usual).steps.map(({ id, title, short }) => ({
      id,
      title: said.format(title, {}),
      short: said.format(short, {}),
    }));
  },
});
