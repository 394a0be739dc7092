import type { Favour } from '../content/journey.ts';
import { cardOf } from './card.ts';
import type { Conversation } from './conversation.ts';
import { reach } from './marks.ts';
import { type Scene, withConversation } from './scene.ts';
import { sendErrand } from './send-errand.ts';
import { isAsFarAs, milestoneOf } from './standing.ts';

/** The milestone that a favour brings about is reached already: there is nothing left to ask for. */
const isMoot = (scene: Scene, { reaches }: Favour): boolean => reaches !== undefined && isAsFarAs(scene, [reaches]);

/** The favours that the purchaser can be asked for by now and was not asked for yet. */
const askable = (scene: Scene): readonly Favour[] => {
  const { conversation, journey } = scene;
  if (!conversation.membership || conversation.facts.member_name === undefined) return [];
  return journey.favours.filter(
    (favour) => !conversation.favours?.[favour.id] && isAsFarAs(scene, favour.after) && !isMoot(scene, favour),
  );
};

/** Favours as they stand after something happened: newly asked ones are marked, and go to the purchaser's people. */
export interface Asked {
  readonly conversation: Conversation;
  readonly favours: readonly Favour[];
}

/** Asks the purchaser for what it can be asked for by now. The same conversation when there is nothing. */
export const askFavours = (scene: Scene): Asked => {
  const favours = askable(scene);
  const { membership, company } = scene.conversation;
  if (favours.length === 0 || !membership) return { conversation: scene.conversation, favours: [] };
  const marks = Object.fromEntries(favours.map(({ id }) => [id, { askedAt: scene.now }]));
  const marked: Conversation = { ...scene.conversation, favours: { ...scene.conversation.favours, ...marks } };
  // A colleague's record has no card of its own; the company's does for it.
  const { company: _colleagues, ...alone } = marked;
  const card = cardOf(company ? { ...alone, id: company.lead } : marked);
  const told = favours.reduce(
    (conversation, { id }) =>
      card
        ? sendErrand(
            conversation,
            {
              to: 'purchaser',
              purchaser: membership.purchaser,
              word: { tells: 'favour_asked', favour: id, card: { ...card, people: company?.people.length ?? 1 } },
            },
            scene.now,
          )
        : conversation,
    marked,
  );
  return { conversation: told, favours };
};

/** The purchaser has done a favour: marked, with the milestone it brings about. The same conversation when it was known. */
export const favourDone = (scene: Scene, id: string): Conversation => {
  const { conversation, journey, now } = scene;
  const favour = journey.favours.find((one) => one.id === id);
  const mark = conversation.favours?.[id];
  if (!favour || mark?.doneAt !== undefined) return conversation;
  const marked: Conversation = {
    ...conversation,
    favours: { ...conversation.favours, [id]: { askedAt: mark?.askedAt ?? now, doneAt: now } },
  };
  const reached = favour.reaches === undefined ? undefined : milestoneOf(journey, favour.reaches);
  if (!reached || isMoot(withConversation(scene, marked), favour)) return marked;
  return reach(marked, reached.step, reached.milestone, now, 'purchaser');
};

/** Everything is to be asked for once more: the member name it was about has changed. */
export const forgetFavours = (conversation: Conversation): Conversation => {
  const { favours: _asked, ...rest } = conversation;
  return rest;
};
