import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readCall as hearApp } from '../../../src/channels/wecom/app/receive.ts';
import { readEvent, readMessage } from '../../../src/channels/wecom/bot/receive.ts';
import { readMessage as hearKf } from '../../../src/channels/wecom/kf/receive.ts';
import { wednesday } from '../fake-time.ts';
import { app, kf } from './simulator-api.ts';

const recorded = (name: string): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'payloads', `${name}.json`), 'utf8'));

describe('the bot hears', () => {
  const person = { channel: 'wecom', user: 'woLZrecorded', heardAt: wednesday };
  const answered = { token: 'answer:gaiK9OphTwGrecorded', expiresAt: wednesday + 24 * 3_600_000 };

  test.each([
    ['text', { type: 'text', text: '注册好了' }],
    ['quoted', { type: 'text', text: '这一步怎么办' }],
    ['voice', { type: 'voice', text: '注册好了' }],
    ['voice-not-recognised', { type: 'voice' }],
    ['mixed-pictures-only', { type: 'image' }],
    ['image', { type: 'image' }],
    ['file', { type: 'file' }],
    ['video', { type: 'video' }],
    ['unknown', { type: 'other' }],
  ])('%s', (name, content) => {
    expect(readMessage(recorded(`bot-${name}`), wednesday)).toMatchObject({
      type: 'heard',
      event: {
        ...{ type: 'said', id: 'wecom:20d114f7recorded', at: wednesday },
        address: { ...person, handle: answered },
        content,
      },
    });
  });

  test.each([
    ['group-text', '注册好了'],
    ['group-mention-last', '注册好了'],
    ['group-mention-only', ''],
    ['mixed', '这页\n\n打不开'],
  ])('%s, without the mention and in the place of the group', (name, text) => {
    expect(readMessage(recorded(`bot-${name}`), wednesday)).toMatchObject({
      event: { address: { ...person, group: 'wrRecordedGroup' }, content: { type: 'text', text } },
    });
  });

  it('who opens the chat, with five seconds for a welcome', () => {
    expect(readEvent(recorded('bot-enter-chat'), wednesday)).toEqual({
      type: 'heard',
      event: {
        ...{ type: 'entered', id: 'wecom:20d114f7recorded', at: wednesday },
        address: { ...person, handle: { token: 'welcome:gaiK9OphTwGrecorded', expiresAt: wednesday + 5_000 } },
      },
    });
  });

  it('a tap as its words, from where the SDK says it is not', () => {
    const heard = readEvent(recorded('bot-tap'), wednesday);
    expect(heard).toMatchObject({
      type: 'tapped',
      event: { type: 'said', content: { type: 'text', text: '注册好了' } },
      tap: { requestId: 'gaiK9OphTwGrecorded', taskId: 'task_0', key: '1:注册好了' },
    });
    expect('event' in heard && heard.event.address).not.toHaveProperty('handle');
    expect(readEvent(recorded('bot-tap-in-group'), wednesday)).toMatchObject({
      event: { address: { group: 'wrRecordedGroup' }, content: { text: '要备什么' } },
    });
  });

  it('nothing in a feedback', () => {
    expect(readEvent(recorded('bot-feedback'), wednesday)).toEqual({ type: 'ignored' });
  });
});

describe('the app hears', () => {
  const person = { channel: 'wecom_app', user: 'LiHua', heardAt: wednesday };

  test.each([
    ['text', { type: 'said', id: 'wecom_app:7458912365478123695', content: { type: 'text', text: '注册好了' } }],
    ['image', { type: 'said', content: { type: 'image' } }],
    ['voice', { type: 'said', content: { type: 'voice' } }],
    ['location', { type: 'said', content: { type: 'other' } }],
    ['enter-agent', { type: 'entered' }],
    ['menu-click', { type: 'said', content: { type: 'text', text: '我的进度' } }],
  ])('%s', (name, event) => {
    expect(hearApp(recorded(`app-${name}`), app.agentId, wednesday)).toMatchObject({
      type: 'heard',
      event: { ...event, address: person },
    });
  });

  it('a tap as its words, with the code to mark the card by', () => {
    expect(hearApp(recorded('app-tap'), app.agentId, wednesday)).toMatchObject({
      type: 'tapped',
      event: { content: { type: 'text', text: '注册好了' } },
      tap: { user: 'LiHua', responseCode: 'rc_recorded' },
    });
  });

  it('the code of an invitation, where the app is opened with one', () => {
    const entered = { ...recorded('app-enter-agent'), EventKey: 'K7MQ2XWD9FHT' };
    expect(hearApp(entered, app.agentId, wednesday)).toMatchObject({
      event: { type: 'entered', code: 'K7MQ-2XWD-9FHT' },
    });
    const plain = hearApp(recorded('app-enter-agent'), app.agentId, wednesday);
    expect('event' in plain && plain.event).not.toHaveProperty('code');
  });

  it('two taps within a second as two, and one that comes again as the same', () => {
    const idOf = (fields: Readonly<Record<string, unknown>>) => {
      const heard = hearApp(fields, app.agentId, wednesday);
      return 'event' in heard ? heard.event.id : undefined;
    };
    const tap = recorded('app-tap');
    expect(idOf({ ...tap })).toBe(idOf(tap));
    expect(idOf({ ...tap, EventKey: '2:要备什么' })).not.toBe(idOf(tap));
    expect(idOf({ ...tap, ResponseCode: 'rc_other' })).not.toBe(idOf(tap));
  });

  it('nothing in what opens a page, or is for another app', () => {
    expect(hearApp(recorded('app-menu-view'), app.agentId, wednesday)).toEqual({ type: 'ignored' });
    expect(hearApp(recorded('app-text'), 1_000_003, wednesday)).toEqual({ type: 'ignored' });
  });
});

describe('customer service hears', () => {
  const sentAt = 1_764_036_000_000;
  const now = sentAt + 3_000;
  const person = { channel: 'wecom_kf', user: 'wmRecorded', heardAt: sentAt };

  test.each([
    ['text', { type: 'text', text: '注册好了' }],
    ['menu-tap', { type: 'text', text: '注册好了' }],
    ['voice', { type: 'voice' }],
    ['image', { type: 'image' }],
    ['location', { type: 'other' }],
  ])('%s, from when it was sent', (name, content) => {
    expect(hearKf(recorded(`kf-${name}`), kf.openKfId, now)).toMatchObject({
      type: 'said',
      event: { type: 'said', at: sentAt, address: person, content },
    });
  });

  it('who opens the chat by an invitation, with twenty seconds for a welcome', () => {
    expect(hearKf(recorded('kf-enter-session'), kf.openKfId, now)).toEqual({
      type: 'entered',
      event: {
        ...{ type: 'entered', id: 'wecom_kf:recorded7', at: sentAt, code: 'K7MQ-2XWD-9FHT' },
        address: { ...person, handle: { token: 'welcome:wc_recorded', expiresAt: sentAt + 20_000 } },
      },
    });
  });

  it('who opens it without a welcome, by a link that carries something else', () => {
    const heard = hearKf(recorded('kf-enter-session-again'), kf.openKfId, now);
    expect(heard).toMatchObject({ type: 'entered', event: { address: person } });
    expect('event' in heard && heard.event).not.toHaveProperty('code');
    expect('event' in heard && heard.event.address).not.toHaveProperty('handle');
  });

  it('the code of an invitation in the link of the account as well, also when the chat is opened again', () => {
    const again = recorded('kf-enter-session-again');
    const withScene = (scene: string, param: string) =>
      hearKf({ ...again, event: { ...(again.event as object), scene, scene_param: param } }, kf.openKfId, now);
    expect(withScene('k7mq2xwd9fht', '')).toMatchObject({ event: { type: 'entered', code: 'K7MQ-2XWD-9FHT' } });
    expect(withScene('poster', 'K7MQ-2XWD-9FHT')).toMatchObject({ event: { code: 'K7MQ-2XWD-9FHT' } });
  });

  it('that a message was not delivered', () => {
    expect(hearKf(recorded('kf-send-failed'), kf.openKfId, now)).toEqual({
      ...{ type: 'send_failed', user: 'wmRecorded', failType: 6 },
    });
  });

  test.each(['colleague', 'servicer-status'])('nothing in %s', (name) => {
    expect(hearKf(recorded(`kf-${name}`), kf.openKfId, now)).toEqual({ type: 'ignored' });
  });
});

it('never throws, whatever comes', () => {
  fc.assert(
    fc.property(
      fc.anything({ withNullPrototype: true }),
      fc.dictionary(fc.string(), fc.anything()),
      (value, fields) => {
        readMessage(value, wednesday);
        readEvent(value, wednesday);
        hearKf(value, kf.openKfId, wednesday);
        hearApp({ AgentID: String(app.agentId), ...fields }, app.agentId, wednesday);
      },
    ),
    { numRuns: 300 },
  );
});
