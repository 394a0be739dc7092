import { describe, expect, test } from 'vitest';
import { MilestoneId, StepId } from '../../src/content/schema/journey.ts';
import type { Conversation } from '../../src/dialogue/model/conversation.ts';
import { DAY } from '../../src/dialogue/model/instant.ts';
import type { PersonId } from '../../src/dialogue/model/person.ts';
import { erasePerson } from '../../src/operator/erase.ts';
import { listInvitations } from '../../src/purchasers/invitations.ts';
import { namedPurchaser } from '../../src/purchasers/registry.ts';
import { exportLines } from '../../src/store/transfer/export-lines.ts';
import { type Stage, setUp, stores } from '../purchasers/stage.ts';
import { monday, person } from '../store/sample-conversation.ts';

const [li, zhang, wang, sun] = [person('li'), person('zhang'), person('wang'), person('sun')];

/** Everything that is kept, as text. */
const everything = async ({ store, documents }: Stage): Promise<string> => {
  const lines: string[] = [];
  for await (const line of exportLines(store)) lines.push(line);
  for (const kind of ['purchaser', 'invitation', 'pass', 'note'] as const) {
    for await (const document of documents.every(kind)) lines.push(JSON.stringify(document));
  }
  return lines.join('\n');
};

const keepAs = async (stage: Stage, id: PersonId, change: Partial<Conversation>): Promise<void> => {
  const saved = (await stage.store.load(id))?.conversation;
  if (!saved) throw new Error(`nobody is stored as ${id}`);
  await stage.keep({ ...saved, ...change });
};

describe.each(stores)('erasing a person, with the $name store', ({ open }) => {
  test('leaves no trace of a supplier who led colleagues; the company goes on under the next one', async () => {
    const stage = await setUp(open);
    const { store, purchasers, purchaser, invite, join, claim } = stage;
    await claim(li);
    const { code } = await invite({ company: '张三五金' });
    await join(zhang, code);
    const colleague = await invite({ as: 'colleague', lead: zhang, by: zhang });
    await join(wang, colleague.code);
    const spare = await invite({ as: 'colleague', lead: zhang, by: zhang });
    const people = [zhang, wang, sun];
    await keepAs(stage, zhang, { company: { lead: zhang, people } });
    const [register, submitted] = [StepId.parse('register'), MilestoneId.parse('submitted')];
    const mark = { at: monday, by: 'supplier', who: zhang } as const;
    await keepAs(stage, wang, {
      company: { lead: zhang, people },
      progress: { [register]: { reached: { [submitted]: mark } } },
    });

    expect(await erasePerson(store, zhang, monday + DAY)).toBe(true);
    expect(await everything(stage)).not.toContain(zhang);
    const left = (await store.load(wang))?.conversation;
    expect(left?.company).toEqual({ lead: wang, people: [wang, sun] });
    expect(left?.progress[register]?.reached).toEqual({ submitted: { at: monday, by: 'supplier' } });
    expect((await purchasers.snapshot(purchaser.id))?.summaries.map((summary) => summary.person)).toEqual([wang]);
    for (const one of [code, spare.code])
      expect(await purchasers.redeem(one, sun, monday)).toMatchObject({ why: 'revoked' });
  });

  test('takes a purchaser’s person from its people, and keeps what they sent out', async () => {
    const stage = await setUp(open);
    const { store, purchasers, documents, purchaser, claim } = stage;
    await claim(li);
    const asker = { purchaser: purchaser.id, by: li, effect: '1', now: monday };
    await purchasers.handleRequest({ type: 'invite', as: 'supplier', companies: ['张三五金', '李四标牌'] }, asker);
    await purchasers.handleRequest({ type: 'export' }, asker);
    expect(await erasePerson(store, li, monday)).toBe(true);
    expect(await everything(stage)).not.toContain(li);
    expect((await namedPurchaser(documents, purchaser.id)).members).toEqual([]);
    expect((await purchasers.snapshot(purchaser.id))?.invitations).toHaveLength(2);
    expect((await listInvitations(documents, purchaser.id)).filter(({ as }) => as === 'supplier')).toHaveLength(2);
  });

  test('tells when there is nobody to erase', async () => {
    const { store, invite, join } = await setUp(open);
    await join(zhang, (await invite()).code);
    expect(await erasePerson(store, sun, monday)).toBe(false);
    expect(await store.load(zhang)).toBeDefined();
  });
});
