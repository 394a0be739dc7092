import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openContent, openRecogniserFor } from '../../../src/app/content/open-content.ts';
import { dialogue } from '../../../src/app/dialogue.ts';
import type { Content } from '../../../src/content/content.ts';
import { personAt } from '../../../src/dialogue/model/person.ts';
import type { Recogniser } from '../../../src/engine/receive.ts';
import { onEachStore } from '../../each-store.ts';
import type { Screen } from '../channel-contract.ts';
import { settle, until } from '../fake-time.ts';
import { type EngineBench, engineBench } from './engine-bench.ts';
import { payload } from './payload.ts';
import { quietSdk } from './quiet.ts';

quietSdk();

const HOUR = 3_600_000;
const memberName = '明珠五金123';

describe('the journey by DingTalk', () => {
  onEachStore((stores) => {
    let content: Content;
    let recogniser: Recogniser;
    let bench: EngineBench;
    let messages = 0;

    beforeAll(async () => {
      content = await openContent(process.cwd());
      recogniser = await openRecogniserFor(content, () => {});
    }, 60_000);
    beforeEach(async () => {
      bench = await engineBench({ dialogue, content, recogniser, openStore: stores.open });
      bench.channel.start();
      await until(() => bench.channel.health().up, 'the connection');
    });
    afterEach(async () => {
      await bench.close();
      expect(bench.simulator.violations).toEqual([]);
    });

    /** Sends a payload, and tells what came back for it: exactly one message. */
    const exchange = async (data: Parameters<typeof bench.simulator.push>[0]): Promise<Screen> => {
      const before = bench.simulator.screens.length;
      const push = await bench.deliver(data);
      expect(push.acknowledged).toBe(true);
      await until(() => bench.simulator.screens.length > before, 'an answer');
      await bench.engine.idle();
      await settle();
      expect(bench.simulator.screens).toHaveLength(before + 1);
      await bench.time.advance(5_000);
      const answer = bench.simulator.screens[before];
      if (!answer) throw new Error('no answer');
      return answer;
    };
    const says = (user: string, text: string, group?: string): Promise<Screen> => {
      messages += 1;
      return exchange(bench.simulator.text(text, `m${messages}`, group === undefined ? { user } : { user, group }));
    };
    const stateOf = async (user: string) => bench.engine.state(personAt({ channel: 'dingtalk', user }));
    const doneBy = async (user: string): Promise<number> =>
      Object.values((await stateOf(user))?.steps ?? {}).filter(({ status }) => status === 'done').length;

    it('goes from the greeting to the end by tapping, one message a turn', async () => {
      let shown = await says('li', '你好');
      for (let taps = 0; taps < 25 && (await stateOf('li'))?.mode !== 'finished'; taps += 1) {
        shown = await says('li', shown.taps[0] ?? memberName);
      }
      expect(await doneBy('li')).toBe(6);
      expect(bench.simulator.calls.batch).toBe(0);
    });

    it('runs in a group with two suppliers at once, each addressed and each with a progress of their own', async () => {
      const answers = new Map<string, Screen>();
      const asides = new Set(['要备什么', '退回上一步']);
      const choiceIn = (text: string): string =>
        [...text.matchAll(/跟我说“([^”]+)”|^• (.+)$/gmu)]
          .map(([, named, listed]) => named ?? listed ?? '')
          .find((words) => !asides.has(words)) ?? memberName;
      for (const user of ['li', 'wang']) answers.set(user, await says(user, '你好', 'g1'));
      for (let round = 0; round < 25; round += 1) {
        for (const user of ['li', 'wang']) {
          if ((await stateOf(user))?.mode === 'finished' || (user === 'wang' && round < 4)) continue;
          const before = answers.get(user);
          expect(before).toMatchObject({ group: 'g1' });
          expect(before?.text.startsWith(`@${user} `)).toBe(true);
          expect(before?.text).not.toContain(memberName);
          answers.set(user, await says(user, choiceIn(before?.text ?? ''), 'g1'));
        }
        if (round === 3) expect(await doneBy('li')).toBeGreaterThan(await doneBy('wang'));
      }
      expect([await doneBy('li'), await doneBy('wang')]).toEqual([6, 6]);
    }, 20_000);

    it('keeps a person’s progress from the group to one-to-one, and no member name in the group', async () => {
      await says('li', '你好', 'g1');
      await says('li', '1', 'g1');
      const there = (await stateOf('li'))?.current;
      await says('li', '我的进度');
      expect((await stateOf('li'))?.current).toBe(there);
      const told = await says('li', `我的会员名是${memberName}`, 'g1');
      expect((await stateOf('li'))?.facts.member_name).toBe(memberName);
      expect(told.text).not.toContain(memberName);
    });

    it('answers a question on the way, and the person is where they were', async () => {
      await says('li', '你好');
      await says('li', '账号注册好了');
      const before = (await stateOf('li'))?.current;
      const answer = await says('li', '收不到验证码怎么办');
      expect(answer.text).toContain('验证码');
      expect((await stateOf('li'))?.current).toBe(before);
    });

    it.each(['audio', 'rich-text', 'picture', 'file', 'video', 'unknown', 'quoted', 'group-text', 'group-outsider'])(
      'answers a message of kind %s with one message',
      async (name) => {
        const shown = await exchange(bench.simulator.localise(payload(name)));
        expect(shown.text.length).toBeGreaterThan(4);
      },
    );

    it('reminds by the API, one-to-one and in the group, when the webhooks are long dead', async () => {
      for (const [user, group] of [
        ['li', undefined],
        ['wang', 'g1'],
      ] as const) {
        await says(user, '你好', group);
        await says(user, '账号注册好了', group);
        await says(user, '认证资料提交了', group);
      }
      const before = bench.simulator.screens.length;
      for (let hours = 0; hours < 100 && bench.simulator.screens.length < before + 2; hours += 4) {
        await bench.time.jump(4 * HOUR);
        const ticking = bench.engine.tick();
        await bench.time.advance(10_000);
        await ticking;
      }
      expect(
        bench.simulator.screens
          .slice(before)
          .map(({ to, group }) => group ?? to)
          .sort(),
      ).toEqual(['g1', 'li']);
      expect(bench.simulator.calls).toMatchObject({ batch: 1, group: 1 });
    });

    it('answers a redelivered message once', async () => {
      const data = bench.simulator.text('你好', 'same', { user: 'li' });
      await exchange(data);
      const again = await bench.deliver(data);
      await bench.time.advance(10_000);
      expect(again.acknowledged).toBe(true);
      expect(bench.simulator.screens).toHaveLength(1);
    });

    it('answers once what comes again after a restart', async () => {
      await bench.close();
      const answered: number[] = [];
      for (const text of ['你好', '你好', '下一步']) {
        bench = await engineBench({ dialogue, content, recogniser, openStore: stores.again });
        bench.channel.start();
        await until(() => bench.channel.health().up, 'the connection');
        const push = await bench.deliver(bench.simulator.text(text, `same ${text}`, { user: 'li' }));
        await bench.time.advance(10_000);
        expect(push.acknowledged).toBe(true);
        answered.push(bench.simulator.screens.length);
        if (text === '你好') await bench.close();
      }
      expect(answered).toEqual([1, 0, 1]);
    });

    it('repeats no secret, and tells the person to take it back', async () => {
      const shown = await says('li', '我的密码是 Abc12345，验证码 493817');
      expect(shown.text).not.toContain('493817');
      expect(shown.text).not.toContain('Abc12345');
    });
  });
});
