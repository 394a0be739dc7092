import { keyOf } from '../record-key.ts';
import type { Store } from '../store.ts';
import type { Database, Statement } from './database.ts';

const HOLD: Statement = {
  name: 'hold',
  text: `insert into ruzhu_holds as held (name, holder, until)
    values ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
    on conflict (name) do update set holder = excluded.holder, until = excluded.until
    where held.holder = excluded.holder or held.until <= clock_timestamp() returning true as held`,
};

const LET_GO: Statement = {
  name: 'let-go',
  text: 'delete from ruzhu_holds where name = $1 and holder = $2',
};

/** Rights that one process has at a time, by the clock of the database. */
export const leases = ({ run }: Database): Pick<Store, 'acquireLease' | 'releaseLease'> => ({
  acquireLease: async (name, holder, milliseconds) => {
    const { rows } = await run(HOLD, [keyOf(name), JSON.stringify(holder), milliseconds]);
    return rows.length > 0;
  },
  releaseLease: async (name, holder) => {
    await run(LET_GO, [keyOf(name), JSON.stringify(holder)]);
  },
});
