import type { Reading } from '../../understanding/reading.ts';
import { intents } from '../intents.ts';
import type { Scene } from '../scene.ts';
import { asAgreement } from './agreement.ts';
import { asPlaceToType, asRecall, asScreen } from './direct-questions.ts';
import { asks, type Interpretation, intent, meant } from './interpretation.ts';
import { asDoubtfulName, asMemberName } from './member-name.ts';
import { asksToDestroy, byRule, chosen, phraseOf, reported } from './phrase-rules.ts';
import { ofReading } from './read-intents.ts';
import { asReason } from './rejection-reason.ts';
import { asReminderWish, asTime } from './reminder-wishes.ts';
import { asAmount, asStep } from './short-answers.ts';
import { asReports, asTakenBack } from './told-reports.ts';

/** “收到” says that our words were received; money that was received is told with more. */
const receipt = /^(?:好的?|嗯+|ok)?(?:收到){1,3}(?:谢谢|多谢|了谢谢)?$/iu;

/** Takes a text, its `phraseKey` and its reading for what they mean in this conversation. */
export const interpret = (scene: Scene, text: string, key: string, reading: Reading): Interpretation => {
  if (receipt.test(key)) {
    // Asked whether something has come, it may be the answer or none: the question stands again.
    const isAsked = asks('reached')(scene);
    return meant([isAsked ? { act: 'repair', repair: 'repeat' } : intent(intents.affirm)], {});
  }
  const agreement = asAgreement(scene, text, reading);
  if (agreement) return agreement;
  // “删？” and “嗯？” to “delete it all?” are doubts, not answers.
  const isDoubt = asksToDestroy(scene) && /[?？]/u.test(text);
  const direct =
    chosen(scene, key) ?? (isDoubt ? undefined : (reported(scene, key) ?? byRule(scene, phraseOf(scene, text, key))));
  if (direct) return meant([direct], {});
  return (
    asScreen(scene, key) ??
    asPlaceToType(scene, text, reading) ??
    asRecall(text) ??
    asReminderWish(scene, text, reading) ??
    asTime(scene, text) ??
    asStep(scene, text, reading) ??
    asAmount(scene, key, reading) ??
    asDoubtfulName(scene, text, reading) ??
    asTakenBack(scene, reading) ??
    asReports(scene, text, reading) ??
    asMemberName(scene, text, reading) ??
    asReason(scene, reading) ??
    ofReading(scene, text, reading)
  );
};
