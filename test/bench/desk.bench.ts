import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openContent, openRecogniserFor } from '../../src/app/content/open-content.ts';
import { home } from '../../src/app/paths.ts';
import { newConversation } from '../../src/dialogue/core/new-conversation.ts';
import type { World } from '../../src/dialogue/core/world.ts';
import type { Conversation } from '../../src/dialogue/model/conversation.ts';
import { DAY, HOUR } from '../../src/dialogue/model/instant.ts';
import { personAt } from '../../src/dialogue/model/person.ts';
import { InvitationCode } from '../../src/dialogue/model/programme/invitation.ts';
import type { Purchaser } from '../../src/dialogue/model/programme/purchaser.ts';
import { turn } from '../../src/dialogue/turn.ts';
import { progressFile } from '../../src/purchasers/files/fetch-file.ts';
import { fileFormats } from '../../src/purchasers/files/file.ts';
import { createPurchasers } from '../../src/purchasers/purchasers.ts';
import { addPurchaser, joinPurchaser } from '../../src/purchasers/registry.ts';
import { openLmdbStore } from '../../src/store/lmdb/lmdb-store.ts';
import type { Store } from '../../src/store/store.ts';
import type { Figure } from './figure.ts';

const SUPPLIERS = 5_000;
const START = Date.parse('2026-03-02T10:00:00+08:00');
const NOW = START + 9 * DAY;

/** A supplier somewhere on the way: each stands a milestone further than the one before, in turn. */
const supplier = (world: World, { id, terms }: Purchaser, index: number): Conversation => {
  const { journey } = world.content;
  const milestones = journey.steps.flatMap((step) => step.milestones.map((milestone) => ({ step, milestone })));
  const startedAt = START + (index % 40) * HOUR;
  const progress: Conversation['progress'] = {};
  for (const [place, { step, milestone }] of milestones.slice(0, index % (milestones.length + 1)).entries()) {
    const reached = {
      ...progress[step.id]?.reached,
      [milestone.id]: { at: startedAt + place * HOUR, by: 'supplier' as const },
    };
    progress[step.id] = { reached };
  }
  const user = `s${index}`;
  return {
    ...newConversation(personAt({ channel: 'web', user }), { ...world, now: startedAt }),
    addresses: [{ channel: 'web', user, heardAt: startedAt }],
    progress,
    facts: { member_name: `东莞供应商${index}` },
    membership: {
      ...{ purchaser: id, terms, company: `东莞市第${index}五金制品有限公司`, at: startedAt },
      code: InvitationCode.parse(`0000-0000-${String(index).padStart(3, '0').slice(-3)}A`),
    },
  };
};

const fill = async (store: Store, world: World): Promise<Purchaser> => {
  const terms = { company: '永盛采购', account: 'yongsheng', credit: 5_000_000, days: 30, accepts: [] };
  const purchaser = await addPurchaser(store.documents, randomBytes, terms, START);
  for (let start = 0; start < SUPPLIERS; start += 500) {
    const some = Array.from({ length: 500 }, (_, index) => supplier(world, purchaser, start + index));
    await Promise.all(some.map((conversation) => store.save(conversation, undefined)));
  }
  return purchaser;
};

const milliseconds = async (work: () => Promise<unknown> | unknown): Promise<number> => {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
};

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;

/** Of a purchaser with 5,000 suppliers in the embedded store: the answer to "进度", the book alone, and the files. */
export const benchDesk = async (): Promise<Figure[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'ruzhu-bench-'));
  const store = openLmdbStore({
    folder,
    onDamaged: (error) => {
      throw error;
    },
  });
  try {
    const content = await openContent(home);
    const recogniser = await openRecogniserFor(content, () => {});
    const world: World = { now: NOW, content, offset: () => 480, publicUrl: 'https://ruzhu.example' };
    const purchaser = await fill(store, world);
    const purchasers = createPurchasers({ store, random: randomBytes });

    const address = { channel: 'web', user: 'buyer', heardAt: NOW } as const;
    const person = personAt(address);
    await joinPurchaser(store.documents, purchaser.id, person);
    const buyer: Conversation = {
      ...newConversation(person, world),
      role: 'purchaser',
      addresses: [address],
      member: { purchaser: purchaser.id, digest: 'daily' },
    };
    const reading = recogniser.read('进度', 'purchaser');
    const answer = async (): Promise<Conversation> => {
      const snapshot = await purchasers.snapshot(purchaser.id);
      return turn(
        buyer,
        { type: 'said', id: 'm1', at: NOW, address, content: { type: 'text', text: '进度' }, reading },
        snapshot ? { ...world, snapshot } : world,
      );
    };
    const text = (await answer()).outbox[0]?.message.text ?? '';
    if (!text.includes(String(SUPPLIERS))) throw new Error('The answer does not speak of all suppliers.');

    const answers: number[] = [];
    const books: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      answers.push(await milliseconds(answer));
      books.push(await milliseconds(() => purchasers.snapshot(purchaser.id)));
    }
    const figures: Figure[] = [
      { name: `"进度" of ${SUPPLIERS} suppliers, answered (book and turn)`, value: median(answers), unit: 'ms' },
      { name: 'of that, the book out of the store', value: median(books), unit: 'ms' },
    ];
    for (const format of fileFormats) {
      const parts = { store, world: () => world };
      const took = await milliseconds(() => progressFile(parts, purchaser.id, format, 'zh-CN'));
      figures.push({ name: `the progress of ${SUPPLIERS} suppliers as ${format}`, value: took, unit: 'ms' });
    }
    return figures;
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
};
