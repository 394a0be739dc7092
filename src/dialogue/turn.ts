import type { Locale } from '../content/schema/text.ts';
import { isDuplicate, rememberMessage } from './core/dedupe.ts';
import { effectsTaken } from './core/delivery/send-effect.ts';
import { termsOf } from './core/expected-terms.ts';
import { intents } from './core/intents.ts';
import { isNew } from './core/new-conversation.ts';
import { shareProgress } from './core/progress/colleagues.ts';
import { compose, enqueue } from './core/reply/compose.ts';
import type { ReplyDraft } from './core/reply/reply-draft.ts';
import type { Role } from './core/role.ts';
import { type TurnContext, turnContextOf, withConversation } from './core/turn-context.ts';
import type { World } from './core/world.ts';
import { type Address, sameAddress } from './model/address.ts';
import type { Conversation } from './model/conversation.ts';
import type { ChatOpened, Event, MessageReceived, Notified } from './model/event.ts';
import type { Redemption } from './model/programme/redemption.ts';
import { memberRole } from './purchaser/role.ts';
import { welcomeMember } from './purchaser/welcome-member.ts';
import { acceptInvitation } from './supplier/accept-invitation.ts';
import { askPurchaserTasks } from './supplier/purchaser-tasks.ts';
import { supplierRole } from './supplier/role.ts';

const roles = { supplier: supplierRole, purchaser: memberRole } as const satisfies Record<Conversation['role'], Role>;

/** Who is one of a purchaser's people is nobody's supplier meanwhile. */
const roleOf = (conversation: Conversation): Role => roles[conversation.member ? 'purchaser' : 'supplier'];

/** A conversation has at most this many addresses; the one longest unheard goes. */
const MOST_ADDRESSES = 8;

const heardAt = (conversation: Conversation, address: Address): Conversation => {
  const others = conversation.addresses.filter((known) => !sameAddress(known, address));
  return { ...conversation, addresses: [...others, address].slice(-MOST_ADDRESSES) };
};

/** Who only opened the chat has not written: no reply window opens, and what was said since they wrote still counts. */
const openedAt = (conversation: Conversation, address: Address): Conversation => {
  const known = conversation.addresses.find((one) => sameAddress(one, address));
  if (!known) return heardAt(conversation, { ...address, onlyOpened: true });
  const { handle: _older, ...rest } = known;
  return heardAt(conversation, { ...rest, ...(address.handle ? { handle: address.handle } : {}) });
};

const fewWords = 4;

/** Chinese within English words is a label that they read from the page: "what goes in 工商注册号". */
const isQuotedChinese = (text: string): boolean =>
  /\p{Script=Han}/u.test(text) && (text.match(/(?<![a-z0-9])[a-z]+(?![a-z0-9])/giu) ?? []).length >= 3;

/** The person is answered in the language they write in, once they write more of it than a name or a word. */
const localeFor = (conversation: Conversation, event: MessageReceived): Locale => {
  const language = event.reading?.language;
  const asks = conversation.question?.type;
  const isName = event.reading?.intent === intents.giveMemberName || asks === 'member_name' || asks === 'companies';
  if (language === undefined || language === conversation.locale || isName) return conversation.locale;
  // A code and a link tell nothing of the language of whoever passes them on; the words beside a deep link's code do.
  if (isNew(conversation) && (!event.redeemed || event.code !== undefined)) return language;
  const text = event.content.type === 'text' ? event.content.text : '';
  const crosses = (language === 'en') !== (conversation.locale === 'en');
  const isEnough = language === 'en' ? text.trim().split(/\s+/u).length >= fewWords : !isQuotedChinese(text);
  return crosses && isEnough ? language : conversation.locale;
};

/** What an invitation makes of the person, and what they hear. */
const joined = (context: TurnContext, redeemed: Redemption): ReplyDraft =>
  redeemed.type === 'purchaser' ? welcomeMember(context, redeemed.purchaser) : acceptInvitation(context, redeemed);

/** What the purchaser can be asked for by now, it is asked for, and the person hears so. */
const withPurchaserTasks = (context: TurnContext, drafts: readonly ReplyDraft[]): readonly ReplyDraft[] => {
  const last = drafts.at(-1);
  if (!last?.conversation.membership) return drafts;
  const after = withConversation(context, last.conversation);
  const { conversation, favours } = askPurchaserTasks(after);
  if (favours.length === 0) return drafts;
  const lines = favours.map(({ asked }) => after.translator.format(asked, termsOf(after)));
  return [...drafts, { conversation, lines, followUp: { type: 'none' } }];
};

/** Answers in one message at the place where something was said. */
const answered = (
  context: TurnContext,
  drafts: readonly ReplyDraft[],
  address: Address,
  before: Conversation,
): Conversation => {
  const all = withPurchaserTasks(context, drafts);
  const { endReply } = roleOf(all.at(-1)?.conversation ?? context.conversation);
  const { conversation, message } = compose(context, all, endReply);
  const said = message ? enqueue(conversation, message, address, 'reply', context.now) : conversation;
  return shareProgress(before, said, context.now);
};

/** One of a purchaser's people names an invitation of theirs to have something done with it. */
const isAboutTheCode = ({ conversation }: TurnContext, { redeemed, reading }: MessageReceived): boolean =>
  conversation.member !== undefined &&
  redeemed?.type === 'refused' &&
  redeemed.why === 'own' &&
  reading?.purchasing !== undefined;

const afterSaid = (conversation: Conversation, event: MessageReceived, world: World): Conversation => {
  const awake = conversation.mode === 'paused' ? ({ ...conversation, mode: 'guided' } as const) : conversation;
  const heard: Conversation = {
    ...heardAt(roleOf(awake).onReturn(awake, world.now), event.address),
    locale: localeFor(conversation, event),
  };
  const context = turnContextOf(heard, world, event.address.group !== undefined);
  if (event.redeemed && !isAboutTheCode(context, event))
    return answered(context, [joined(context, event.redeemed)], event.address, conversation);
  return answered(context, roleOf(heard).onMessage(context, event), event.address, conversation);
};

/** Opening the chat is answered once, to somebody new: the welcome and the first step; an invitation is answered always. */
const afterEntered = (conversation: Conversation, event: ChatOpened, world: World): Conversation => {
  const heard = openedAt(conversation, event.address);
  if (!isNew(conversation) && !event.redeemed) return heard;
  const spoken: Conversation = isNew(conversation)
    ? { ...heard, locale: event.language ?? conversation.locale }
    : heard;
  const context = turnContextOf(spoken, world);
  const welcome: ReplyDraft = event.redeemed
    ? joined(context, event.redeemed)
    : {
        conversation: spoken,
        lines: [context.translator.format(context.journey.welcome, {})],
        followUp: { type: 'guide' },
      };
  return answered(context, [welcome], event.address, conversation);
};

const afterNotified = (conversation: Conversation, notified: Notified, world: World): Conversation => {
  const after = roleOf(conversation).onNotification(turnContextOf(conversation, world), notified);
  // What colleagues told is not told back to them.
  return notified.notification.type === 'progress' ? after : shareProgress(conversation, after, world.now);
};

const afterDue = (conversation: Conversation, world: World): Conversation =>
  roleOf(conversation).onTimer(turnContextOf(effectsTaken(conversation, world.now), world));

const after = (
  conversation: Conversation,
  event: MessageReceived | ChatOpened | Notified,
  world: World,
): Conversation => {
  switch (event.type) {
    case 'said':
      return afterSaid(conversation, event, world);
    case 'entered':
      return afterEntered(conversation, event, world);
    case 'told':
      return afterNotified(conversation, event, world);
  }
};

const planned = (conversation: Conversation, world: World): Conversation =>
  roleOf(conversation).planned(turnContextOf(conversation, world));

/**
 * What a conversation becomes when something happens. Pure: everything the turn wants done (messages, reminders, effects)
 * is in the conversation it returns. A message that was dealt with before changes nothing: the same object comes back.
 */
export const turn = (conversation: Conversation, event: Event, world: World): Conversation => {
  if (event.type === 'due') return planned(afterDue(conversation, world), world);
  if (isDuplicate(conversation, event.id)) return conversation;
  return planned(rememberMessage(after(conversation, event, world), event.id, world.now), world);
};
