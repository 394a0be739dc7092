import type { Reading } from '../../../understanding/reading.ts';
import { intents } from '../../core/intents.ts';
import { chosenReply } from '../../core/reply/chosen-reply.ts';
import { shortPhrase } from '../../core/short-phrase.ts';
import type { TurnContext } from '../../core/turn-context.ts';
import { asAgreement } from './agreement.ts';
import { asPlaceToType, asRecall, asScreen } from './direct-questions.ts';
import { asks, type Interpretation, intent, meant } from './interpretation.ts';
import { asDoubtfulName, asMemberName } from './member-name.ts';
import { asksToDestroy, byRule, reported } from './phrase-rules.ts';
import { ofReading } from './read-intents.ts';
import { asReason } from './rejection-reason.ts';
import { asReminderRequest, asTime } from './reminder-wishes.ts';
import { asAmount, asStep } from './short-answers.ts';
import { asReports, asTakenBack } from './told-reports.ts';

/** “收到” says that our words were received; money that was received is told with more. */
const receipt = /^(?:好的?|嗯+|ok)?(?:收到){1,3}(?:谢谢|多谢|了谢谢)?$/iu;

/** Takes a text, its `phraseKey` and its reading for what they mean in this conversation. */
export const interpret = (context: TurnContext, text: string, key: string, reading: Reading): Interpretation => {
  if (receipt.test(key)) {
    // Asked whether something has come, it may be the answer or none: the question stands again.
    const isAsked = asks('reached')(context);
    return meant([isAsked ? { type: 'repair', repair: 'repeat' } : intent(intents.affirm)], {});
  }
  const agreement = asAgreement(context, text, reading);
  if (agreement) return agreement;
  // “删？” and “嗯？” to “delete it all?” are doubts, not answers.
  const isDoubt = asksToDestroy(context) && /[?？]/u.test(text);
  const direct =
    chosenReply(context, key) ??
    (isDoubt ? undefined : (reported(context, key) ?? byRule(context, shortPhrase(context, text, key))));
  if (direct) return meant([direct], {});
  return (
    asScreen(context, key) ??
    asPlaceToType(context, text, reading) ??
    asRecall(text) ??
    asReminderRequest(context, text, reading) ??
    asTime(context, text) ??
    asStep(context, text, reading) ??
    asAmount(context, key, reading) ??
    asDoubtfulName(context, text, reading) ??
    asTakenBack(context, reading) ??
    asReports(context, text, reading) ??
    asMemberName(context, text, reading) ??
    asReason(context, reading) ??
    ofReading(context, text, reading)
  );
};
