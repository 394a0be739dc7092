import { withoutColleague } from '../dialogue/colleagues.ts';
import type { Conversation } from '../dialogue/conversation.ts';
import type { Instant } from '../dialogue/instant.ts';
import type { Invitation } from '../dialogue/invitation.ts';
import type { PersonId } from '../dialogue/person.ts';
import type { Progress } from '../dialogue/progress.ts';
import type { Store } from '../store/store.ts';
import { leavePurchaser, listPurchasers } from './purchasers.ts';
import { rewrite } from './rewrite.ts';

/** Progress stays the company's; on whose word it is, is forgotten. */
const withoutWho = (progress: Progress, person: PersonId): Progress =>
  Object.fromEntries(
    Object.entries(progress).map(([step, { reached, ...rest }]) => [
      step,
      {
        ...rest,
        reached: Object.fromEntries(
          Object.entries(reached).map(([milestone, { who, ...mark }]) => [
            milestone,
            who === undefined || who === person ? mark : { ...mark, who },
          ]),
        ),
      },
    ]),
  );

const withoutPerson = (conversation: Conversation, person: PersonId): Conversation => {
  const { company, ...alone } = conversation;
  const rest = company && withoutColleague(company, person);
  const kept = { ...alone, progress: withoutWho(conversation.progress, person) };
  return rest && rest.people.length > 1 ? { ...kept, company: rest } : kept;
};

const forgetAtColleague = async (store: Store, colleague: PersonId, person: PersonId): Promise<void> => {
  for (;;) {
    const stored = await store.load(colleague);
    if (stored === undefined) return;
    if ((await store.save(withoutPerson(stored.conversation, person), stored.version)) !== undefined) return;
  }
};

/** The invitation without the person. What leads to them, or was theirs alone, is void from then on. */
const withoutTrace = (invitation: Invitation, person: PersonId, now: Instant): Invitation => {
  const { by, lead, usedBy, ...rest } = invitation;
  const [isBy, isLead, isUsedBy] = [by === person, lead === person, usedBy?.person === person];
  if (!isBy && !isLead && !isUsedBy) return invitation;
  return {
    ...rest,
    ...(by === undefined || isBy ? {} : { by }),
    ...(lead === undefined || isLead ? {} : { lead }),
    ...(usedBy === undefined || isUsedBy ? {} : { usedBy }),
    ...((isLead || isUsedBy) && rest.revokedAt === undefined ? { revokedAt: now } : {}),
  };
};

/**
 * Forgets a person everywhere: their record and what was set aside of it, who they work for, their colleagues' memory of
 * them, their name on invitations, and their passes. Resolves to `false` when nothing of them was there.
 */
export const erasePerson = async (store: Store, person: PersonId, now: Instant): Promise<boolean> => {
  const { shelf } = store;
  let found = (await store.load(person)) !== undefined;
  const company = (await store.load(person))?.conversation.company;
  for (const colleague of company?.people ?? []) {
    if (colleague !== person) await forgetAtColleague(store, colleague, person);
  }
  for (const { id, members } of await listPurchasers(shelf)) {
    if (!members.includes(person)) continue;
    await leavePurchaser(shelf, id, person);
    found = true;
  }
  for await (const invitation of shelf.every('invitation')) {
    if (withoutTrace(invitation, person, now) === invitation) continue;
    await rewrite(shelf, 'invitation', invitation.code, (one) => withoutTrace(one, person, now));
    found = true;
  }
  for await (const { id, by } of shelf.every('pass')) if (by === person) await shelf.remove('pass', id);
  await store.remove(person);
  return found;
};
