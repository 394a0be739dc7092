import { IntentId, OUT_OF_SCOPE } from '../../content/schema/intent.ts';
import { phraseKey } from '../../text/phrase-key.ts';
import { guard } from '../../text/secrets/secrets.ts';
import type { Reading } from '../../understanding/reading.ts';
import type { Act } from '../core/acts/act.ts';
import { changeLanguage } from '../core/acts/change-language.ts';
import { createRemindLater } from '../core/acts/remind-later.ts';
import { affirm, thank } from '../core/acts/small-talk.ts';
import { unsure } from '../core/acts/unclear.ts';
import { LONGEST, nothingReadable, secretSent, tooLong, wordless } from '../core/acts/unreadable-input.ts';
import { closeQuestion } from '../core/close-question.ts';
import { intents } from '../core/intents.ts';
import { keepUnanswered, textOf, withReadingLogged } from '../core/reading-log.ts';
import type { ReplyDraft } from '../core/reply/reply-draft.ts';
import type { TurnContext } from '../core/turn-context.ts';
import type { MessageReceived } from '../model/event.ts';
import type { Agreement } from '../model/question.ts';
import { agreed } from './acts/answer-yes-no.ts';
import { notAMember } from './acts/colleagues.ts';
import { digestFrom, nothingUnasked } from './acts/digest.ts';
import { eraseConfirmed } from './acts/erase.ts';
import { namedCompanies } from './acts/invitations/invite.ts';
import { performCommand } from './acts/perform-act.ts';
import {
  answerFaq,
  explainToPurchaser,
  greet,
  help,
  keptData,
  notInGroup,
  talkToHuman,
  unclear,
} from './acts/small-talk.ts';
import { type Interpretation, interpret } from './interpret.ts';
import { asMember, type MemberContext, withMemberConversation } from './member-context.ts';
import { planReminders } from './plan-reminders.ts';
import { menu, reply } from './text/menu.ts';

/** What a message led to, and what it was taken for. */
interface Understood {
  readonly draft: ReplyDraft;
  readonly intent: IntentId;
}

const saidAgain = (context: MemberContext): boolean => context.conversation.log.at(-1)?.intent === OUT_OF_SCOPE;

const notUnderstood = (context: MemberContext, text: string): Understood => {
  const kept = withMemberConversation(context, keepUnanswered(context, text));
  return { draft: unclear(kept, saidAgain(context)), intent: OUT_OF_SCOPE };
};

/** What everybody may say, answered as it is for a purchaser's people. */
type Answer = (context: MemberContext, text: string) => ReplyDraft;

const byIntent: ReadonlyMap<IntentId, Answer> = new Map<IntentId, Answer>([
  [intents.greet, greet],
  [intents.help, help],
  [intents.showOverview, help],
  [intents.talkToHuman, talkToHuman],
  [intents.stopReminders, (context, text) => nothingUnasked(context, { command: { intent: 'set_digest' }, text })],
  [intents.resumeReminders, (context) => digestFrom(context, 'daily')],
  [intents.eraseMyData, keptData],
  [
    intents.depositNotReceived,
    ({ conversation, translator }) => reply(conversation, [translator.t('deposit.why_late', {})]),
  ],
  [intents.goodbye, ({ conversation, translator }) => reply(conversation, [translator.t('purchaser.goodbye', {})])],
  [
    intents.deny,
    (context) =>
      reply(context.conversation, [context.translator.t('purchaser.what_instead', {})], {
        quickReplies: menu(context),
      }),
  ],
]);

/** What is done for everybody in the same way. */
const shared: ReadonlyMap<IntentId, Act> = new Map([
  [intents.thank, thank],
  [intents.affirm, affirm],
  [intents.changeLanguage, changeLanguage],
  [intents.remindLater, createRemindLater(planReminders)],
]);

const plainly = (
  context: MemberContext,
  text: string,
  meaning: Extract<Interpretation, { type: 'intent' }>['meaning'],
  entities: Reading['entities'],
): Understood => {
  const { intent } = meaning;
  const own = byIntent.get(intent);
  if (own) return { draft: own(context, text), intent };
  const act = shared.get(intent);
  if (act) return { draft: act(context, { text, meaning, entities }), intent };
  const [named, ...others] = entities.steps ?? [];
  const step =
    context.journey.steps.find((one) => one.intent === intent) ??
    (intent === intents.getLink || intent === intents.getChecklist
      ? context.journey.steps.find(({ id }) => id === named && others.length === 0)
      : undefined);
  if (step) return { draft: explainToPurchaser(context, step), intent };
  if (context.content.intents.get(intent)?.kind === 'faq') return { draft: answerFaq(context, intent), intent };
  return notUnderstood(context, text);
};

/** Yes or no to what was asked. */
const answered = (context: MemberContext, yes: boolean): ReplyDraft => {
  const { question } = context.conversation;
  if (question?.type === 'agree') return agreed(context, question.to, yes);
  if (question?.type === 'confirm' && question.what === 'erase') return eraseConfirmed(context, yes);
  return unclear(context, true);
};

const dropped = (context: MemberContext): ReplyDraft =>
  reply(context.conversation, [context.translator.t('purchaser.dropped', {})], { quickReplies: menu(context) });

const repeated = (context: MemberContext): ReplyDraft =>
  context.conversation.question
    ? { conversation: context.conversation, lines: [], followUp: { type: 'back' } }
    : help(context);

const understood = (context: MemberContext, text: string, meant: Interpretation, reading: Reading): Understood => {
  switch (meant.type) {
    case 'wish': {
      const draft = performCommand(context, { command: meant.command, text });
      return { draft, intent: IntentId.parse(meant.command.intent) };
    }
    case 'companies':
      return {
        draft: context.inGroup ? notInGroup(context) : namedCompanies(context, text),
        intent: IntentId.parse('invite_suppliers'),
      };
    case 'list': {
      const to: Agreement = { type: 'invite', companies: [...meant.list.companies] };
      const ask: ReplyDraft = {
        conversation: closeQuestion(context.conversation),
        lines: [],
        followUp: { type: 'ask', question: { type: 'agree', to } },
      };
      return { draft: context.inGroup ? notInGroup(context) : ask, intent: IntentId.parse('invite_suppliers') };
    }
    case 'answer':
      return { draft: answered(context, meant.yes), intent: meant.yes ? intents.affirm : intents.deny };
    case 'intent':
      return plainly(context, text, meant.meaning, reading.entities);
    case 'unsure':
      return { draft: unsure(context, meant.candidates, undefined), intent: reading.intent };
    case 'continue':
      return {
        draft: greet(withMemberConversation(context, { ...context.conversation, mode: 'guided' })),
        intent: intents.greet,
      };
    case 'repeat':
      return { draft: repeated(context), intent: intents.help };
    case 'dropped':
      return { draft: dropped(context), intent: intents.deny };
    case 'refused':
      return notUnderstood(context, text);
  }
};

/** Secrets are dealt with before anything is understood. */
const answer = (context: MemberContext, event: MessageReceived): Understood => {
  const text = textOf(event);
  const { reading } = event;
  if (text === undefined || !reading) {
    const kind = event.content.type === 'text' ? 'other' : event.content.type;
    return { draft: wordless(context, kind), intent: OUT_OF_SCOPE };
  }
  if (text.length > LONGEST) return { draft: tooLong(context), intent: OUT_OF_SCOPE };
  const { kinds } = guard(text);
  if (kinds.length > 0) return { draft: secretSent(context, kinds), intent: OUT_OF_SCOPE };
  const key = phraseKey(text);
  if (key === '' && reading.certainty === 'refused') return { draft: nothingReadable(context), intent: OUT_OF_SCOPE };
  return understood(context, text, interpret(context, text, key, reading), reading);
};

/** Acts on what one of a purchaser's people said. Somebody whose purchaser is gone is told so, and is one of them no more. */
export const onMessage = (context: TurnContext, event: MessageReceived): readonly ReplyDraft[] => {
  const known = asMember(context);
  if (!known) {
    const line = context.translator.t('purchaser.gone', {});
    return [{ conversation: notAMember(context.conversation), lines: [line], followUp: { type: 'none' } }];
  }
  const { draft, intent } = answer(known, event);
  return withReadingLogged(
    [draft],
    context,
    intent,
    event.reading?.purchasing?.confidence ?? event.reading?.confidence ?? 0,
  );
};
