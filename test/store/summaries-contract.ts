import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../src/dialogue/core/progress/supplier-summary.ts';
import type { Conversation } from '../../src/dialogue/model/conversation.ts';
import { HOUR } from '../../src/dialogue/model/instant.ts';
import type { PersonId } from '../../src/dialogue/model/person.ts';
import { PersonId as personId } from '../../src/dialogue/model/person.ts';
import type { PurchaserId } from '../../src/dialogue/model/programme/purchaser.ts';
import type { Store } from '../../src/store/store.ts';
import { type Place, settingOf } from './open-place.ts';
import { membership, monday, person, purchaser, sampleConversation } from './sample-conversation.ts';

const supplier = (id: PersonId, to: PurchaserId = purchaser(), wakes?: number): Conversation => ({
  ...sampleConversation(id, { memberName: id, ...(wakes === undefined ? {} : { wakes }) }),
  membership: membership(to),
});

const peopleOn = async (store: Store, of: PurchaserId = purchaser()): Promise<string[]> =>
  (await store.summaries(of)).map((summary) => summary.person).sort();

/** What every store promises about the summaries of a purchaser's suppliers. */
export const rollContract = (name: string, makePlace: () => Promise<Place>): void => {
  describe(`${name} keeps a purchaser’s roll`, { timeout: 60_000 }, () => {
    const { place, open, reports } = settingOf(makePlace);
    const ann = person('ann');
    const bob = person('bob');

    it('is empty at first', async () => {
      expect(await open().summaries(purchaser())).toEqual([]);
    });

    it('has the card of every supplier of the purchaser, and of nobody else’s', async () => {
      const store = open();
      for (const id of [ann, bob]) await store.save(supplier(id), undefined);
      await store.save(supplier(person('cheng'), purchaser(2)), undefined);
      await store.save(sampleConversation(person('dora')), undefined);
      const summaries = [...(await store.summaries(purchaser()))].sort((one, other) =>
        one.person < other.person ? -1 : 1,
      );
      expect(summaries).toEqual([ann, bob].map((id) => summaryOf(supplier(id))));
      expect(await peopleOn(open(), purchaser(2))).toEqual([person('cheng')]);
      expect(await store.summaries(purchaser(3))).toEqual([]);
    });

    it('follows every save, through any handle', async () => {
      const [one, other] = [open(), open()];
      const first = await one.save(supplier(ann), undefined);
      const second = await other.save({ ...supplier(ann), mode: 'human' }, first);
      expect(await one.summaries(purchaser())).toMatchObject([{ person: ann, mode: 'human' }]);
      const third = await one.save({ ...supplier(ann), nudgedAt: monday }, second);
      expect(await other.summaries(purchaser())).toMatchObject([{ mode: 'guided', nudgedAt: monday }]);
      await other.save(supplier(ann, purchaser(2)), third);
      expect([await peopleOn(one), await peopleOn(one, purchaser(2))]).toEqual([[], [ann]]);
    });

    it('gains a card with a membership, and loses it with the membership, the lead or the role', async () => {
      const store = open();
      let version = await store.save(sampleConversation(ann), undefined);
      const without: Conversation[] = [
        sampleConversation(ann),
        { ...supplier(ann), company: { lead: bob, people: [bob, ann] } },
        { ...supplier(ann), role: 'purchaser' },
      ];
      for (const conversation of without) {
        version = await store.save(supplier(ann), version);
        expect(await peopleOn(store)).toEqual([ann]);
        version = await store.save(conversation, version);
        expect(await peopleOn(store)).toEqual([]);
      }
    });

    it('is left as it is by a save that is refused', async () => {
      const store = open();
      const version = await store.save(supplier(ann), undefined);
      expect(await store.save(supplier(ann, purchaser(2)), (version ?? 0) + 1)).toBeUndefined();
      await expect(store.save({ ...sampleConversation(ann), lastNumber: -1 }, version)).rejects.toThrow();
      expect([await peopleOn(store), await peopleOn(store, purchaser(2))]).toEqual([[ann], []]);
    });

    it('loses whoever is removed', async () => {
      const store = open();
      for (const id of [ann, bob]) await store.save(supplier(id), undefined);
      await store.remove(ann);
      expect(await peopleOn(store)).toEqual([bob]);
      await open().remove(bob);
      expect(await peopleOn(store)).toEqual([]);
    });

    it('loses the card of a record that is damaged and set aside, and what is due with it', async () => {
      const store = open();
      for (const id of [ann, bob]) await store.save(supplier(id, purchaser(), monday), undefined);
      await place().plant(ann, '{"format":1}');
      await store.load(ann).catch(() => undefined);
      expect(reports).toHaveLength(1);
      expect(await peopleOn(store)).toEqual([bob]);
      expect(await store.due(monday, 10)).toEqual([bob]);
      await store.save(supplier(ann, purchaser(2), monday + HOUR), undefined);
      expect([await peopleOn(store), await peopleOn(store, purchaser(2))]).toEqual([[bob], [ann]]);
    });

    it('knows people by any id', async () => {
      const store = open();
      const ids = ['web:张三', 'web:a b', 'web:#1', 'web:~', `web:${'x'.repeat(3_000)}`].map((id) =>
        personId.parse(id),
      );
      for (const id of ids) await store.save(supplier(id), undefined);
      expect(await peopleOn(store)).toEqual([...ids].sort());
    });

    it('has all of many', async () => {
      const store = open();
      const people = Array.from({ length: 1_200 }, (_, index) => person(`u${String(index).padStart(4, '0')}`));
      await Promise.all(people.map((id) => store.save(supplier(id), undefined)));
      expect(await peopleOn(store)).toEqual(people);
    });
  });
};
