import type { IntentId } from '../../../content/schema/intent.ts';
import type { Act, Utterance } from '../../core/acts/act.ts';
import { answerFaq } from '../../core/acts/answer-faq.ts';
import { changeLanguage } from '../../core/acts/change-language.ts';
import { affirm, thank } from '../../core/acts/small-talk.ts';
import { intents } from '../../core/intents.ts';
import type { ReplyDraft } from '../../core/reply/reply-draft.ts';
import type { TurnContext } from '../../core/turn-context.ts';
import type { MembershipRequest, ReminderRequest, Repair } from '../../model/meaning.ts';
import { answerYesNo } from './answer-yes-no.ts';
import { giveMemberName } from './member-name.ts';
import { addColleague, leavePurchaser, whoSees } from './membership.ts';
import { recall } from './recall.ts';
import {
  askReminders,
  cancelChosen,
  keepReminders,
  offerReminder,
  remindLater,
  remindRarely,
  resumeReminders,
  shiftReminder,
  stopReminders,
} from './reminders.ts';
import { eraseMyData, goBack, goOn, pause, repeat, restart, skip, talkToHuman } from './repair.ts';
import { deny, goodbye, greet, help } from './small-talk.ts';
import { depositNotReceived, depositReceived } from './steps/deposit.ts';
import { notYet, report, reviewRejected } from './steps/report-progress.ts';
import {
  explainStep,
  getChecklist,
  getLink,
  nextStep,
  showOverview,
  showProgress,
  why,
} from './steps/show-progress.ts';

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

const byReminderRequest = {
  keep: keepReminders,
  rarely: remindRarely,
  cancel_chosen: cancelChosen,
  ask: askReminders,
  offer: offerReminder,
} as const satisfies Record<ReminderRequest, Act>;

const byMembershipRequest = {
  who_sees: whoSees,
  add_colleague: addColleague,
  leave_purchaser: leavePurchaser,
} as const satisfies Record<MembershipRequest, Act>;

/** Does what a meaning asks for. */
export const performAct = (context: TurnContext, utterance: Utterance): ReplyDraft => {
  const { meaning } = utterance;
  switch (meaning.type) {
    case 'answer':
      return answerYesNo(context, utterance);
    case 'repair':
      return byRepair[meaning.repair](context, utterance);
    case 'purchase':
      // An old button of somebody who is none of a purchaser's people any more.
      return { conversation: context.conversation, lines: [], followUp: { type: 'guide' } };
    case 'shift_reminder':
      return shiftReminder(context, meaning.minutes);
    case 'recall':
      return recall(context, utterance);
    case 'reminder':
      return byReminderRequest[meaning.command](context, utterance);
    case 'member':
      return byMembershipRequest[meaning.command](context, utterance);
    case 'intent': {
      const isStep = context.journey.steps.some((step) => step.intent === meaning.intent);
      const act = byIntent.get(meaning.intent) ?? (isStep ? explainStep : answerFaq);
      return act(context, utterance);
    }
  }
};
