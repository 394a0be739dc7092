import type { Instant } from '../../dialogue/instant.ts';
import { PersonId } from '../../dialogue/person.ts';
import { keyOf, type RecordKey } from '../record-key.ts';
import type { Store } from '../store.ts';
import type { Database, Statement } from './database.ts';

/** What finding due people is made of. */
export interface DueParts {
  readonly database: Database;
  /** Names this process among those that use the store. */
  readonly holder: string;
  readonly now: () => Instant;
}

interface Row {
  readonly key: RecordKey;
  /** The id as JSON where the key is a digest of it. */
  readonly person: string | null;
}

/** A claim is for one moment: it is void when a save has moved that. `$1` is now, `$2` who asks. */
const unclaimed = `not exists (
  select from ruzhu_claims as claims
  where claims.key = people.key and claims.due_at = people.due_at and claims.until > $1 and claims.holder <> $2)`;

const DUE: Statement = {
  name: 'due',
  text: `select key, person from ruzhu_conversations as people
    where due_at <= $1 and ${unclaimed} order by due_at, key limit $3`,
};

/**
 * Of two who claim the same person at once the second waits for the first, some milliseconds, and is refused; both go by
 * the same order, so that none waits for the other in a circle. Sweeps away what is long over on the way.
 */
const CLAIM: Statement = {
  name: 'claim',
  text: `with swept as (
      delete from ruzhu_claims where key in (
        select key from ruzhu_claims where until <= $5 and key <> all($1) limit 500 for update skip locked)
    )
    insert into ruzhu_claims as held (key, due_at, holder, until)
    select key, due_at, $3, $4 from ruzhu_conversations where key = any($1) and due_at <= $2 order by key
    on conflict (key) do update set due_at = excluded.due_at, holder = excluded.holder, until = excluded.until
    where held.holder = excluded.holder or held.until <= $2 or held.due_at <> excluded.due_at
    returning key`,
};

/** What others have claimed comes when their claim ends at the earliest, should they have died meanwhile. */
const NEXT: Statement = {
  name: 'next-due',
  text: `select least(
      (select due_at from ruzhu_conversations as people
        where due_at is not null and ${unclaimed} order by due_at limit 1),
      (select min(claims.until) from ruzhu_claims as claims join ruzhu_conversations as people using (key, due_at)
        where claims.until > $1 and claims.holder <> $2)
    ) as at`,
};

/** How long a claim that is over is kept. */
const KEPT = 60_000;

/** What is due, for one process: what others claimed is left to them. */
export const duePeople = ({
  database: { run },
  holder,
  now: clock,
}: DueParts): Pick<Store, 'due' | 'claimDue' | 'nextDue'> => ({
  due: async (now, limit) => {
    const { rows } = await run<Row>(DUE, [Math.floor(now), holder, Math.max(0, Math.floor(limit))]);
    return rows.map(({ key, person }) => PersonId.parse(person === null ? key : JSON.parse(person)));
  },

  claimDue: async (people, now, milliseconds) => {
    const at = Math.floor(now);
    const values = [people.map(keyOf), at, holder, at + Math.ceil(milliseconds), at - KEPT];
    const { rows } = await run<Pick<Row, 'key'>>(CLAIM, values);
    const claimed = new Set(rows.map(({ key }) => key));
    return people.filter((id) => claimed.has(keyOf(id)));
  },

  nextDue: async () => {
    const { rows } = await run<{ at: string | null }>(NEXT, [Math.floor(clock()), holder]);
    const at = rows[0]?.at ?? undefined;
    return at === undefined ? undefined : Number(at);
  },
});
