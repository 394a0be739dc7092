import type { PageText } from '../channels/web/page.ts';
import { pageWords } from '../channels/web/words.ts';
import type { Content } from '../content/content.ts';

/** The words and steps that the web page shows, always of the content in use. */
export const pageText = (content: () => Content): PageText => ({
  words: (locale) => pageWords(content().words('web', locale)),
  steps: (locale, journey) => {
    const { journeys, journey: usual, voice } = content();
    const said = voice(locale);
    return (journeys.get(journey ?? '') ?? usual).steps.map(({ id, title, short }) => ({
      id,
      title: said.fill(title, {}),
      short: said.fill(short, {}),
    }));
  },
});
