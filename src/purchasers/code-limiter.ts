import { type Instant, MINUTE } from '../dialogue/model/instant.ts';
import type { PersonId } from '../dialogue/model/person.ts';
import type { InvitationCode } from '../dialogue/model/programme/invitation.ts';

/** Somebody who mistypes gets it right within a few tries; so many different wrong codes within this time are guesses. */
const MOST = 10;
const WITHIN = 10 * MINUTE;

/** Of a network, where many people may sit, so many: who guesses as a new visitor each time is counted here. */
const MOST_OF_NETWORK = 100;

/** From so many people or networks on, those whose tries are all long past are forgotten, once a minute. */
const MANY = 10_000;

/** Who tries a code, and from which network, where the channel knows one. */
export interface Trier {
  readonly person: PersonId;
  readonly network?: string | undefined;
}

/** Who tried which wrong codes of late. In memory: a restart forgives, which at 60 bits a code costs nothing. */
export interface CodeLimiter {
  /** Whether the person, or their network, tried so many wrong ones that no more are looked at for now. */
  isOver(trier: Trier, now: Instant): boolean;
  /** Takes down a wrong one. The same one again, as on a redelivery, counts once. */
  note(trier: Trier, code: InvitationCode, now: Instant): void;
}

/** The wrong codes of each of many, as long as they count. */
const account = <Of extends string>(most: number) => {
  const tries = new Map<Of, ReadonlyMap<InvitationCode, Instant>>();
  let lookedAt: Instant | undefined;

  const recent = (of: Of, now: Instant): Map<InvitationCode, Instant> =>
    new Map([...(tries.get(of) ?? [])].filter(([, at]) => at > now - WITHIN));

  const forgetPast = (now: Instant): void => {
    if (tries.size < MANY || (lookedAt !== undefined && Math.abs(now - lookedAt) < MINUTE)) return;
    lookedAt = now;
    for (const other of tries.keys()) if (recent(other, now).size === 0) tries.delete(other);
  };

  return {
    isOver: (of: Of, now: Instant): boolean => recent(of, now).size >= most,
    note(of: Of, code: InvitationCode, now: Instant): void {
      forgetPast(now);
      tries.set(of, recent(of, now).set(code, now));
    },
  };
};

/** An empty account of wrong codes. */
export const createCodeLimiter = (): CodeLimiter => {
  const people = account<PersonId>(MOST);
  const networks = account<string>(MOST_OF_NETWORK);
  return {
    isOver: ({ person, network }, now) =>
      people.isOver(person, now) || (network !== undefined && networks.isOver(network, now)),
    note: ({ person, network }, code, now) => {
      people.note(person, code, now);
      if (network !== undefined) networks.note(network, code, now);
    },
  };
};
