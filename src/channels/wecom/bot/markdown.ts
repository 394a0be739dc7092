import { literally, withLinks } from '../../shared/markdown.ts';

const escaped = (sign: string): string => `\\${sign}`;

/** A link right behind these would be none, or a picture. */
const beforeLink = (written: string): string => written.replace(/[\\!]$/u, '\\$&');

/** A text as markdown that reads the same, with its addresses to tap. */
export const asMarkdown = (text: string): string =>
  withLinks(text, (words, isBeforeLink) => {
    const written = literally(words, escaped);
    return isBeforeLink ? beforeLink(written) : written;
  });
