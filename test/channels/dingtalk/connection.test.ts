import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../fake-time.ts';
import { type Bench, connectedBench, dingtalkBench, type Options } from './bench.ts';
import { quietSdk } from './quiet.ts';
import { credentials } from './simulator.ts';

quietSdk();

describe('the connection to DingTalk', () => {
  let bench: Bench | undefined;
  afterEach(async () => {
    await bench?.close();
    expect(bench?.simulator.violations).toEqual([]);
    bench = undefined;
  });
  const connected = async (wishes?: Options): Promise<Bench> => {
    bench = await connectedBench(wishes);
    return bench;
  };
  const unconnected = async (wishes?: Options): Promise<Bench> => {
    bench = await dingtalkBench(wishes);
    bench.channel.start();
    return bench;
  };
  const back =
    ({ channel, simulator }: Bench) =>
    () =>
      channel.health().up && simulator.open() === 1;

  it('is made once, however often it is started', async () => {
    const { channel, simulator, time } = await connected();
    channel.start();
    await time.advance(120_000);
    expect(simulator.open()).toBe(1);
    expect(simulator.calls.gateway).toBe(1);
  });

  it('is made anew at once when one that was stable drops', async () => {
    const made = await connected();
    for (let second = 0; second < 40; second += 10) await made.wait(() => true).then(() => made.time.advance(10_000));
    made.simulator.drop();
    await until(() => made.simulator.calls.gateway === 2 && back(made)(), 'the second connection');
  });

  it('is made anew ever more slowly when it does not hold, and hears again when it does', async () => {
    const made = await connected();
    made.simulator.fail('handshake', { status: 401, body: '' });
    made.simulator.drop();
    await until(() => !made.channel.health().up && made.time.sleepers() > 0);
    await made.wait(() => made.time.now() > 0 && made.simulator.calls.handshake >= 8, 5_000);
    const spent = made.simulator.calls.gateway;
    await made.time.advance(60_000);
    expect(made.simulator.calls.gateway - spent).toBeLessThanOrEqual(2);
    made.simulator.calm();
    await made.wait(back(made), 5_000);
    expect(made.simulator.open()).toBe(1);
    const push = await made.deliver(made.simulator.text('在吗', 'm1', { user: 'li' }));
    expect(push.acknowledged).toBe(true);
    expect(made.logged.filter((line) => line.includes('handshake_failed'))).toHaveLength(1);
  });

  it('is replaced at once when DingTalk retires it, and what is being saved is still acknowledged on the old one', async () => {
    let save = (): void => {};
    const made = await connected({
      receive: () =>
        new Promise((resolve) => {
          save = resolve;
        }),
    });
    const push = made.simulator.push(made.simulator.text('提交了', 'm1', { user: 'li' }));
    await made.simulator.ping();
    made.simulator.retire();
    await until(() => made.simulator.open() === 2 && made.simulator.live() === 1, 'the next connection');
    expect(push.acknowledged).toBe(false);
    save();
    await until(() => push.acknowledged, 'the acknowledgement');
    await until(() => made.simulator.open() === 1, 'the old connection closed');
  });

  it('survives being retired the moment it opens', async () => {
    const made = await unconnected();
    for (let times = 0; times < 3; times += 1) {
      await made.wait(() => made.simulator.live() === 1, 500);
      made.simulator.retire();
    }
    await made.wait(back(made), 500);
  });

  it('is given up when nothing comes for a minute although it looks open', async () => {
    const made = await connected();
    made.simulator.halfOpen();
    await made.time.advance(50_000);
    expect(made.simulator.calls.gateway).toBe(1);
    await made.wait(() => made.simulator.live() === 1, 5_000);
    expect(made.simulator.open()).toBe(1);
  });

  it('is kept while DingTalk answers, however quiet people are', async () => {
    const made = await connected();
    for (let minute = 0; minute < 5; minute += 1) await made.wait(() => true).then(() => made.time.advance(20_000));
    expect(made.simulator.calls.gateway).toBe(1);
  });

  it('is tested as soon as a machine that slept wakes up', async () => {
    const made = await connected();
    made.simulator.halfOpen();
    await made.time.jump(8 * 3_600_000);
    await until(() => made.simulator.live() === 1, 'a fresh connection');
  });

  it.each(['gateway', 'handshake'] as const)('does not wait for ever when the %s hangs', async (door) => {
    const made = await dingtalkBench();
    bench = made;
    made.simulator.fail(door, 'hang', 1);
    made.channel.start();
    await made.wait(() => made.channel.health().up, 1_000);
    expect(made.simulator.open()).toBe(1);
  });

  it('stops at once while the gateway hangs', async () => {
    const made = await dingtalkBench();
    bench = made;
    made.simulator.fail('gateway', 'hang');
    made.channel.start();
    await until(() => made.simulator.calls.gateway === 1);
    await made.channel.stop();
    expect(made.time.sleepers()).toBe(0);
  });

  it('with wrong credentials is said once in plain words, tried slowly, and made when they are right again', async () => {
    const made = await unconnected({ settings: { clientSecret: 'wrong-s3cret-0000000000' } });
    await made.wait(() => made.simulator.calls.gateway >= 1 && made.time.sleepers() > 0);
    const health = made.channel.health();
    expect(health).toMatchObject({ up: false });
    if (!health.up) expect(health.reason).toMatch(/^credentials_refused: .*DINGTALK_CLIENT_ID/);
    for (let minute = 0; minute < 30; minute += 1)
      await made.time.advance(60_000).then(() => until(() => made.time.sleepers() > 0));
    expect(made.simulator.calls.gateway).toBeLessThanOrEqual(7);
    expect(made.simulator.calls.gateway).toBeGreaterThanOrEqual(5);
    expect(made.logged.filter((line) => line.includes('credentials_refused'))).toHaveLength(1);
    const everything = made.logged.join('\n') + JSON.stringify(health);
    expect(everything).not.toContain('wrong-s3cret');
    expect(everything).not.toContain(credentials.clientId);
  });

  it('refused for the app’s settings names what to look at', async () => {
    const made = await dingtalkBench();
    bench = made;
    made.simulator.fail('gateway', { status: 400, body: { code: 'robot.stream.notOpen', message: '机器人' } });
    made.channel.start();
    await until(() => made.logged.length > 0);
    expect(made.logged[0]).toContain('Stream mode');
    expect(made.logged[0]).toContain('robot.stream.notOpen');
  });
});

describe('over the month’s quota', () => {
  it('the operator is told once, and the frame is acknowledged', async () => {
    const made = await connectedBench();
    const { payload } = await import('./payload.ts');
    for (const id of ['q1', 'q2']) {
      const push = await made.deliver({ ...made.simulator.localise(payload('over-quota')), msgId: id });
      expect(push.acknowledged).toBe(true);
    }
    expect(made.logged.filter((line) => line.includes('monthly_quota_used_up'))).toHaveLength(1);
    await made.close();
  });
});
