import { describe, expect, it, test } from 'vitest';
import { readWecomSettings } from '../../../src/channels/wecom/settings.ts';
import { callback } from './seal.ts';

const bot = { WECOM_BOT_ID: 'aib0001', WECOM_BOT_SECRET: 'x'.repeat(30) };
const shared = {
  WECOM_CORP_ID: callback.corpId,
  WECOM_CALLBACK_TOKEN: callback.token,
  WECOM_CALLBACK_AES_KEY: callback.aesKey,
};
const app = { ...shared, WECOM_AGENT_ID: '1000002', WECOM_AGENT_SECRET: 'y'.repeat(30) };
const kf = { ...shared, WECOM_KF_ID: 'wk0001', WECOM_KF_SECRET: 'z'.repeat(30) };

const problemsOf = (variables: Record<string, string>): readonly string[] => {
  const read = readWecomSettings(variables);
  return 'problems' in read ? read.problems : [];
};

describe('the doors that are on', () => {
  test.each([
    ['none', {}, []],
    ['none, with empty ones', { WECOM_BOT_ID: '' }, []],
    ['the bot', bot, ['bot']],
    ['the app', app, ['app']],
    ['customer service', kf, ['kf']],
    ['all three', { ...bot, ...app, ...kf }, ['app', 'bot', 'kf']],
  ])('%s', (_name, variables, doors) => {
    const read = readWecomSettings(variables);
    if ('problems' in read) throw new Error(read.problems.join());
    expect(
      Object.keys(read.settings)
        .filter((key) => key !== 'apiBase')
        .sort(),
    ).toEqual(doors);
  });

  it('reach WeCom, or wherever is told', () => {
    expect(readWecomSettings(bot)).toMatchObject({ settings: { apiBase: 'https://qyapi.weixin.qq.com' } });
    expect(
      readWecomSettings({ ...bot, WECOM_API_BASE: 'http://127.0.0.1:9/', WECOM_WS_URL: 'ws://127.0.0.1:9' }),
    ).toMatchObject({
      settings: { apiBase: 'http://127.0.0.1:9', bot: { wsUrl: 'ws://127.0.0.1:9' } },
    });
  });
});

describe('what is not complete or not right', () => {
  test.each([
    [{ WECOM_BOT_ID: 'aib0001' }, ['WECOM_BOT_SECRET']],
    [{ WECOM_AGENT_ID: '1000002', ...shared }, ['WECOM_AGENT_SECRET']],
    [{ WECOM_KF_ID: 'wk0001', WECOM_KF_SECRET: 'z'.repeat(30) }, Object.keys(shared)],
    [shared, ['WECOM_CORP_ID']],
    [{ ...bot, WECOM_BOT_SECRET: 'short' }, ['WECOM_BOT_SECRET']],
    [{ ...app, WECOM_AGENT_ID: 'abc' }, ['WECOM_AGENT_ID']],
    [{ ...app, WECOM_CALLBACK_AES_KEY: 'short' }, ['WECOM_CALLBACK_AES_KEY']],
    [{ WECOM_WS_URL: 'https://example.com' }, ['WECOM_WS_URL']],
    [{ WECOM_API_BASE: 'nowhere' }, ['WECOM_API_BASE']],
  ])('is named, %#', (variables, names) => {
    const problems = problemsOf(variables);
    expect(problems.map((problem) => problem.split(/[ ,]/)[0])).toEqual(names);
  });

  it('is never repeated', () => {
    const value = 'my secret with blanks';
    expect(problemsOf({ ...app, WECOM_CALLBACK_TOKEN: value, WECOM_AGENT_ID: value }).join()).not.toContain(
      'my secret',
    );
  });
});
