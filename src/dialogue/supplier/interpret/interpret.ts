import { simplify } from '../../../text/normalise.ts';
import type { Reading } from '../../../understanding/reading.ts';
import { intents } from '../../core/intents.ts';
import { chosenReply } from '../../core/reply/chosen-reply.ts';
import { shortPhrase } from '../../core/short-phrase.ts';
import type { TurnContext } from '../../core/turn-context.ts';
import { depositsToType } from '../acts/steps/deposit.ts';
import { asAgreement } from './agreement.ts';
import { asPlaceToType, asRecall, asReturned, asScreen } from './direct-questions.ts';
import { asks, type Interpretation, intent, meant } from './interpretation.ts';
import { asDoubtfulName, asMemberName } from './member-name.ts';
import { asOthers } from './of-others.ts';
import { asInvitation, asUnknownCode } from './of-the-invitation.ts';
import { asksToDestroy, byRule, reported } from './phrase-rules.ts';
import { ofReading } from './read-intents.ts';
import { asLongWait, asReminderRequest, asTime, withoutFalseWishes } from './reminders/reminder-requests.ts';
import { asCorrection, asLookBack } from './reports/corrections.ts';
import { asReason } from './reports/rejection-reason.ts';
import { saysAgain } from './reports/told-by-step.ts';
import { asReports, asTakenBack } from './reports/told-reports.ts';
import { asAmount, asStep } from './short-answers.ts';
import { asFollowUp, asMistyped, asWayOn } from './way-on.ts';

/** “收到” says that our words were received; money that was received is told with more. */
const receipt = /^(?:好的?|嗯+|ok)?(?:收到){1,3}(?:谢谢|多谢|了谢谢)?$/iu;

/** “打回来了 说图片不清晰”: that it was sent back is told first; what the page says is why. */
const isSentBack = ({ clauses }: Reading): boolean =>
  clauses.some(({ report, assertion }) => report === 'rejected' && assertion === 'asserted');

/** Takes a text, its `phraseKey` and its reading for what they mean in this conversation. */
export const interpret = (context: TurnContext, text: string, key: string, read: Reading): Interpretation => {
  // The words below are written in simplified characters.
  const plain = context.characters ? simplify(text, context.characters) : text;
  const reading = withoutFalseWishes(context, plain, read);
  if (receipt.test(key)) {
    // Asked whether something has come, it may be the answer or none: the question stands again.
    const isAsked = asks('reached')(context);
    return meant([isAsked ? { type: 'repair', repair: 'repeat' } : intent(intents.affirm)], {});
  }
  const agreement = asAgreement(context, text, reading);
  if (agreement) return agreement;
  // “删？” and “嗯？” to “delete it all?” are doubts, not answers.
  const isDoubt = asksToDestroy(context) && /[?？]/u.test(text);
  const isAgain = saysAgain(text) && depositsToType(context).length > 0;
  const direct =
    chosenReply(context, key) ??
    (isDoubt || isAgain ? undefined : (reported(context, key) ?? byRule(context, shortPhrase(context, text, key))));
  if (direct) return meant([direct], {});
  return (
    (isSentBack(reading) ? undefined : asScreen(context, key)) ??
    asPlaceToType(context, text, reading) ??
    asReturned(context, reading) ??
    asRecall(text) ??
    asWayOn(context, plain, reading) ??
    asInvitation(context, plain, reading) ??
    asOthers(context, plain, reading) ??
    asFollowUp(context, plain, reading) ??
    asMistyped(context, plain, reading) ??
    asReminderRequest(context, plain, reading) ??
    asTime(context, plain, reading) ??
    asStep(context, text, reading) ??
    asAmount(context, key, reading) ??
    asDoubtfulName(context, text, reading) ??
    asLookBack(context, plain, reading) ??
    asCorrection(context, reading) ??
    asTakenBack(context, reading) ??
    asReports(context, text, reading) ??
    asMemberName(context, text, reading) ??
    asLongWait(context, plain, reading) ??
    asReason(context, reading) ??
    asUnknownCode(context, reading, ofReading(context, text, reading))
  );
};
