import { sendEffect } from '../dialogue/core/delivery/send-effect.ts';
import type { Instant } from '../dialogue/model/instant.ts';
import type { PersonId } from '../dialogue/model/person.ts';
import type { Purchaser, PurchaserId } from '../dialogue/model/programme/purchaser.ts';
import type { Store } from '../store/store.ts';

/** Everybody who has to do with a purchaser: its people, and all people of its suppliers. */
const everybodyOf = async (store: Store, { id, members }: Purchaser): Promise<ReadonlySet<PersonId>> => {
  const people = new Set(members);
  for (const { person } of await store.summaries(id)) {
    const company = (await store.load(person))?.conversation.company;
    for (const one of company?.people ?? [person]) people.add(one);
  }
  return people;
};

/** Plants the question in one record; tells whether it had to. */
const plant = async (store: Store, person: PersonId, purchaser: PurchaserId, now: Instant): Promise<boolean> => {
  for (;;) {
    const stored = await store.load(person);
    if (stored === undefined) return false;
    const { conversation, version } = stored;
    const belongs = [conversation.membership?.purchaser, conversation.member?.purchaser].includes(purchaser);
    const isPlanted = conversation.effects?.some(({ task }) => task.type === 'desk' && task.purchaser === purchaser);
    if (!belongs || isPlanted) return false;
    const asking = sendEffect(conversation, { type: 'desk', purchaser, request: { type: 'leave' } }, now);
    if ((await store.save(asking, version)) !== undefined) return true;
  }
};

/** So many records are written at once, so that they share a flush. */
const TOGETHER = 100;

/**
 * Has everybody told that a removed purchaser is gone. Works without an engine and beside a running one: each record is
 * given the effect to ask the operator’s pages, whose answer by now is `purchaser_gone`, and the engine does effects as they fall
 * due. Resolves to how many are told; done again, it reaches whoever was missed.
 */
export const announceRemoval = async (store: Store, purchaser: Purchaser, now: Instant): Promise<number> => {
  const people = [...(await everybodyOf(store, purchaser))];
  let told = 0;
  for (let start = 0; start < people.length; start += TOGETHER) {
    const planted = await Promise.all(
      people.slice(start, start + TOGETHER).map((person) => plant(store, person, purchaser.id, now)),
    );
    told += planted.filter(Boolean).length;
  }
  return told;
};
