import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WHEN_BACK } from '../../src/dialogue/core/delivery/delivery.ts';
import { MINUTE } from '../../src/dialogue/model/instant.ts';
import type { PersonId } from '../../src/dialogue/model/person.ts';
import { openPostgresStore } from '../../src/store/postgres/open-postgres-store.ts';
import { keyOf } from '../../src/store/record-key.ts';
import type { Store } from '../../src/store/store.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { monday, person, sampleConversation } from './sample-conversation.ts';

let server: PostgresServer;
let url: string;
const opened: Store[] = [];
const fail = (error: Error): void => {
  throw error;
};
/** A store as another process would open it. */
const open = (): Store => {
  const store = openPostgresStore({ url, onDamaged: fail, onLost: () => undefined, now: () => monday + 5 });
  opened.push(store);
  return store;
};

beforeAll(async () => {
  server = await startPostgres();
});
beforeEach(async () => {
  url = await server.schema();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
});
afterAll(() => server.remove());

describe('of several processes', () => {
  const [ann, bob, cheng] = [person('ann'), person('bob'), person('cheng')];
  const people = [ann, bob, cheng];
  const fill = async (store: Store): Promise<void> => {
    for (const [index, id] of people.entries())
      await store.save(sampleConversation(id, { wakes: monday + index }), undefined);
  };

  it('each sees who is due, and one alone may wake them', async () => {
    const [one, other] = [open(), open()];
    await fill(one);
    expect(await one.due(monday + 5, 10)).toEqual(people);
    expect(await other.due(monday + 5, 10)).toEqual(people);
    expect(await one.claimDue([ann, bob], monday + 5, MINUTE)).toEqual([ann, bob]);
    expect(await other.claimDue([cheng, bob], monday + 5, MINUTE)).toEqual([cheng]);
    expect(await one.due(monday + 5, 10)).toEqual([ann, bob]);
    expect(await other.due(monday + 5, 10)).toEqual([cheng]);
  });

  it('exactly one is given each of those whom all of them ask for at once', async () => {
    const handles = [open(), open(), open()];
    const many = Array.from({ length: 100 }, (_, index) => person(`u${index}`));
    await Promise.all(many.map((id) => handles[0]?.save(sampleConversation(id, { wakes: monday }), undefined)));
    const given = await Promise.all(handles.map((store) => store.claimDue(many, monday, MINUTE)));
    const all = given.flat();
    expect(new Set(all).size).toBe(all.length);
    expect(new Set(all)).toEqual(new Set(many));
  });

  it('one may renew what it claimed, and another gets it when the time is over', async () => {
    const [one, other] = [open(), open()];
    await fill(one);
    await one.claimDue([ann], monday + 5, MINUTE);
    expect(await one.claimDue([ann], monday + 6, MINUTE)).toEqual([ann]);
    expect(await other.claimDue([ann], monday + 5 + MINUTE, MINUTE)).toEqual([]);
    expect(await other.due(monday + 6 + MINUTE, 1)).toEqual([ann]);
    expect(await other.claimDue([ann], monday + 6 + MINUTE, MINUTE)).toEqual([ann]);
    expect(await one.claimDue([ann], monday + 7 + MINUTE, MINUTE)).toEqual([]);
  });

  it('nobody is given who is not due (any more)', async () => {
    const store = open();
    await fill(store);
    expect(await store.claimDue([ann, bob, person('stranger')], monday, MINUTE)).toEqual([ann]);
    expect(await store.claimDue([], monday, MINUTE)).toEqual([]);
  });

  it('a save that moves the moment ends the claim, whoever makes it', async () => {
    const [one, other] = [open(), open()];
    await fill(one);
    await one.claimDue(people, monday + 5, MINUTE);
    const stored = await other.load(ann);
    await other.save(sampleConversation(ann, { wakes: monday + 4 }), stored?.version);
    expect(await other.due(monday + 5, 10)).toEqual([ann]);
  });

  it('each knows when to look next: what others claimed comes when their claim ends', async () => {
    const [one, other] = [open(), open()];
    await fill(one);
    await one.claimDue([ann, bob], monday + 5, MINUTE);
    expect(await one.nextDue()).toBe(monday);
    expect(await other.nextDue()).toBe(monday + 2);
    await other.claimDue([cheng], monday + 5, 2 * MINUTE);
    expect(await other.nextDue()).toBe(monday + 2);
    await other.remove(cheng);
    expect(await other.nextDue()).toBe(monday + 5 + MINUTE);
    expect(await open().nextDue()).toBe(monday + 5 + MINUTE);
  });

  it('they claim many at once in any order without standing in each other’s way', async () => {
    const handles = [open(), open(), open()];
    const many = Array.from({ length: 60 }, (_, index) => person(`u${index}`));
    await Promise.all(many.map((id) => handles[0]?.save(sampleConversation(id, { wakes: monday }), undefined)));
    for (let round = 0; round < 10; round += 1) {
      const now = monday + round * 10 * MINUTE;
      const orders = [many, many.toReversed(), many.toSorted((left, right) => (left < right ? 1 : -1))];
      const given = await Promise.all(handles.map((store, index) => store.claimDue(orders[index] ?? [], now, MINUTE)));
      expect(given.flat().toSorted()).toEqual(many.toSorted());
    }
  });

  it('what was claimed long ago is swept away', async () => {
    const store = open();
    await fill(store);
    await store.claimDue(people, monday + 5, MINUTE);
    for (const id of people) await store.save(sampleConversation(id), (await store.load(id))?.version);
    await store.claimDue([], monday + 10 * MINUTE, MINUTE);
    const client = server.client(url);
    await client.connect();
    expect((await client.query('select key from ruzhu_claims')).rows).toEqual([]);
    await client.end();
  });

  it('none waits for a record that another is just writing', async () => {
    const store = open();
    await fill(store);
    const writer = new Client({ connectionString: url });
    await writer.connect();
    await writer.query('begin');
    await writer.query('update ruzhu_conversations set version = version where key = $1', [keyOf(ann)]);
    expect(await store.claimDue([ann, bob], monday + 5, MINUTE)).toEqual([ann, bob]);
    await writer.query('rollback');
    await writer.end();
  });
});

describe('news of what waits until somebody is back', () => {
  const waiting = (id: PersonId) => ({
    ...sampleConversation(id),
    outbox: [
      {
        number: 1,
        address: { channel: 'web' as const, user: 'ann', heardAt: monday },
        message: { text: '到账了吗？', links: [], choices: [] },
        savedAt: monday,
        kind: 'reminder' as const,
        attempts: 0,
        notBefore: WHEN_BACK,
      },
    ],
  });
  const ann = person('ann');
  /** Hears through a store, and waits for what it has heard. */
  const hearing = (store: Store) => {
    const heard: string[] = [];
    const hopes = new Set<() => void>();
    const end = store.watch((who) => {
      heard.push(who);
      for (const hope of hopes) hope();
    });
    const until = (holds: () => boolean): Promise<void> =>
      new Promise((resolve) => {
        const hope = (): void => {
          if (holds()) resolve();
        };
        hopes.add(hope);
        hope();
      });
    return { heard, end, until };
  };

  it('reaches the other processes, and not the one that saved', async () => {
    const [one, other] = [open(), open()];
    const [ours, theirs] = [hearing(one), hearing(other)];
    await ours.until(() => ours.heard.includes('anybody'));
    await theirs.until(() => theirs.heard.includes('anybody'));
    const version = await one.save(waiting(ann), undefined);
    await theirs.until(() => theirs.heard.includes(ann));
    await other.save(sampleConversation(ann), version);
    await other.save(waiting(person('bob')), undefined);
    await ours.until(() => ours.heard.includes(person('bob')));
    expect([ours.heard, theirs.heard]).toEqual([
      ['anybody', person('bob')],
      ['anybody', ann],
    ]);
  });

  it('tells of anybody whose id is too long to be told', async () => {
    const [one, other] = [open(), open()];
    const theirs = hearing(other);
    await theirs.until(() => theirs.heard.length > 0);
    await one.save(waiting(person('长'.repeat(5_000))), undefined);
    await theirs.until(() => theirs.heard.length > 1);
    expect(theirs.heard).toEqual(['anybody', 'anybody']);
  });

  it('goes on after the server was away, and tells that something may have been missed', async () => {
    const [one, other] = [open(), open()];
    const theirs = hearing(other);
    await theirs.until(() => theirs.heard.length > 0);
    await server.stop('crash');
    await server.start();
    await theirs.until(() => theirs.heard.length > 1);
    await one.save(waiting(ann), undefined);
    await theirs.until(() => theirs.heard.includes(ann));
    expect(theirs.heard.slice(0, 2)).toEqual(['anybody', 'anybody']);
  });

  it('ends when nobody wants to hear any more', async () => {
    const [one, other] = [open(), open()];
    const theirs = hearing(other);
    const more = hearing(other);
    await more.until(() => more.heard.length > 0);
    theirs.end();
    await one.save(waiting(ann), undefined);
    await more.until(() => more.heard.includes(ann));
    expect(theirs.heard).toEqual(['anybody']);
  });
});
