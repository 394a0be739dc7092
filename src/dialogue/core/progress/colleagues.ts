import { StepId } from '../../../content/schema/journey.ts';
import type { Conversation } from '../../model/conversation.ts';
import type { Notification } from '../../model/effect.ts';
import type { Instant } from '../../model/instant.ts';
import type { PersonId } from '../../model/person.ts';
import type { Company } from '../../model/programme/membership.ts';
import type { Progress, StepProgress } from '../../model/progress.ts';
import { closeQuestion } from '../close-question.ts';
import { sendEffect } from '../delivery/send-effect.ts';

/** The people of the company but for the person themselves. */
const othersIn = (conversation: Conversation): readonly PersonId[] =>
  conversation.company?.people.filter((person) => person !== conversation.id) ?? [];

/** Tells every colleague something. */
export const tellAll = (conversation: Conversation, notification: Notification, now: Instant): Conversation =>
  othersIn(conversation).reduce(
    (next, person) => sendEffect(next, { type: 'person', person, notification }, now),
    conversation,
  );

/** When a step was last changed; marks of before there were colleagues tell it by themselves. */
const changedAt = (step: StepProgress | undefined): Instant =>
  step === undefined
    ? Number.NEGATIVE_INFINITY
    : (step.changedAt ??
      Math.max(step.rejectedAt ?? Number.NEGATIVE_INFINITY, ...Object.values(step.reached).map(({ at }) => at)));

const nothingReached = (changedAt: Instant): StepProgress => ({ reached: {}, changedAt });

/** The steps that stand differently, stamped with the moment of the change; those that were forgotten stand at nothing. */
const changedSteps = (before: Progress, after: Progress, now: Instant): Progress => {
  const ids = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    Array.from(ids, (id) => StepId.parse(id))
      .filter((id) => before[id] !== after[id])
      .map((id) => {
        // Later than what it changes, even where the clocks of two processes differ.
        const at = Math.max(now, changedAt(before[id]) + 1);
        return [id, after[id] ? { ...after[id], changedAt: at } : nothingReached(at)];
      }),
  );
};

/** What a turn changed for the whole company goes to the colleagues. The same conversation when it changed nothing. */
export const shareProgress = (before: Conversation, after: Conversation, now: Instant): Conversation => {
  if (othersIn(after).length === 0) return after;
  const progress = changedSteps(before.progress, after.progress, now);
  const name = after.facts.member_name;
  const renamed = name !== before.facts.member_name;
  if (Object.keys(progress).length === 0 && !renamed && after.favours === before.favours) return after;
  const stamped = { ...after, progress: { ...after.progress, ...progress } };
  const notification: Notification = {
    type: 'progress',
    progress,
    favours: after.favours ?? {},
    ...(renamed && name !== undefined ? { member_name: name } : {}),
  };
  return tellAll(stamped, notification, now);
};

const onWordOf = (step: StepProgress, who: PersonId): StepProgress => ({
  ...step,
  reached: Object.fromEntries(Object.entries(step.reached).map(([id, mark]) => [id, { who, ...mark }])),
});

/**
 * Takes over what colleagues did: step by step the later change counts, whichever way it comes. A question about a step
 * that moved on is over. `from` is whose word it is, where they did not have it from others.
 */
export const mergeProgress = (conversation: Conversation, told: Progress, from: PersonId): Conversation => {
  const newer = Object.entries(told).filter(
    ([id, step]) => changedAt(step) > changedAt(conversation.progress[StepId.parse(id)]),
  );
  if (newer.length === 0) return conversation;
  const taken = Object.fromEntries(newer.map(([id, step]) => [id, onWordOf(step, from)]));
  const { question, focus } = conversation;
  const about = question && 'step' in question ? question.step : undefined;
  const rest = about !== undefined && about in taken ? closeQuestion(conversation) : conversation;
  const { focus: _moved, ...unfocused } = rest;
  return {
    ...(focus !== undefined && focus in taken ? unfocused : rest),
    progress: { ...conversation.progress, ...taken },
    overdue: conversation.overdue.filter((id) => !(id in taken)),
  };
};

/** The company with one more in it, led by whoever invited first. */
export const withColleague = (conversation: Conversation, person: PersonId): Conversation => {
  const people = conversation.company?.people ?? [conversation.id];
  if (people.includes(person)) return conversation;
  const company: Company = { lead: conversation.company?.lead ?? conversation.id, people: [...people, person] };
  return { ...conversation, company };
};

/** The company with one less; when the lead goes, the one who has been there longest leads. Nobody is left alone in one. */
export const withoutColleague = (company: Company, person: PersonId): Company | undefined => {
  const people = company.people.filter((other) => other !== person);
  const [first] = people;
  return first === undefined ? undefined : { lead: company.lead === person ? first : company.lead, people };
};

/** The person leaves their company: the others hear who is in it from now on. */
export const leaveCompany = (conversation: Conversation, now: Instant): Conversation => {
  const rest = conversation.company && withoutColleague(conversation.company, conversation.id);
  if (!rest) return conversation;
  const told = tellAll(conversation, { type: 'company', company: rest }, now);
  const { company: _left, ...alone } = told;
  return alone;
};

/** The person without purchaser and colleagues; progress and everything else of their own stays. */
export const withoutPurchaser = (conversation: Conversation, now: number): Conversation => {
  const { membership, favours: _asked, nudgedAt: _nudged, ...rest } = leaveCompany(conversation, now);
  return membership ? rest : conversation;
};
