import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { RandomBytes } from '../../src/desk/chance.ts';
import { createDesk, type Desk } from '../../src/desk/desk.ts';
import { type InvitationWish, makeInvitation } from '../../src/desk/invitations.ts';
import { addPurchaser } from '../../src/desk/purchasers.ts';
import type { Conversation } from '../../src/dialogue/conversation.ts';
import type { Instant } from '../../src/dialogue/instant.ts';
import type { Invitation } from '../../src/dialogue/invitation.ts';
import type { PersonId } from '../../src/dialogue/person.ts';
import type { Purchaser, PurchaserTerms } from '../../src/dialogue/purchaser.ts';
import type { Redeemed } from '../../src/dialogue/redeemed.ts';
import { openEmbeddedStore } from '../../src/store/embedded.ts';
import { openMemoryStore } from '../../src/store/memory.ts';
import type { Shelf } from '../../src/store/shelf.ts';
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
    const store = openEmbeddedStore({
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

/** The stores that the desk is tried with; each call of `open` opens an empty one for the length of a test. */
export const stores = Object.entries(places).map(([name, open]) => ({ name, open }));

/** A desk with a purchaser, and what tests do with them. */
export interface Stage {
  readonly store: Store;
  readonly shelf: Shelf;
  readonly random: RandomBytes;
  readonly desk: Desk;
  readonly purchaser: Purchaser;
  /** Makes an invitation of the purchaser's; a supplier's unless told otherwise. */
  invite(wish?: Partial<InvitationWish>, now?: Instant): Promise<Invitation>;
  /** Makes a person one of the purchaser's people by way of a claim code. */
  claim(person: PersonId, purchaser?: Purchaser): Promise<void>;
  /** Saves a conversation, whatever was there. */
  keep(conversation: Conversation): Promise<void>;
  /** Redeems a code and saves what the turn would make of it. */
  join(person: PersonId, code: string, now?: Instant): Promise<Redeemed>;
}

const afterwards = (conversation: Conversation, redeemed: Redeemed): Conversation => {
  switch (redeemed.as) {
    case 'supplier':
      return { ...conversation, membership: redeemed.membership };
    case 'colleague': {
      const lead = redeemed.card.person;
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
        purchasing: { purchaser: redeemed.purchaser.id, digest: 'daily' },
      };
    case 'refused':
      return conversation;
  }
};

/** Sets up a desk with one purchaser in a new store. */
export const setUp = async (open: () => Store): Promise<Stage> => {
  const store = open();
  const { shelf } = store;
  const random = countedBytes();
  const desk = createDesk({ store, random });
  const purchaser = await addPurchaser(shelf, random, terms, monday);
  const keep = async (conversation: Conversation): Promise<void> => {
    await store.save(conversation, (await store.load(conversation.id))?.version);
  };
  const stage: Stage = {
    ...{ store, shelf, random, desk, purchaser, keep },
    invite: (wish = {}, now = monday) =>
      makeInvitation(shelf, random, { purchaser: purchaser.id, as: 'supplier', ...wish }, now),
    async claim(person, of = purchaser) {
      const { code } = await stage.invite({ as: 'purchaser', purchaser: of.id });
      await stage.join(person, code);
    },
    async join(person, code, now = monday) {
      const redeemed = await desk.redeem(code, person, now);
      await keep(afterwards((await store.load(person))?.conversation ?? sampleConversation(person), redeemed));
      return redeemed;
    },
  };
  return stage;
};
