/**
 * The intents that the program itself acts upon: an intent of kind `dialogue` must be one of these, and each of these
 * must have a file. Questions (`faq`) and steps are content alone and may be as many as one likes.
 */
export const dialogueIntents = [
  'greet',
  'help',
  'next_step',
  'step_done',
  'show_progress',
  'show_overview',
  'get_link',
  'get_checklist',
  'go_back',
  'deposit_received',
  'deposit_not_received',
  'review_passed',
  'review_rejected',
  'remind_later',
  'stop_reminders',
  'resume_reminders',
  'restart',
  'talk_to_human',
  'change_language',
  'give_member_name',
  'erase_my_data',
  'affirm',
  'deny',
  'thank',
  'goodbye',
] as const;
