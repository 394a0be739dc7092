import type { Conversation } from '../../model/conversation.ts';
import type { SupplierSummary } from '../../model/programme/membership.ts';

/** What the purchaser can see of this supplier; nothing when no purchaser invited them, or when a colleague's record stands for the company. */
export const summaryOf = (conversation: Conversation): SupplierSummary | undefined => {
  const { membership, company, role } = conversation;
  if (role !== 'supplier' || !membership || (company && company.lead !== conversation.id)) return undefined;
  return {
    person: conversation.id,
    journey: conversation.journey.id,
    locale: conversation.locale,
    membership,
    mode: conversation.mode,
    startedAt: conversation.startedAt,
    heardAt: Math.max(conversation.startedAt, ...conversation.addresses.map(({ heardAt }) => heardAt)),
    progress: conversation.progress,
    deferred: conversation.deferred,
    favours: conversation.favours ?? {},
    ...(conversation.facts.member_name === undefined ? {} : { member_name: conversation.facts.member_name }),
    people: company?.people.length ?? 1,
    ...(conversation.nudgedAt === undefined ? {} : { nudgedAt: conversation.nudgedAt }),
  };
};
