import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Conversation } from '../../src/dialogue/model/conversation.ts';
import type { Instant } from '../../src/dialogue/model/instant.ts';
import type { PersonId } from '../../src/dialogue/model/person.ts';
import type { Invitation } from '../../src/dialogue/model/programme/invitation.ts';
import type { Purchaser, PurchaserTerms } from '../../src/dialogue/model/programme/purchaser.ts';
import type { Redemption } from '../../src/dialogue/model/programme/redemption.ts';
import { type InvitationOptions, makeInvitation } from '../../src/purchasers/invitations.ts';
import { createPurchasers, type Purchasers } from '../../src/purchasers/purchasers.ts';
import type { RandomBytes } from '../../src/purchasers/random-codes.ts';
import { addPurchaser } from '../../src/purchasers/registry.ts';
import type { DocumentStore } from '../../src/store/documents.ts';
import { openLmdbStore } from '../../src/store/lmdb/lmdb-store.ts';
import { openMemoryStore } from '../../src/store/memory/memory-store.ts';
import type { Store } from '../../src/store/store.ts';
import { monday, sampleConversation } from '../store/sample-conversation.ts';

/** What a purchaser asks unless a test says otherwise. */
export const terms: PurchaserTerms = {
  company: '永盛采购',
  account: 'yongsheng-cg',
  credit: 5_000_000,
  days: 30,
  accepts: [],
};

/** Bytes that nobody would call random, other ones at each call. */
const countedBytes = (): RandomBytes => {
  let calls = 0;
  return (count) => {
    calls += 1;
    return createHash('sha512').update(String(calls)).digest().subarray(0, count);
  };
};

const places: Readonly<Record<string, () => Store>> = {
  memory: () => openMemoryStore(),
  embedded: () => {
    const folder = mkdtempSync(join(tmpdir(), 'ruzhu-desk.test-'));
    const store = openLmdbStore({
      folder,
      onDamaged: (error) => {
        throw error;
      },
    });
    onTestFinished(async () => {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    });
    return store;
  },
};

/** The stores that the operator’s pages is tried with; each call of `open` opens an empty one for the length of a test. */
export const stores = Object.entries(places).map(([name, open]) => ({ name, open }));

/** A desk with a purchaser, and what tests do with them. */
export interface Stage {
  readonly store: Store;
  readonly documents: DocumentStore;
  readonly random: RandomBytes;
  readonly purchasers: Purchasers;
  readonly purchaser: Purchaser;
  /** Makes an invitation of the purchaser's; a supplier's unless told otherwise. */
  invite(options?: Partial<InvitationOptions>, now?: Instant): Promise<Invitation>;
  /** Makes a person one of the purchaser's people by way of a claim code. */
  claim(person: PersonId, purchaser?: Purchaser): Promise<void>;
  /** Saves a conversation, whatever was there. */
  keep(conversation: Conversation): Promise<void>;
  /** Redeems a code and saves what the turn would make of it. */
  join(person: PersonId, code: string, now?: Instant): Promise<Redemption>;
}

const afterwards = (conversation: Conversation, redeemed: Redemption): Conversation => {
  switch (redeemed.type) {
    case 'supplier':
      return { ...conversation, membership: redeemed.membership };
    case 'colleague': {
      const lead = redeemed.summary.person;
      return {
        ...conversation,
        membership: redeemed.membership,
        company: { lead, people: [lead, conversation.id] },
      };
    }
    case 'purchaser':
      return {
        ...conversation,
        role: 'purchaser',
        member: { purchaser: redeemed.purchaser.id, digest: 'daily' },
      };
    case 'refused':
      return conversation;
  }
};

/** Sets up a desk with one purchaser in a new store. */
export const setUp = async (open: () => Store): Promise<Stage> => {
  const store = open();
  const { documents } = store;
  const random = countedBytes();
  const purchasers = createPurchasers({ store, random });
  const purchaser = await addPurchaser(documents, random, terms, monday);
  const keep = async (conversation: Conversation): Promise<void> => {
    await store.save(conversation, (await store.load(conversation.id))?.version);
  };
  const stage: Stage = {
    ...{ store, documents, random, purchasers, purchaser, keep },
    invite: (options = {}, now = monday) =>
      makeInvitation(documents, random, { purchaser: purchaser.id, as: 'supplier', ...options }, now),
    async claim(person, of = purchaser) {
      const { code } = await stage.invite({ as: 'purchaser', purchaser: of.id });
      await stage.join(person, code);
    },
    async join(person, code, now = monday) {
      const redeemed = await purchasers.redeem(code, person, now);
      await keep(afterwards((await store.load(person))?.conversation ?? sampleConversation(person), redeemed));
      return redeemed;
    },
  };
  return stage;
};
