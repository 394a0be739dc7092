import type { SurfaceTexts } from '../../messages/surfaces.ts';

/** A language that the page offers, and what choosing it says. */
export interface OfferedLanguage {
  readonly label: string;
  readonly say: string;
}

/** What the page itself says, with the languages it offers as a list. */
export type PageTexts = Omit<SurfaceTexts<'web'>, `languages.${string}`> & {
  readonly languages: readonly OfferedLanguage[];
};

/** The page's texts as the page reads them, out of the content's. */
export const pageTexts = (texts: SurfaceTexts<'web'>): PageTexts => {
  const {
    'languages.0.label': first,
    'languages.0.say': sayFirst,
    'languages.1.label': second,
    'languages.1.say': saySecond,
    'languages.2.label': third,
    'languages.2.say': sayThird,
    ...rest
  } = texts;
  const languages = [
    { label: first, say: sayFirst },
    { label: second, say: saySecond },
    { label: third, say: sayThird },
  ];
  return { ...rest, languages };
};
