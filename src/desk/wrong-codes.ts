import { type Instant, MINUTE } from '../dialogue/instant.ts';
import type { InvitationCode } from '../dialogue/invitation.ts';
import type { PersonId } from '../dialogue/person.ts';

/** Somebody who mistypes gets it right within a few tries; so many different wrong codes within this time are guesses. */
const MOST = 10;
const WITHIN = 10 * MINUTE;

/** From so many people on, those whose tries are all long past are forgotten. */
const MANY_PEOPLE = 10_000;

/** Who tried which wrong codes of late. In memory: a restart forgives, which at 60 bits a code costs nothing. */
export interface WrongCodes {
  /** Whether the person tried so many wrong ones that no more are looked at for now. */
  isOver(person: PersonId, now: Instant): boolean;
  /** Takes down a wrong one. The same one again, as on a redelivery, counts once. */
  note(person: PersonId, code: InvitationCode, now: Instant): void;
}

/** An empty account of wrong codes. */
export const wrongCodes = (): WrongCodes => {
  const tries = new Map<PersonId, ReadonlyMap<InvitationCode, Instant>>();

  const recent = (person: PersonId, now: Instant): Map<InvitationCode, Instant> =>
    new Map([...(tries.get(person) ?? [])].filter(([, at]) => at > now - WITHIN));

  return {
    isOver: (person, now) => recent(person, now).size >= MOST,
    note: (person, code, now) => {
      if (tries.size >= MANY_PEOPLE) {
        for (const other of tries.keys()) if (recent(other, now).size === 0) tries.delete(other);
      }
      tries.set(person, recent(person, now).set(code, now));
    },
  };
};
