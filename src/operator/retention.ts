import type { Conversation } from '../dialogue/model/conversation.ts';
import { DAY, type Instant } from '../dialogue/model/instant.ts';
import { channelOf, type PersonId } from '../dialogue/model/person.ts';
import type { Store } from '../store/store.ts';
import { erasePerson } from './erase.ts';

/** Visitors of the web chat who never said anything useful are forgotten when they were not heard from for so many days. */
export const EMPTY_DAYS = 30;

/** How many people were forgotten: visitors who never said anything useful, and others who were silent for long. */
export interface Forgotten {
  readonly empty: number;
  readonly silent: number;
}

const lastHeard = ({ addresses, seen, startedAt }: Conversation): Instant =>
  Math.max(startedAt, ...addresses.map(({ heardAt }) => heardAt), ...seen.map(({ at }) => at));

/** Nothing of them is of use to anybody: no step, no name, no purchaser, no colleague, no question to a person. */
const isEmpty = (conversation: Conversation): boolean => {
  const { id, role, mode, progress, deferred, facts, membership, company, member, effects } = conversation;
  return (
    channelOf(id) === 'web' &&
    role === 'supplier' &&
    mode !== 'human' &&
    Object.values(progress).every(({ reached }) => Object.keys(reached).length === 0) &&
    deferred.length === 0 &&
    Object.keys(facts).length === 0 &&
    [membership, company, member, effects?.[0]].every((part) => part === undefined)
  );
};

/**
 * Why a person may be forgotten now; `undefined` when they may not. One of a purchaser's people, and whoever is to be
 * reminded of something, stays. Without `retentionDays` only empty ones go.
 */
const forgettable = (
  conversation: Conversation,
  now: Instant,
  retentionDays: number | undefined,
): keyof Forgotten | undefined => {
  if (conversation.member !== undefined || conversation.role === 'purchaser') return undefined;
  if (conversation.reminders.length > 0) return undefined;
  const days = (now - lastHeard(conversation)) / DAY;
  if (days >= EMPTY_DAYS && isEmpty(conversation)) return 'empty';
  return retentionDays !== undefined && days >= retentionDays ? 'silent' : undefined;
};

/**
 * Forgets whom there is no reason to keep: visitors who never said anything useful, after `EMPTY_DAYS`; with
 * `retentionDays`, all suppliers who were not heard from for so long, finished or not. Each is looked at once more before
 * they are forgotten. What cannot be read stays, and is told to `onDamaged`.
 */
export const forgetOld = async (
  store: Store,
  now: Instant,
  retentionDays: number | undefined,
  onDamaged: (error: Error) => void,
): Promise<Forgotten> => {
  const people: PersonId[] = [];
  for await (const conversation of store.everyone(onDamaged)) {
    if (forgettable(conversation, now, retentionDays) !== undefined) people.push(conversation.id);
  }
  const forgotten = { empty: 0, silent: 0 };
  for (const person of people) {
    const stored = await store.load(person);
    const why = stored && forgettable(stored.conversation, now, retentionDays);
    if (why === undefined) continue;
    // Of an empty one nothing is anywhere else. Whoever writes at this moment stays.
    const isGone =
      why === 'empty' ? await store.remove(person, stored?.version) : await erasePerson(store, person, now);
    if (isGone) forgotten[why] += 1;
  }
  return forgotten;
};
