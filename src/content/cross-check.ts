import { checkCalendar } from './check-calendar.ts';
import { checkDates } from './check-dates.ts';
import { checkIntents } from './check-intents.ts';
import { checkLinks } from './check-links.ts';
import { checkNames } from './check-names.ts';
import { checkOrder } from './check-order.ts';
import { checkPhrases } from './check-phrases.ts';
import { checkReferences } from './check-references.ts';
import { checkScreens } from './check-screens.ts';
import { checkLocales, checkSentences } from './check-sentences.ts';
import { checkTexts } from './check-texts.ts';
import { checkWaits } from './check-waits.ts';
import type { Draft, Rule } from './draft.ts';
import { checkPhrasings } from './phrasings-check.ts';
import type { Problem } from './problem.ts';

const rules: readonly Rule[] = [
  checkIntents,
  checkReferences,
  checkOrder,
  checkWaits,
  checkNames,
  checkTexts,
  checkLinks,
  checkDates,
  checkPhrases,
  checkScreens,
  checkCalendar,
  checkLocales,
  checkSentences,
];

/** Everything that is wrong between files, or within one beyond what its schema says. Pure. */
export const crossCheck = (draft: Draft): Problem[] => rules.flatMap((rule) => rule(draft));

/** What makes the recogniser worse without making the content wrong; takes a second or two, so not for every reload. */
export const checkQuality: Rule = ({ intents, purchaserIntents }) =>
  [intents, purchaserIntents].flatMap((learnt) =>
    checkPhrasings(
      learnt.map(({ value, source }) => ({
        file: source.path,
        intent: value,
        line: (path) => source.place(path).line,
      })),
    ),
  );
