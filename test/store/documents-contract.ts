import { describe, expect, it } from 'vitest';
import { DAY } from '../../src/dialogue/model/instant.ts';
import { type Invitation, InvitationCode } from '../../src/dialogue/model/programme/invitation.ts';
import type { Purchaser, PurchaserId } from '../../src/dialogue/model/programme/purchaser.ts';
import type { DownloadToken, KeyValue } from '../../src/store/documents.ts';
import { isStoreError } from '../../src/store/store-error.ts';
import { all, type Place, settingOf } from './open-place.ts';
import { membership, monday, person, purchaser } from './sample-conversation.ts';

/** A purchaser with one member. */
export const samplePurchaser = (id: PurchaserId = purchaser()): Purchaser => ({
  format: 1,
  id,
  terms: membership(id).terms,
  members: [person('buyer')],
  createdAt: monday,
});

/** An invitation, by a number of up to four digits. */
export const sampleInvitation = (number: number, of: PurchaserId = purchaser()): Invitation => ({
  format: 1,
  code: InvitationCode.parse(`AAAA-2XWD-${String(number).padStart(4, '0')}`),
  purchaser: of,
  as: 'supplier',
  company: '义乌小商品',
  uses: 'one',
  createdAt: monday,
  expiresAt: monday + 14 * DAY,
});

const samplePass: DownloadToken = {
  format: 1,
  id: 'x'.repeat(22),
  purchaser: purchaser(),
  shows: { type: 'progress' },
  expiresAt: monday + DAY,
};

/** A note that says something. */
export const sampleNote = (id: string, value: unknown): KeyValue => ({ format: 1, id, value });

/** What every store promises about documents. */
export const shelfContract = (name: string, makePlace: () => Promise<Place>): void => {
  describe(`${name} has a shelf`, { timeout: 60_000 }, () => {
    const { place, open, reports } = settingOf(makePlace);
    const codes = (invitations: readonly Invitation[]): string[] => invitations.map(({ code }) => code).sort();
    const first = sampleInvitation(1);
    const second = sampleInvitation(2);

    it('that is empty at first', async () => {
      const { documents } = open();
      expect(await documents.get('purchaser', purchaser())).toBeUndefined();
      expect(await documents.of('invitation', purchaser())).toEqual([]);
      expect(await all(documents.every('note'))).toEqual([]);
    });

    it('that gives back documents of every kind, also to a handle that is opened later', async () => {
      const store = open();
      const versions = [
        await store.documents.put('purchaser', samplePurchaser(), undefined),
        await store.documents.put('invitation', first, undefined),
        await store.documents.put('pass', samplePass, undefined),
        await store.documents.put('note', sampleNote('read', { up: ['to', 7, null, '啊\ud800'] }), undefined),
      ];
      await store.close();
      const { documents } = open();
      expect(await documents.get('purchaser', purchaser())).toEqual({
        document: samplePurchaser(),
        version: versions[0],
      });
      expect(await documents.get('invitation', first.code)).toEqual({ document: first, version: versions[1] });
      expect(await documents.get('pass', samplePass.id)).toEqual({ document: samplePass, version: versions[2] });
      expect((await documents.get('note', 'read'))?.document.value).toEqual({ up: ['to', 7, null, '啊\ud800'] });
    });

    it('whose documents are no people', async () => {
      const store = open();
      await store.documents.put('purchaser', samplePurchaser(), undefined);
      expect(await store.count()).toEqual({ people: 0, damaged: 0 });
      expect(await all(store.everyone(() => undefined))).toEqual([]);
    });

    it('that keeps kinds apart under one id, and notes under any id', async () => {
      const { documents } = open();
      await documents.put('purchaser', samplePurchaser(), undefined);
      expect(await documents.put('note', sampleNote(purchaser(), 1), undefined)).toBeDefined();
      const odd = ['a b', '张三', '#', '~', '-', '\ud800', '\ud801', '__proto__', 'x'.repeat(3_000)];
      for (const id of odd) expect(await documents.put('note', sampleNote(id, id), undefined)).toBeDefined();
      for (const id of odd) expect((await documents.get('note', id))?.document.value).toBe(id);
      expect(await all(documents.every('note'))).toHaveLength(odd.length + 1);
      expect(await all(documents.every('purchaser'))).toEqual([samplePurchaser()]);
    });

    it('that refuses what is no valid document, and keeps the old one', async () => {
      const { documents } = open();
      const version = await documents.put('invitation', first, undefined);
      const broken = { ...first, company: '密'.repeat(81) };
      const error = await documents.put('invitation', broken, version).catch((thrown: unknown) => thrown);
      expect(isStoreError(error, 'record_invalid') && error.message).toContain('company');
      expect(String(error)).not.toContain('密');
      expect(await documents.get('invitation', first.code)).toEqual({ document: first, version });
    });

    it('that writes only over the version that was read', async () => {
      const [one, other] = [open().documents, open().documents];
      const begun = await one.put('note', sampleNote('n', 0), undefined);
      expect(await other.put('note', sampleNote('n', 1), undefined)).toBeUndefined();
      const next = await other.put('note', sampleNote('n', 2), begun);
      expect(await one.put('note', sampleNote('n', 3), begun)).toBeUndefined();
      expect(await one.get('note', 'n')).toEqual({ document: sampleNote('n', 2), version: next });
      expect(await one.put('note', sampleNote('stranger', 3), next)).toBeUndefined();
      await one.remove('note', 'n');
      await one.put('note', sampleNote('n', 4), undefined);
      expect(await one.put('note', sampleNote('n', 5), next)).toBeUndefined();
    });

    it('that lets exactly one of many win who start from the same version', async () => {
      const handles = [open().documents, open().documents];
      const race = (expected: number | undefined): Promise<number[]> =>
        Promise.all(
          Array.from({ length: 10 }, (_, index) => handles[index % 2]?.put('note', sampleNote('n', index), expected)),
        ).then((outcomes) => outcomes.filter((version) => version !== undefined));
      const [begun, ...rest] = await race(undefined);
      expect([begun === undefined, rest]).toEqual([false, []]);
      expect(await race(begun)).toHaveLength(1);
    });

    it('that knows whose the documents are, also after they changed hands or were removed', async () => {
      const { documents } = open();
      const version = await documents.put('invitation', first, undefined);
      await documents.put('invitation', second, undefined);
      await documents.put('invitation', sampleInvitation(3, purchaser(2)), undefined);
      await documents.put('pass', samplePass, undefined);
      expect(codes(await documents.of('invitation', purchaser()))).toEqual([first.code, second.code]);
      expect(await documents.of('pass', purchaser())).toEqual([samplePass]);
      await documents.put('invitation', sampleInvitation(1, purchaser(2)), version);
      expect(codes(await documents.of('invitation', purchaser()))).toEqual([second.code]);
      expect(codes(await documents.of('invitation', purchaser(2)))).toEqual([first.code, sampleInvitation(3).code]);
      await documents.remove('invitation', first.code);
      await documents.remove('invitation', 'stranger');
      expect(codes(await open().documents.of('invitation', purchaser(2)))).toEqual([sampleInvitation(3).code]);
      expect(await documents.get('invitation', first.code)).toBeUndefined();
    });

    it('whose documents that belong to nobody are all found under no owner', async () => {
      const { documents } = open();
      for (const number of [1, 2]) await documents.put('purchaser', samplePurchaser(purchaser(number)), undefined);
      await documents.put('note', sampleNote('n', 1), undefined);
      expect((await documents.of('purchaser', '')).map(({ id }) => id).sort()).toEqual([purchaser(1), purchaser(2)]);
    });

    it('where every one of many is found, once, while others are written and removed', async () => {
      const { documents } = open();
      const many = Array.from({ length: 450 }, (_, index) => sampleInvitation(index));
      await Promise.all(many.map((invitation) => documents.put('invitation', invitation, undefined)));
      const found: Invitation[] = [];
      for await (const invitation of documents.every('invitation')) {
        if (found.length === 10) await documents.remove('invitation', sampleInvitation(449).code);
        found.push(invitation);
      }
      expect(codes(found)).toEqual(codes(many.slice(0, -1)));
      expect(codes(await documents.of('invitation', purchaser()))).toEqual(codes(many.slice(0, -1)));
    });

    describe('where a damaged document', () => {
      it.each([
        ['is not JSON', '{"format":1,'],
        ['is none', '[1,2,3]'],
        ['misses fields', JSON.stringify({ format: 1, code: first.code })],
        ['has another id', JSON.stringify(second)],
      ])('that %s is set aside unchanged and reported, and a new one takes its place', async (_, json) => {
        const { documents } = open();
        await documents.put('invitation', first, undefined);
        await place().plantDocument('invitation', first.code, json);
        const error = await documents.get('invitation', first.code).catch((thrown: unknown) => thrown);
        expect(isStoreError(error, 'record_damaged')).toBe(true);
        expect(reports).toEqual([error]);
        expect(await place().damaged()).toEqual([json]);
        expect(await documents.get('invitation', first.code)).toBeUndefined();
        expect(await documents.of('invitation', purchaser())).toEqual([]);
        expect(await documents.put('invitation', first, undefined)).toBeDefined();
        expect(await documents.of('invitation', purchaser())).toEqual([first]);
        expect(await place().damaged()).toEqual([json]);
      });

      it('is left out of its owner’s and reported, and forgotten when it is removed', async () => {
        const store = open();
        for (const invitation of [first, second]) await store.documents.put('invitation', invitation, undefined);
        await place().plantDocument('invitation', first.code, '{}');
        expect(await store.documents.of('invitation', purchaser())).toEqual([second]);
        expect(reports.map(({ code }) => code)).toEqual(['record_damaged']);
        expect(await store.count()).toEqual({ people: 0, damaged: 1 });
        await store.documents.remove('invitation', first.code);
        expect(await store.count()).toEqual({ people: 0, damaged: 0 });
      });

      it('is left out of all of its kind and reported', async () => {
        const { documents } = open();
        for (const invitation of [first, second]) await documents.put('invitation', invitation, undefined);
        await place().plantDocument('invitation', second.code, '{}');
        const told: Error[] = [];
        expect(await all(documents.every('invitation', (error) => told.push(error)))).toEqual([first]);
        expect(reports).toHaveLength(1);
        expect(told).toEqual(reports);
      });
    });

    it('that leaves a document of a later release as it is', async () => {
      const { documents } = open();
      await documents.put('invitation', first, undefined);
      await place().plantDocument('invitation', first.code, JSON.stringify({ ...first, format: 99 }));
      for (let time = 0; time < 2; time += 1)
        await expect(documents.get('invitation', first.code)).rejects.toMatchObject({ code: 'format_newer' });
      expect(await documents.of('invitation', purchaser())).toEqual([]);
      expect(reports.map(({ code }) => code)).toEqual(['format_newer']);
      expect(await documents.put('invitation', first, undefined)).toBeUndefined();
      expect(await place().damaged()).toEqual([]);
    });
  });
};
