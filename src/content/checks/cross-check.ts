import type { Diagnostic } from '../parse/diagnostic.ts';
import type { ParsedContent, Rule } from '../parse/parsed-content.ts';
import { checkCalendar } from './calendar.ts';
import { checkDates } from './dates.ts';
import { checkIntents } from './intents.ts';
import { checkLinks } from './links.ts';
import { checkNames } from './names.ts';
import { checkOrder } from './order.ts';
import { checkScreens } from './page-texts.ts';
import { checkPhrases } from './phrases.ts';
import { checkPhrasings } from './phrasings.ts';
import { checkReferences } from './references.ts';
import { checkLocales, checkSentences } from './sentences.ts';
import { checkTexts } from './texts.ts';
import { checkWaits } from './waits.ts';

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
export const crossCheck = (parsed: ParsedContent): Diagnostic[] => rules.flatMap((rule) => rule(parsed));

/** What makes the recogniser worse without making the content wrong; takes a second or two, so not for every reload. */
export const checkQuality: Rule = ({ intents, purchaserIntents }) =>
  [intents, purchaserIntents].flatMap((learnt) =>
    checkPhrasings(
      learnt.map(({ value, source }) => ({
        file: source.path,
        intent: value,
        line: (path) => source.positionOf(path).line,
      })),
    ),
  );
