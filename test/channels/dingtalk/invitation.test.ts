import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openContent, openRecogniserFor } from '../../../src/app/content/open-content.ts';
import { dialogue } from '../../../src/app/dialogue.ts';
import { home } from '../../../src/app/paths.ts';
import type { Content } from '../../../src/content/content.ts';
import { personAt } from '../../../src/dialogue/model/person.ts';
import type { Recogniser } from '../../../src/engine/receive.ts';
import type { Screen } from '../channel-contract.ts';
import { settle, until } from '../fake-time.ts';
import { type Codes, nameHengtong } from '../invitation/invitations.ts';
import { type EngineBench, engineBench } from './engine-bench.ts';
import { quietSdk } from './quiet.ts';

quietSdk();

const group = 'g1';

let content: Content;
let recogniser: Recogniser;
let bench: EngineBench;
let codes: Codes;
let messages = 0;
beforeAll(async () => {
  content = await openContent(home);
  recogniser = await openRecogniserFor(content, () => {});
}, 60_000);
beforeEach(async () => {
  bench = await engineBench({ dialogue, content, recogniser });
  codes = await nameHengtong(bench.store, bench.time.now());
  bench.channel.start();
  await until(() => bench.channel.health().up, 'the connection');
});
afterEach(async () => {
  await bench.close();
  expect(bench.simulator.violations).toEqual([]);
});

/** Several messages at once; everything that is then shown to anybody. */
const allSay = async (
  ...said: readonly (readonly [user: string, text: string, group?: string | undefined])[]
): Promise<readonly Screen[]> => {
  const before = bench.simulator.screens.length;
  const coming = said.map(([user, text, where]) => {
    messages += 1;
    return bench.simulator.text(text, `m${messages}`, where === undefined ? { user } : { user, group: where });
  });
  const pushes = await Promise.all(coming.map((data) => bench.deliver(data)));
  expect(pushes.every(({ acknowledged }) => acknowledged)).toBe(true);
  await until(() => bench.simulator.screens.length >= before + said.length, 'an answer to each');
  await bench.engine.idle();
  await settle();
  await bench.time.advance(5_000);
  return bench.simulator.screens.slice(before);
};
const says = async (user: string, text: string, where?: string | undefined): Promise<Screen> => {
  const [shown, ...more] = await allSay([user, text, where]);
  if (!shown) throw new Error('no answer');
  expect(more.filter(({ to }) => to === user)).toEqual([]);
  return shown;
};
const recordOf = async (user: string) =>
  (await bench.store.load(personAt({ channel: 'dingtalk', user })))?.conversation;

describe('a purchaser’s invitation in DingTalk', () => {
  it.each([
    ['one-to-one', undefined],
    ['in a group', group],
  ])('counts once when it is typed %s, and is answered once when it comes again', async (_name, where) => {
    const from = where === undefined ? { user: 'li' } : { user: 'li', group: where };
    const data = bench.simulator.text(codes.single, 'code', from);
    await bench.deliver(data);
    await until(() => bench.simulator.screens.length === 1, 'the answer');
    const again = await bench.deliver(data);
    await bench.time.advance(10_000);
    expect(again.acknowledged).toBe(true);
    expect(bench.simulator.screens).toMatchObject([{ text: expect.stringContaining('恒通集团的邀请') }]);
    expect((await recordOf('li'))?.membership).toMatchObject({ code: codes.single, company: '义乌赵六模具厂' });
    expect((await says('li', `这是采购发的 ${codes.single}`, where)).text).toContain('已经在恒通集团的邀请里');
  });

  it('is taken up by two suppliers of a group at once, and the group reads nothing personal', async () => {
    await says('zhao', codes.claim);
    const joined = await allSay(['li', `邀请码 ${codes.open}`, group], ['wang', codes.open, group]);
    expect(joined.map(({ group: place }) => place)).toEqual([group, group]);
    for (const { text } of joined) expect(text).toContain('恒通集团');
    await allSay(['li', '注册好了', group], ['wang', '注册好了', group]);
    const named = await allSay(['li', '会员名是 liwujin88', group], ['wang', '会员名是 wangbz66', group]);
    expect((await recordOf('li'))?.facts.member_name).toBe('liwujin88');
    expect((await recordOf('wang'))?.facts.member_name).toBe('wangbz66');
    const toPurchaser = named.filter(({ to, group: place }) => to === 'zhao' && place === undefined);
    expect(toPurchaser.map(({ text }) => /liwujin88|wangbz66/.exec(text)?.[0]).sort()).toEqual([
      'liwujin88',
      'wangbz66',
    ]);

    const listed = await allSay(['zhao', '都加好了']);
    expect(listed.filter(({ text }) => text.includes('不收费'))).toHaveLength(2);
    for (const { text, group: place } of bench.simulator.screens) {
      if (place !== undefined) expect(text).not.toMatch(/liwujin88|wangbz66/);
    }
  });

  it('says nothing of the suppliers in a group, whoever of the purchaser asks there', async () => {
    await says('zhao', codes.claim);
    await says('li', codes.single);
    for (const question of ['进度', '谁卡住了', '赵六模具怎么样了', '邀请供应商 宏达电器']) {
      const { text, group: place } = await says('zhao', question, group);
      expect(place).toBe(group);
      expect(text).not.toMatch(/赵六|宏达|\/i\//);
    }
    expect((await says('zhao', '进度')).text).toContain('赵六模具');
  });
});
