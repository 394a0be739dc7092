import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextWakeAt } from '../../src/dialogue/core/delivery/next-wake.ts';
import { HOUR, type Instant } from '../../src/dialogue/model/instant.ts';
import { type PersonId, PersonId as personId } from '../../src/dialogue/model/person.ts';
import { upgrades } from '../../src/store/codec/record-format.ts';
import type { Upgrade, Upgrades } from '../../src/store/codec/upgrade.ts';
import type { Store } from '../../src/store/store.ts';
import { isStoreError } from '../../src/store/store-error.ts';
import { shelfContract } from './documents-contract.ts';
import { holdContract } from './lease-contract.ts';
import { all, type Place, settingOf } from './open-place.ts';
import { monday, person, purchaser, sampleConversation } from './sample-conversation.ts';
import { rollContract } from './summaries-contract.ts';

const never = (error: Error): void => {
  throw error;
};

/** One turn: load, change, save, and again when somebody else was faster. */
const addOne = async (store: Store, id: PersonId): Promise<void> => {
  for (;;) {
    const stored = await store.load(id);
    const conversation = stored?.conversation ?? sampleConversation(id, { messages: 0 });
    const next = { ...conversation, lastNumber: conversation.lastNumber + 1 };
    if ((await store.save(next, stored?.version)) !== undefined) return;
  }
};

/** What every store promises: the conversations, and in suites of their own what is kept beside them. */
export const storeContract = (name: string, makePlace: () => Promise<Place>): void => {
  describe(`${name} keeps the promises of a store`, { timeout: 60_000 }, () => {
    const { place, open, reports } = settingOf(makePlace);

    const ann = person('ann');
    const bob = person('bob');

    describe('saving and loading', () => {
      it('knows nobody at first', async () => {
        const store = open();
        expect(await store.load(ann)).toBeUndefined();
        expect(await store.count()).toEqual({ people: 0, damaged: 0 });
        expect(await store.nextDue()).toBeUndefined();
        expect(await store.due(monday, 10)).toEqual([]);
        expect(await all(store.everyone(never))).toEqual([]);
      });

      it('gives back what was saved, with its version', async () => {
        const store = open();
        const conversation = sampleConversation(ann, { memberName: '义乌小商品' });
        const version = await store.save(conversation, undefined);
        expect(await store.load(ann)).toEqual({ conversation, version });
      });

      it('gives it to a handle that was opened later, too', async () => {
        const conversation = sampleConversation(ann);
        const first = open();
        const version = await first.save(conversation, undefined);
        await first.close();
        expect(await open().load(ann)).toEqual({ conversation, version });
      });

      it('is not touched by changes to an object that was saved', async () => {
        const store = open();
        const conversation = sampleConversation(ann);
        await store.save(conversation, undefined);
        conversation.seen.length = 0;
        conversation.facts.member_name = 'changed';
        expect((await store.load(ann))?.conversation).toEqual(sampleConversation(ann));
      });

      it('refuses a conversation that is no valid record, and keeps the old one', async () => {
        const store = open();
        const version = await store.save(sampleConversation(ann), undefined);
        const broken = { ...sampleConversation(ann), lastNumber: -1 };
        const error = await store.save(broken, version).catch((thrown: unknown) => thrown);
        expect(isStoreError(error, 'record_invalid') && error.message).toContain('lastNumber');
        expect(await store.load(ann)).toEqual({ conversation: sampleConversation(ann), version });
      });

      it('keeps a big record', async () => {
        const store = open();
        const conversation = {
          ...sampleConversation(ann, { messages: 20_000 }),
          unanswered: [{ at: monday, text: '啊'.repeat(500_000) }],
        };
        await store.save(conversation, undefined);
        expect((await open().load(ann))?.conversation).toEqual(conversation);
      });

      it('keeps odd texts exactly', async () => {
        const text = '\u0000\u202eabc\ud800 \u2028 __proto__ 😀';
        const conversation = { ...sampleConversation(ann), unanswered: [{ at: monday, text }] };
        await open().save(conversation, undefined);
        expect((await open().load(ann))?.conversation.unanswered[0]?.text).toBe(text);
      });
    });

    describe('versions', () => {
      it('refuses a first save when the person is stored already', async () => {
        const store = open();
        await store.save(sampleConversation(ann, { memberName: 'first' }), undefined);
        expect(await store.save(sampleConversation(ann, { memberName: 'second' }), undefined)).toBeUndefined();
        expect((await store.load(ann))?.conversation.facts.member_name).toBe('first');
      });

      it('refuses a save that names an old version, or one of somebody who is not stored', async () => {
        const store = open();
        const first = await store.save(sampleConversation(ann), undefined);
        const second = await store.save(sampleConversation(ann, { memberName: 'second' }), first);
        expect(second).not.toBe(first);
        expect(await store.save(sampleConversation(ann, { memberName: 'third' }), first)).toBeUndefined();
        expect(await store.save(sampleConversation(bob), second)).toBeUndefined();
        expect((await store.load(ann))?.conversation.facts.member_name).toBe('second');
        expect(await store.load(bob)).toBeUndefined();
      });

      it('lets exactly one of two people win who start from the same version', async () => {
        const store = open();
        const version = await store.save(sampleConversation(ann), undefined);
        const wishes = ['one', 'other'].map((memberName) => sampleConversation(ann, { memberName }));
        const saved = await Promise.all(wishes.map((conversation) => store.save(conversation, version)));
        expect(saved.filter((outcome) => outcome !== undefined)).toHaveLength(1);
      });

      it('does not take a version from before a removal for one after it', async () => {
        const store = open();
        const before = await store.save(sampleConversation(ann), undefined);
        await store.remove(ann);
        await store.save(sampleConversation(ann, { memberName: 'afresh' }), undefined);
        expect(await store.save(sampleConversation(ann, { memberName: 'stale' }), before)).toBeUndefined();
        expect((await store.load(ann))?.conversation.facts.member_name).toBe('afresh');
      });

      it('shows one handle at once what another saved', async () => {
        const [one, other] = [open(), open()];
        const first = await one.save(sampleConversation(ann, { memberName: 'one' }), undefined);
        expect((await other.load(ann))?.conversation.facts.member_name).toBe('one');
        const second = await other.save(sampleConversation(ann, { memberName: 'other', wakes: monday }), first);
        expect(await one.load(ann)).toMatchObject({
          version: second,
          conversation: { facts: { member_name: 'other' } },
        });
        expect(await one.save(sampleConversation(ann), first)).toBeUndefined();
        await one.save(sampleConversation(ann, { wakes: monday + HOUR }), second);
        expect(await other.due(monday + HOUR, 10)).toEqual([ann]);
        expect(await other.nextDue()).toBe(monday + HOUR);
      });

      it('loses none of 64 changes that are made to one person at once through two handles', async () => {
        const handles = [open(), open()];
        await Promise.all(Array.from({ length: 32 }, () => handles.map((store) => addOne(store, ann))).flat());
        expect((await open().load(ann))?.conversation.lastNumber).toBe(64);
      });
    });

    describe('what is due', () => {
      it('names the longest waiting first, up to a limit, and nobody too early', async () => {
        const store = open();
        const plan: [string, Instant | undefined][] = [
          ['late', monday + 3 * HOUR],
          ['first', monday],
          ['second', monday + HOUR],
          ['never', undefined],
          ['third', monday + 2 * HOUR],
        ];
        for (const [user, wakes] of plan)
          await store.save(sampleConversation(person(user), wakes === undefined ? {} : { wakes }), undefined);
        expect(await store.due(monday - 1, 10)).toEqual([]);
        expect(await store.due(monday, 10)).toEqual([person('first')]);
        expect(await store.due(monday + 2 * HOUR, 10)).toEqual(['first', 'second', 'third'].map(person));
        expect(await store.due(monday + 2 * HOUR, 2)).toEqual(['first', 'second'].map(person));
        expect(await store.due(monday + 2 * HOUR, 0)).toEqual([]);
        expect(await store.nextDue()).toBe(monday);
      });

      it('does not name the people of channels that are left out', async () => {
        const store = open();
        const ids = ['web:ann', 'telegram:bob', 'web:cy', 'telegramme:dan'].map((id) => personId.parse(id));
        for (const [index, id] of ids.entries())
          await store.save(sampleConversation(id, { wakes: monday + index }), undefined);
        const [ann, bob, cy, dan] = ids;
        expect(await store.due(monday + 9, 10, [])).toEqual(ids);
        expect(await store.due(monday + 9, 10, ['telegram'])).toEqual([ann, cy, dan]);
        expect(await store.due(monday + 9, 2, ['telegram'])).toEqual([ann, cy]);
        expect(await store.due(monday + 9, 10, ['web', 'telegramme', 'wecom'])).toEqual([bob]);
        expect(await store.due(monday + 9, 10, ['web', 'telegramme', 'telegram'])).toEqual([]);
      });

      it('is given to a process that is alone, as often as it asks', async () => {
        const store = open();
        for (const id of [ann, bob]) await store.save(sampleConversation(id, { wakes: monday }), undefined);
        for (let time = 0; time < 2; time += 1) {
          expect(await store.claimDue(await store.due(monday, 10), monday, HOUR)).toEqual([ann, bob]);
          expect(await store.nextDue()).toBe(monday);
        }
        expect(await store.claimDue([], monday, HOUR)).toEqual([]);
      });

      it('follows the last save, and a removal', async () => {
        const store = open();
        let version = await store.save(sampleConversation(ann, { wakes: monday }), undefined);
        version = await store.save(sampleConversation(ann, { wakes: monday + HOUR }), version);
        expect([await store.due(monday, 10), await store.nextDue()]).toEqual([[], monday + HOUR]);
        version = await store.save(sampleConversation(ann), version);
        expect([await store.due(monday + HOUR, 10), await store.nextDue()]).toEqual([[], undefined]);
        await store.save(sampleConversation(ann, { wakes: monday }), version);
        await store.remove(ann);
        expect([await store.due(monday, 10), await store.nextDue()]).toEqual([[], undefined]);
      });
    });

    describe('everyone', () => {
      it('are all there, once, while others are saved and removed', async () => {
        const store = open();
        const people = Array.from({ length: 450 }, (_, index) => person(`u${String(index).padStart(4, '0')}`));
        await Promise.all(people.map((id) => store.save(sampleConversation(id, { messages: 0 }), undefined)));
        const found: PersonId[] = [];
        for await (const { id } of store.everyone(never)) {
          if (found.length === 10) await store.remove(person('u0449'));
          found.push(id);
        }
        expect(found).toEqual(people.slice(0, -1));
        expect((await store.count()).people).toBe(449);
      });
    });

    describe('removing', () => {
      it('forgets one person and nobody else; removing a stranger does nothing', async () => {
        const store = open();
        await store.save(sampleConversation(ann), undefined);
        await store.save(sampleConversation(person('ann2')), undefined);
        await store.remove(ann);
        await store.remove(person('stranger'));
        expect(await store.load(ann)).toBeUndefined();
        expect((await all(store.everyone(never))).map(({ id }) => id)).toEqual([person('ann2')]);
      });

      it('leaves somebody whose record changed since it was looked at', async () => {
        const [store, other] = [open(), open()];
        const looked = await store.save(sampleConversation(ann), undefined);
        const later = await other.save({ ...sampleConversation(ann), mode: 'paused' }, looked);
        expect(await store.remove(ann, looked)).toBe(false);
        expect(await store.load(ann)).toMatchObject({ version: later, conversation: { mode: 'paused' } });
        expect(await store.remove(ann, later)).toBe(true);
        expect(await store.load(ann)).toBeUndefined();
        expect(await store.remove(ann, later)).toBe(false);
      });

      it('forgets what was set aside of them, too', async () => {
        const store = open();
        for (const id of [ann, person('ann2')]) {
          await place().plant(id, '{}');
          await store.load(id).catch(() => undefined);
        }
        await store.remove(ann);
        expect(await store.count()).toEqual({ people: 0, damaged: 1 });
      });
    });

    describe('a damaged record', () => {
      const damages: [string, string][] = [
        ['is not JSON', '{"format":1,"id":"web:ann",'],
        ['is no record', '[1,2,3]'],
        ['has no format', '{"id":"web:ann"}'],
        ['has a format that never existed', JSON.stringify({ ...sampleConversation(ann), format: -7 })],
        ['misses a field', JSON.stringify({ ...sampleConversation(ann), seen: undefined })],
        ['names somebody else', JSON.stringify(sampleConversation(bob))],
      ];
      it.each(damages)('that %s is set aside unchanged and reported, and the person starts afresh', async (_, json) => {
        await place().plant(ann, json);
        const store = open();
        const error = await store.load(ann).catch((thrown: unknown) => thrown);
        expect(isStoreError(error, 'record_damaged') && error.person).toBe(ann);
        expect(reports).toEqual([error]);
        expect(reports[0]?.message).not.toContain('ann');
        expect(await place().damaged()).toEqual([json]);
        expect(await store.load(ann)).toBeUndefined();
        const fresh = sampleConversation(ann, { wakes: monday });
        const version = await store.save(fresh, undefined);
        expect(await store.load(ann)).toEqual({ conversation: fresh, version });
        expect(await store.count()).toEqual({ people: 1, damaged: 1 });
        expect(await place().damaged()).toEqual([json]);
      });

      it('is left out of everyone and told about', async () => {
        const store = open();
        await store.save(sampleConversation(bob), undefined);
        await place().plant(ann, '{}');
        const told: Error[] = [];
        expect((await all(store.everyone((error) => told.push(error)))).map(({ id }) => id)).toEqual([bob]);
        expect(told).toHaveLength(1);
        expect(reports).toHaveLength(1);
        expect(await store.count()).toEqual({ people: 1, damaged: 1 });
      });

      it('is kept each time, when it happens twice', async () => {
        const store = open();
        for (const json of ['{}', '[]']) {
          await place().plant(ann, json);
          await store.load(ann).catch(() => undefined);
        }
        expect([...(await place().damaged())].sort()).toEqual(['[]', '{}']);
      });
    });

    describe('formats', () => {
      // Formats before the first, invented for these tests: -1 had no `overdue`, and 0 called the number `last`.
      const steps: Upgrades = new Map<number, Upgrade>([
        ...upgrades,
        [-1, (record) => ({ ...record, overdue: [] })],
        [0, ({ last, ...record }) => ({ ...record, lastNumber: last })],
      ]);
      const ancient = (): string => {
        const { overdue, lastNumber, ...rest } = sampleConversation(ann, { wakes: monday });
        return JSON.stringify({ ...rest, last: lastNumber, format: -1 });
      };

      it('reads an older record step by step, and writes it back in today’s', async () => {
        await place().plant(ann, ancient());
        const store = open(steps);
        const stored = await store.load(ann);
        expect(stored?.conversation).toEqual(sampleConversation(ann, { wakes: monday }));
        await store.save({ ...sampleConversation(ann), lastNumber: 77 }, stored?.version);
        expect((await open().load(ann))?.conversation.lastNumber).toBe(77);
        expect(await all(store.everyone(never))).toHaveLength(1);
      });

      it('sets a record aside that a step cannot take', async () => {
        await place().plant(ann, ancient());
        const refuse: Upgrade = () => {
          throw new Error('no such field');
        };
        const failing: Upgrades = new Map([[-1, refuse]]);
        const error = await open(failing)
          .load(ann)
          .catch((thrown: unknown) => thrown);
        expect(isStoreError(error, 'record_damaged')).toBe(true);
        expect(await place().damaged()).toEqual([ancient()]);
      });

      it('refuses a record of a later release and leaves it where it is', async () => {
        const later = JSON.stringify({ ...sampleConversation(ann), format: 99 });
        await place().plant(ann, later);
        const store = open();
        await store.save(sampleConversation(bob), undefined);
        for (let time = 0; time < 2; time += 1) {
          const error = await store.load(ann).catch((thrown: unknown) => thrown);
          expect(isStoreError(error, 'format_newer') && error.message).toContain('format 99');
        }
        expect(await store.save(sampleConversation(ann), undefined)).toBeUndefined();
        const told: Error[] = [];
        expect(await all(store.everyone((error) => told.push(error)))).toHaveLength(1);
        expect(told.map((error) => isStoreError(error, 'format_newer'))).toEqual([true]);
        expect(reports).toEqual([]);
        expect(await store.count()).toEqual({ people: 2, damaged: 0 });
      });
    });

    describe('odd ids', () => {
      const odd = [
        'web:',
        'web:a b',
        'web:#1',
        '#web',
        'web:\u0000',
        'web:\ud800',
        'web:\ud801',
        'web:\ufffd',
        'web:张三',
        'web:__proto__',
        `web:${'x'.repeat(5_000)}`,
        `web:${'x'.repeat(5_001)}`,
        '../../etc',
      ].map((id) => personId.parse(id));
      it('each name a person of their own', async () => {
        const store = open();
        for (const id of odd)
          expect(await store.save(sampleConversation(id, { wakes: monday, memberName: id }), undefined)).toBeDefined();
        for (const id of odd)
          expect((await open().load(id))?.conversation).toMatchObject({ id, facts: { member_name: id } });
        expect(new Set(await store.due(monday, 100))).toEqual(new Set(odd));
        for (const id of odd) await store.remove(id);
        expect([await store.count(), await store.nextDue()]).toEqual([{ people: 0, damaged: 0 }, undefined]);
      });
    });

    it('agrees with a plain map after any series of saves and removals', async () => {
      const users = ['a', 'b', 'c'] as const;
      const step = fc.record({
        user: fc.constantFrom(...users),
        does: fc.constantFrom('save', 'save', 'save', 'save stale', 'remove'),
        wakes: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
        handle: fc.constantFrom(0, 1),
      });
      const handles = [open(), open()];
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          const model = new Map<string, { version: number; wakes: Instant | undefined }>();
          for (const user of users) await handles[0]?.remove(person(user));
          for (const { user, does, wakes, handle } of steps) {
            const store = handles[handle];
            if (store === undefined) continue;
            if (does === 'remove') {
              await store.remove(person(user));
              model.delete(user);
              continue;
            }
            const held = model.get(user)?.version;
            const expected = does === 'save' ? held : (held ?? 0) + 1;
            const version = await store.save(
              sampleConversation(person(user), wakes === undefined ? {} : { wakes }),
              expected,
            );
            expect(version !== undefined).toBe(does === 'save');
            if (version !== undefined) model.set(user, { version, wakes });
          }
          for (const store of handles) {
            for (const user of users) {
              const stored = await store.load(person(user));
              expect(stored?.version).toBe(model.get(user)?.version);
              expect(stored && nextWakeAt(stored.conversation)).toBe(model.get(user)?.wakes);
            }
            const planned = [...model].flatMap(([user, { wakes }]) => (wakes === undefined ? [] : [{ user, wakes }]));
            const expectedOrder = planned.sort(
              (one, other) => one.wakes - other.wakes || (one.user < other.user ? -1 : 1),
            );
            expect(await store.due(5, 10)).toEqual(expectedOrder.map(({ user }) => person(user)));
            expect(await store.nextDue()).toBe(expectedOrder[0]?.wakes);
            expect((await store.count()).people).toBe(model.size);
          }
        }),
        { numRuns: 15 },
      );
    });

    describe('its life', () => {
      it('says that it is usable', async () => {
        await expect(open().probe()).resolves.toBeUndefined();
      });

      it('finishes what is under way when it is closed, and refuses everything afterwards', async () => {
        const store = open();
        const saving = store.save(sampleConversation(ann), undefined);
        await Promise.all([saving, store.close(), store.close()]);
        const attempts = [
          () => store.load(ann),
          () => store.save(sampleConversation(ann), undefined),
          () => store.due(monday, 1),
          () => store.claimDue([ann], monday, HOUR),
          () => store.nextDue(),
          () => store.summaries(purchaser()),
          () => store.documents.get('note', 'n'),
          () => store.documents.put('note', { format: 1, id: 'n', value: 1 }, undefined),
          () => store.documents.of('note', ''),
          () => all(store.documents.every('note')),
          () => store.documents.remove('note', 'n'),
          () => store.acquireLease('name', 'holder', HOUR),
          () => store.releaseLease('name', 'holder'),
          () => all(store.everyone(never)),
          () => store.remove(ann),
          () => store.count(),
          () => store.probe(),
        ];
        for (const attempt of attempts) {
          const error = await attempt().catch((thrown: unknown) => thrown);
          expect(isStoreError(error, 'store_closed')).toBe(true);
        }
        expect((await open().load(ann))?.version).toBe(await saving);
      });
    });
  });
  rollContract(name, makePlace);
  shelfContract(name, makePlace);
  holdContract(name, makePlace);
};
