import { withoutColleague } from '../dialogue/core/progress/colleagues.ts';
import type { Conversation } from '../dialogue/model/conversation.ts';
import type { Instant } from '../dialogue/model/instant.ts';
import type { PersonId } from '../dialogue/model/person.ts';
import type { Invitation } from '../dialogue/model/programme/invitation.ts';
import type { Progress } from '../dialogue/model/progress.ts';
import { leavePurchaser, listPurchasers } from '../purchasers/registry.ts';
import { updateDocument } from '../purchasers/update-document.ts';
import type { Store } from '../store/store.ts';

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
  const { documents } = store;
  let found = (await store.load(person)) !== undefined;
  const company = (await store.load(person))?.conversation.company;
  for (const colleague of company?.people ?? []) {
    if (colleague !== person) await forgetAtColleague(store, colleague, person);
  }
  for (const { id, members } of await listPurchasers(documents)) {
    if (!members.includes(person)) continue;
    await leavePurchaser(documents, id, person);
    found = true;
  }
  for await (const invitation of documents.every('invitation')) {
    if (withoutTrace(invitation, person, now) === invitation) continue;
    await updateDocument(documents, 'invitation', invitation.code, (one) => withoutTrace(one, person, now));
    found = true;
  }
  for await (const { id, by } of documents.every('pass')) if (by === person) await documents.remove('pass', id);
  await store.remove(person);
  return found;
};
