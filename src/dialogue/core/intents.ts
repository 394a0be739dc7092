import { IntentId } from '../../content/schema/intent.ts';

const intent = (id: string): IntentId => IntentId.parse(id);

/** The intents that the dialogue itself speaks of; all others it takes as content has them. */
export const intents = {
  greet: intent('greet'),
  help: intent('help'),
  nextStep: intent('next_step'),
  stepDone: intent('step_done'),
  showProgress: intent('show_progress'),
  showOverview: intent('show_overview'),
  getLink: intent('get_link'),
  getChecklist: intent('get_checklist'),
  goBack: intent('go_back'),
  depositReceived: intent('deposit_received'),
  depositNotReceived: intent('deposit_not_received'),
  reviewPassed: intent('review_passed'),
  reviewRejected: intent('review_rejected'),
  remindLater: intent('remind_later'),
  stopReminders: intent('stop_reminders'),
  resumeReminders: intent('resume_reminders'),
  restart: intent('restart'),
  talkToHuman: intent('talk_to_human'),
  changeLanguage: intent('change_language'),
  giveMemberName: intent('give_member_name'),
  eraseMyData: intent('erase_my_data'),
  affirm: intent('affirm'),
  deny: intent('deny'),
  thank: intent('thank'),
  goodbye: intent('goodbye'),
} as const;

/** Asked about a swindle; who gave a secret away after it is helped at once, where content has an answer to that. */
export const fraudWarning = intent('faq_fraud_warning');
export const alreadyCheated = intent('faq_already_cheated');

/** What is answered when the bank sent a deposit back, where content has an answer to it. */
export const depositReturned = intent('faq_deposit_returned');
