import type { Concern } from './attention.ts';

const NOT_SENT_AGAIN = 'The message is not sent again: write to them yourself if it still matters.';

const platformSettings =
  `Put the platform's settings right (the log and /readyz say which, the README how). ${NOT_SENT_AGAIN}` as const;
const openChat = 'Ask them to open the chat and write a word; until then nothing can be sent to them.';
const shutDoor = 'They do not want to be written to, or have left: nothing more is sent. Reach them another way.';
const inGroup = 'Take the assistant into the group again, or ask them to write to it in a chat of their own.';
const wrongMessage = `Shorten or reword it in locales/, data/journeys/ or intents/ and run npm run check. ${NOT_SENT_AGAIN}`;
const noMoreThisMonth =
  'The plan has no messages left this month. Buy more and raise budgets in data/settings.yaml, or call them; on the first of the month it goes on by itself.';
const windowShut =
  'Their platform lets nobody write to them until they write again. Call them, or ask their purchasing officer to; once they write a word they leave this list.';

/** What to do about a message that was not delivered, by the first word of its reason. */
const byReason: Readonly<Record<string, string>> = {
  reply_window_closed: windowShut,
  monthly_budget_spent: noMoreThisMonth,
  monthly_quota_used_up: noMoreThisMonth,
  blocked_by_person: shutDoor,
  person_deactivated: shutDoor,
  person_not_reachable: openChat,
  chat_not_found: openChat,
  chat_not_allowed: openChat,
  never_started_by_person: openChat,
  not_allowed_to_write: inGroup,
  group_gone: inGroup,
  removed_from_group: inGroup,
  message_too_long: wrongMessage,
  message_not_valid: wrongMessage,
  content_filtered: wrongMessage,
  credentials_refused: platformSettings,
  token_refused: platformSettings,
  settings_refused: platformSettings,
  permission_missing: platformSettings,
  robot_not_allowed: platformSettings,
  address_not_trusted: platformSettings,
  interface_licence_missing: platformSettings,
  kf_account_not_usable: platformSettings,
  channel_not_running: platformSettings,
  no_answer:
    'It may have arrived all the same: the platform gave no answer. Look into the chat before you write again.',
};

/** What the operator can do about a concern, in one or two sentences. */
export const adviceFor = (concern: Concern): string => {
  switch (concern.type) {
    case 'asked_for_a_person':
      return 'Write or call; the assistant goes on answering meanwhile. They leave this list when they say 继续 (go on).';
    case 'waits_too_long':
      return 'Call them and see what holds it up: it may have come unnoticed, or the bank, 1688 or the purchaser has to be asked. They leave this list when they report it.';
    case 'out_of_reach':
      return windowShut;
    case 'undelivered':
      return byReason[concern.reason.split(' ')[0] ?? ''] ?? NOT_SENT_AGAIN;
  }
};
