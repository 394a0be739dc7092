import { checkCalendar } from './checks/calendar.ts';
import { checkDates } from './checks/dates.ts';
import { checkIntents } from './checks/intents.ts';
import { checkLinks } from './checks/links.ts';
import { checkNames } from './checks/names.ts';
import { checkOrder } from './checks/order.ts';
import { checkScreens } from './checks/page-texts.ts';
import { checkPhrases } from './checks/phrases.ts';
import { checkPhrasings } from './checks/phrasings.ts';
import { checkReferences } from './checks/references.ts';
import { checkLocales, checkSentences } from './checks/sentences.ts';
import { checkTexts } from './checks/texts.ts';
import { checkWaits } from './checks/waits.ts';
import type { Diagnostic } from './parse/diagnostic.ts';
import type { ParsedContent, Rule } from './parse/parsed-content.ts';

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
