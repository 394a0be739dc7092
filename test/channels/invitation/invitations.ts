import { randomBytes } from 'node:crypto';
import type { Instant } from '../../../src/dialogue/model/instant.ts';
import { makeInvitation } from '../../../src/purchasers/invitations.ts';
import { addPurchaser } from '../../../src/purchasers/registry.ts';
import type { Store } from '../../../src/store/store.ts';

/** The codes of a purchaser that was just named. */
export interface Codes {
  /** By which somebody becomes one of its people. */
  readonly claim: string;
  /** For one company. */
  readonly single: string;
  /** For as many companies as come. */
  readonly open: string;
}

/** The operator names 恒通集团, as the command does, and makes an invitation of every kind. */
export const nameHengtong = async ({ documents }: Store, now: Instant): Promise<Codes> => {
  const terms = { company: '恒通集团', account: 'hengtong采购', credit: 5_000_000, days: 30, accepts: [] };
  const { id: purchaser } = await addPurchaser(documents, randomBytes, terms, now);
  const make = async (wish: { as: 'purchaser' | 'supplier'; company?: string }): Promise<string> =>
    (await makeInvitation(documents, randomBytes, { purchaser, ...wish }, now)).code;
  return {
    claim: await make({ as: 'purchaser' }),
    single: await make({ as: 'supplier', company: '义乌赵六模具厂' }),
    open: await make({ as: 'supplier' }),
  };
};
