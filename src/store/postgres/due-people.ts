import type { Instant } from '../../dialogue/model/instant.ts';
import { PersonId } from '../../dialogue/model/person.ts';
import { keyOf, type RecordKey } from '../record-key.ts';
import type { Store } from '../store.ts';
import type { Database, Statement } from './database.ts';

/** What finding due people is made of. */
export interface DueDeps {
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

/**
 * A claim is for one moment: it is void when a save has moved that. `$1` is now, `$2` who asks. A subquery and no join,
 * so that people are always gone through in the order of the index, and only as many as are wanted.
 */
const unclaimed = `coalesce((
  select claims.due_at <> people.due_at or claims.until <= $1 or claims.holder = $2
  from ruzhu_claims as claims where claims.key = people.key), true)`;

/** Nearly all keys are the ids themselves, and then the index alone answers: no record is touched. */
const DUE: Statement = {
  name: 'due',
  text: `select key, case when key like '#%'
      then (select person from ruzhu_conversations as digested where digested.key = people.key) end as person
    from ruzhu_conversations as people
    where due_at <= $1 and split_part(key, ':', 1) <> all($4::text[]) and ${unclaimed} order by due_at, key limit $3`,
};

/**
 * Of two who claim the same person at once the second waits for the first, some milliseconds, and is refused; both go by
 * the same order, so that none waits for the other in a circle.
 */
const CLAIM: Statement = {
  name: 'claim',
  text: `insert into ruzhu_claims as held (key, due_at, holder, until)
    select key, due_at, $3, $4 from ruzhu_conversations where key = any($1) and due_at <= $2 order by key
    on conflict (key) do update set due_at = excluded.due_at, holder = excluded.holder, until = excluded.until
    where held.holder = excluded.holder or held.until <= $2 or held.due_at <> excluded.due_at
    returning key`,
};

const SWEEP: Statement = {
  name: 'sweep-claims',
  text: `delete from ruzhu_claims where key in (select key from ruzhu_claims where until <= $1 for update skip locked)`,
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

/** Claims that are over are swept away so often. */
const SWEPT_EVERY = 60_000;

/** What is due, for one process: what others claimed is left to them. */
export const duePeople = ({
  database: { run },
  holder,
  now: clock,
}: DueDeps): Pick<Store, 'due' | 'claimDue' | 'nextDue'> => {
  let sweptAt = Number.NEGATIVE_INFINITY;
  return {
    due: async (now, limit, except = []) => {
      const { rows } = await run<Row>(DUE, [Math.floor(now), holder, Math.max(0, Math.floor(limit)), except]);
      return rows.map(({ key, person }) => PersonId.parse(person === null ? key : JSON.parse(person)));
    },

    claimDue: async (people, now, milliseconds) => {
      const at = Math.floor(now);
      if (at >= sweptAt + SWEPT_EVERY) {
        sweptAt = at;
        await run(SWEEP, [at]);
      }
      const values = [people.map(keyOf), at, holder, at + Math.ceil(milliseconds)];
      const { rows } = await run<Pick<Row, 'key'>>(CLAIM, values);
      const claimed = new Set(rows.map(({ key }) => key));
      return people.filter((id) => claimed.has(keyOf(id)));
    },

    nextDue: async () => {
      const { rows } = await run<{ at: string | null }>(NEXT, [Math.floor(clock()), holder]);
      const at = rows[0]?.at ?? undefined;
      return at === undefined ? undefined : Number(at);
    },
  };
};
