import type { PurchaserTask } from '../../content/schema/journey.ts';
import { sendEffect } from '../core/delivery/send-effect.ts';
import { reach } from '../core/progress/record-progress.ts';
import { isAsFarAs, milestoneOf } from '../core/progress/step-status.ts';
import { summaryOf } from '../core/progress/supplier-summary.ts';
import { type TurnContext, withConversation } from '../core/turn-context.ts';
import type { Conversation } from '../model/conversation.ts';

/** The milestone that a favour brings about is reached already: there is nothing left to ask for. */
const isMoot = (context: TurnContext, { reaches }: PurchaserTask): boolean =>
  reaches !== undefined && isAsFarAs(context, [reaches]);

/** The favours that the purchaser can be asked for by now and was not asked for yet. */
const askable = (context: TurnContext): readonly PurchaserTask[] => {
  const { conversation, journey } = context;
  if (!conversation.membership || conversation.facts.member_name === undefined) return [];
  return journey.favours.filter(
    (favour) => !conversation.favours?.[favour.id] && isAsFarAs(context, favour.after) && !isMoot(context, favour),
  );
};

/** Favours as they stand after something happened: newly asked ones are marked, and go to the purchaser's people. */
export interface AskedTasks {
  readonly conversation: Conversation;
  readonly favours: readonly PurchaserTask[];
}

/** Asks the purchaser for what it can be asked for by now. The same conversation when there is nothing. */
export const askPurchaserTasks = (context: TurnContext): AskedTasks => {
  const favours = askable(context);
  const { membership, company } = context.conversation;
  if (favours.length === 0 || !membership) return { conversation: context.conversation, favours: [] };
  const marks = Object.fromEntries(favours.map(({ id }) => [id, { askedAt: context.now }]));
  const marked: Conversation = { ...context.conversation, favours: { ...context.conversation.favours, ...marks } };
  // A colleague's record has no summary of its own; the company's does for it.
  const { company: _colleagues, ...alone } = marked;
  const card = summaryOf(company ? { ...alone, id: company.lead } : marked);
  const told = favours.reduce(
    (conversation, { id }) =>
      card
        ? sendEffect(
            conversation,
            {
              type: 'purchaser',
              purchaser: membership.purchaser,
              notification: {
                type: 'favour_asked',
                favour: id,
                summary: { ...card, people: company?.people.length ?? 1 },
              },
            },
            context.now,
          )
        : conversation,
    marked,
  );
  return { conversation: told, favours };
};

/** The purchaser has done a favour: marked, with the milestone it brings about. The same conversation when it was known. */
export const purchaserTaskDone = (context: TurnContext, id: string): Conversation => {
  const { conversation, journey, now } = context;
  const favour = journey.favours.find((one) => one.id === id);
  const mark = conversation.favours?.[id];
  if (!favour || mark?.doneAt !== undefined) return conversation;
  const marked: Conversation = {
    ...conversation,
    favours: { ...conversation.favours, [id]: { askedAt: mark?.askedAt ?? now, doneAt: now } },
  };
  const reached = favour.reaches === undefined ? undefined : milestoneOf(journey, favour.reaches);
  if (!reached || isMoot(withConversation(context, marked), favour)) return marked;
  return reach(marked, reached.step, reached.milestone, now, 'purchaser');
};

/** Everything is to be asked for once more: the member name it was about has changed. */
export const forgetPurchaserTasks = (conversation: Conversation): Conversation => {
  const { favours: _asked, ...rest } = conversation;
  return rest;
};
