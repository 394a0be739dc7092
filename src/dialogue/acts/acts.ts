import type { IntentId } from '../../content/intent.ts';
import { intents } from '../intents.ts';
import type { MemberWish, ReminderWish, Repair } from '../meaning.ts';
import type { Outcome } from '../outcome.ts';
import type { Scene } from '../scene.ts';
import type { Act, Utterance } from './act.ts';
import { answerQuestion } from './answer.ts';
import { depositNotReceived, depositReceived } from './deposit.ts';
import { giveMemberName, recallMemberName } from './facts.ts';
import { explainStep, getChecklist, getLink, nextStep, showOverview, showProgress, why } from './look.ts';
import { addColleague, leavePurchaser, whoSees } from './member.ts';
import {
  cancelChosen,
  keepReminders,
  remindLater,
  remindRarely,
  resumeReminders,
  shiftReminder,
  stopReminders,
} from './reminders.ts';
import { changeLanguage, eraseMyData, goBack, goOn, pause, repeat, restart, skip, talkToHuman } from './repair.ts';
import { notYet, report, reviewRejected } from './report.ts';
import { settleQuestion } from './settle-question.ts';
import { affirm, deny, goodbye, greet, help, thank } from './talk.ts';

/** What the dialogue does about each intent of its own; every other intent is a question with an answer, or a step. */
const byIntent: ReadonlyMap<IntentId, Act> = new Map([
  [intents.greet, greet],
  [intents.help, help],
  [intents.nextStep, nextStep],
  [intents.stepDone, report],
  [intents.showProgress, showProgress],
  [intents.showOverview, showOverview],
  [intents.getLink, getLink],
  [intents.getChecklist, getChecklist],
  [intents.goBack, goBack],
  [intents.depositReceived, depositReceived],
  [intents.depositNotReceived, depositNotReceived],
  [intents.reviewPassed, report],
  [intents.reviewRejected, reviewRejected],
  [intents.remindLater, remindLater],
  [intents.stopReminders, stopReminders],
  [intents.resumeReminders, resumeReminders],
  [intents.restart, restart],
  [intents.talkToHuman, talkToHuman],
  [intents.changeLanguage, changeLanguage],
  [intents.giveMemberName, giveMemberName],
  [intents.eraseMyData, eraseMyData],
  [intents.affirm, affirm],
  [intents.deny, deny],
  [intents.thank, thank],
  [intents.goodbye, goodbye],
]);

const byRepair = {
  skip,
  why,
  repeat,
  pause,
  continue: goOn,
  not_yet: notYet,
} as const satisfies Record<Repair, Act>;

const byReminderWish = {
  keep: keepReminders,
  rarely: remindRarely,
  cancel_chosen: cancelChosen,
} as const satisfies Record<ReminderWish, Act>;

const byWish = {
  who_sees: whoSees,
  add_colleague: addColleague,
  leave_purchaser: leavePurchaser,
} as const satisfies Record<MemberWish, Act>;

/** Does what a meaning asks for. */
export const perform = (scene: Scene, utterance: Utterance): Outcome => {
  const { meaning } = utterance;
  switch (meaning.act) {
    case 'answer':
      return settleQuestion(scene, utterance);
    case 'repair':
      return byRepair[meaning.repair](scene, utterance);
    case 'purchase':
      // An old button of somebody who is none of a purchaser's people any more.
      return { conversation: scene.conversation, lines: [], tail: { kind: 'guide' } };
    case 'shift_reminder':
      return shiftReminder(scene, meaning.minutes);
    case 'recall':
      return recallMemberName(scene, utterance);
    case 'reminder':
      return byReminderWish[meaning.wish](scene, utterance);
    case 'member':
      return byWish[meaning.wish](scene, utterance);
    case 'intent': {
      const isStep = scene.journey.steps.some((step) => step.intent === meaning.intent);
      const act = byIntent.get(meaning.intent) ?? (isStep ? explainStep : answerQuestion);
      return act(scene, utterance);
    }
  }
};
