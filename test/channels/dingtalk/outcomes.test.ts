import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openContent, openRecogniserFor } from '../../../src/app/content/open-content.ts';
import { dialogue } from '../../../src/app/dialogue.ts';
import type { Content } from '../../../src/content/content.ts';
import type { Recogniser } from '../../../src/engine/receive.ts';
import { attentionOf, type Concern } from '../../../src/operator/attention.ts';
import { settle, until } from '../fake-time.ts';
import { type EngineBench, engineBench } from './engine-bench.ts';
import { quietSdk } from './quiet.ts';
import type { Simulator } from './simulator.ts';

quietSdk();

const HOUR = 3_600_000;

const refusal = (status: number, code: string) => ({ status, body: { code, message: code, requestid: 'R-1' } });
const flowControlled = { status: 200, body: { processQueryKey: 'q', flowControlledStaffIdList: ['li'] } };
const qps = refusal(403, 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi');
const webhookRefusal = (errcode: number) => ({ status: 200, body: { errcode, errmsg: 'no' } });

/** What DingTalk does before it is sent to. */
type Arrange = (simulator: Simulator) => void;
const viaApi =
  (arrange: Arrange): Arrange =>
  (simulator) => {
    simulator.endWebhooks();
    arrange(simulator);
  };

describe('what DingTalk does with an answer ends in one message, or in a named entry for the operator', () => {
  let content: Content;
  let recogniser: Recogniser;
  let bench: EngineBench;

  beforeAll(async () => {
    content = await openContent(process.cwd());
    recogniser = await openRecogniserFor(content, () => {});
  }, 60_000);
  beforeEach(async () => {
    bench = await engineBench({ dialogue, content, recogniser, random: () => 0.9 });
    bench.channel.start();
    await until(() => bench.channel.health().up, 'the connection');
  });
  afterEach(async () => {
    await bench.close();
    expect(bench.simulator.violations).toEqual([]);
  });

  const entries = async (): Promise<readonly Concern[]> => {
    const found: Concern[] = [];
    for await (const { concerns } of attentionOf(bench.store.everyone(() => {}))) found.push(...concerns);
    return found;
  };

  /** A quarter of a minute, slowly enough for what is on its way on local sockets. */
  const aWhile = async (): Promise<void> => {
    for (let second = 0; second < 15; second += 1) {
      await bench.time.advance(1_000);
      await settle(10);
    }
  };

  /** Lets the time pass that the product asks for, two days at most, until nothing waits to be sent. */
  const come = async (): Promise<void> => {
    const end = bench.time.now() + 48 * HOUR;
    for (;;) {
      await aWhile();
      const due = await bench.engine.nextDue();
      if (due === undefined || due > end) return;
      await bench.time.jump(Math.max(0, due - bench.time.now()));
      let isDone = false;
      const ticking = bench.engine.tick().finally(() => {
        isDone = true;
      });
      while (!isDone) await aWhile();
      await ticking;
    }
  };

  /** Somebody asks something, DingTalk being as arranged. */
  const asked = async (arrange: Arrange): Promise<void> => {
    const data = bench.simulator.text('收不到验证码怎么办', 'm1', { user: 'li' });
    arrange(bench.simulator);
    const push = await bench.deliver(data);
    expect(push.acknowledged).toBe(true);
    await come();
  };

  it.each<[string, Arrange]>([
    ['nothing unusual', () => {}],
    ['an expired webhook', (simulator) => simulator.endWebhooks()],
    ['a revoked token', viaApi((simulator) => simulator.fail('batch', refusal(400, 'InvalidAuthentication'), 1))],
    ['too many a second, for a while', viaApi((simulator) => simulator.fail('batch', qps, 5))],
    ['sent too fast, for a while', (simulator) => simulator.fail('webhook', webhookRefusal(410100), 2)],
    ['flow control, for a while', viaApi((simulator) => simulator.fail('batch', flowControlled, 3))],
    ['no token, because its door hangs', viaApi((simulator) => simulator.fail('token', 'hang', 2))],
    [
      'wrong credentials, put right later',
      viaApi((simulator) => simulator.fail('token', refusal(400, 'invalidClientIdOrSecret'), 3)),
    ],
    [
      'shut out for five minutes',
      (simulator) => simulator.fail('webhook', { status: 200, body: { status: 1111, wait: 5 } }, 1),
    ],
    ['busy', (simulator) => simulator.fail('webhook', { status: 503, body: '<html>busy</html>' }, 4)],
    ['an offended content filter', (simulator) => simulator.fail('webhook', webhookRefusal(430102), 1)],
  ])('%s: one message', async (_name, arrange) => {
    await asked(arrange);
    expect(bench.simulator.screens).toHaveLength(1);
    expect(bench.simulator.screens[0]).toMatchObject({ to: 'li', text: expect.stringContaining('60 秒') });
    expect(await entries()).toEqual([]);
  });

  it.each<[string, string, Arrange]>([
    [
      'a token that is refused again and again',
      'token_refused InvalidAuthentication',
      viaApi((simulator) => simulator.fail('batch', refusal(400, 'InvalidAuthentication'))),
    ],
    [
      'too many a second for a whole day',
      'too_many_per_second Forbidden.AccessDenied.QpsLimitForAppkeyAndApi',
      viaApi((simulator) => simulator.fail('batch', qps)),
    ],
    ['flow control for a whole day', 'flow_controlled', viaApi((simulator) => simulator.fail('batch', flowControlled))],
    ['a webhook that hangs', 'no_answer', (simulator) => simulator.fail('webhook', 'hang', 1)],
    ['an API that hangs', 'no_answer', viaApi((simulator) => simulator.fail('batch', 'hang', 1))],
    ['a token whose door hangs for a whole day', 'no_answer', viaApi((simulator) => simulator.fail('token', 'hang'))],
    [
      'wrong credentials for a whole day',
      'credentials_refused invalidClientIdOrSecret',
      viaApi((simulator) => simulator.fail('token', refusal(400, 'invalidClientIdOrSecret'))),
    ],
    ['a cut line', 'no_answer', (simulator) => simulator.fail('webhook', 'reset', 1)],
    ['a failure of the system', 'platform_failed -1', (simulator) => simulator.fail('webhook', webhookRefusal(-1), 1)],
    [
      'a month that is used up',
      'monthly_quota_used_up Forbidden.AccessDenied.ApiCountLimitForOrg',
      viaApi((simulator) => simulator.fail('batch', refusal(403, 'Forbidden.AccessDenied.ApiCountLimitForOrg'))),
    ],
    [
      'a missing permission',
      'permission_missing Forbidden.AccessDenied.AccessTokenPermissionDenied',
      viaApi((simulator) =>
        simulator.fail('batch', refusal(403, 'Forbidden.AccessDenied.AccessTokenPermissionDenied')),
      ),
    ],
    [
      'somebody who left the company',
      'person_not_reachable',
      viaApi((simulator) =>
        simulator.fail('batch', { status: 200, body: { processQueryKey: 'q', invalidStaffIdList: ['li'] } }),
      ),
    ],
  ])('%s: the entry “%s”', async (_name, reason, arrange) => {
    await asked(arrange);
    expect(bench.simulator.screens).toEqual([]);
    expect(await entries()).toMatchObject([{ type: 'undelivered', channel: 'dingtalk', reason }]);
    bench.simulator.calm();
    await come();
    expect(bench.simulator.screens).toEqual([]);
  });
});
