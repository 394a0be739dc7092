import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReadMessage, readMessage } from '../../../src/channels/dingtalk/receive.ts';
import type { MessageContent } from '../../../src/dialogue/model/event.ts';
import { wednesday } from '../fake-time.ts';
import { type Payload, payload, payloadNames } from './payload.ts';

const robotCode = 'dingsimulated0001';
const heard = (data: Payload | string): ReadMessage =>
  readMessage(typeof data === 'string' ? data : JSON.stringify(data), robotCode, wednesday);

const said = (data: Payload) => {
  const result = heard(data);
  if (result.type !== 'said') throw new Error(`was ${result.type}`);
  return result;
};

describe('a robot message', () => {
  const contents: readonly (readonly [string, MessageContent])[] = [
    ['text', { type: 'text', text: '你好' }],
    ['audio', { type: 'voice', text: '钱到账了' }],
    ['audio-not-recognised', { type: 'voice' }],
    ['rich-text', { type: 'text', text: '这一栏填什么' }],
    ['rich-text-pictures-only', { type: 'image' }],
    ['picture', { type: 'image' }],
    ['file', { type: 'file' }],
    ['video', { type: 'video' }],
    ['unknown', { type: 'other' }],
    ['quoted', { type: 'text', text: '这条什么意思' }],
    ['group-text', { type: 'text', text: '你好' }],
    ['group-text-others-mentioned', { type: 'text', text: '@王采购 名录加了吗' }],
  ];
  it.each(contents)('of kind %s is understood, and no oddity', (name, content) => {
    const { event, oddShape } = said(payload(name));
    expect(event.content).toEqual(content);
    expect(oddShape).toBeUndefined();
  });

  it('is known by robot and message id, whatever envelope it comes in', () => {
    expect(said(payload('text')).event.id).toBe('dingsimulated0001:msg9Zr5Yx0aPlB2Qq==');
    const other = said({ ...payload('text'), robotCode: 'dingother' }).event.id;
    expect(other).toBe('dingother:msg9Zr5Yx0aPlB2Qq==');
    const { robotCode: _, ...unnamed } = payload('text');
    expect(said(unnamed).event.id).toBe('dingsimulated0001:msg9Zr5Yx0aPlB2Qq==');
  });

  it('names the person, and the way to answer with its end', () => {
    expect(said(payload('text')).event.address).toEqual({
      channel: 'dingtalk',
      user: 'manager1001',
      heardAt: wednesday,
      handle: {
        token: 'https://oapi.dingtalk.com/robot/sendBySession?session=6d69b333f243db32d42c11sda9de620',
        expiresAt: 1795577400000,
      },
    });
  });

  it('of a group names the group and the same person', () => {
    const { address } = said(payload('group-text')).event;
    expect(address).toMatchObject({ user: 'manager1001', group: 'cidR3JvdXAxMjM0NTY3ODk=' });
  });

  it('of somebody outside the organisation is known by the encrypted id', () => {
    expect(said(payload('group-outsider')).event.address.user).toBe('$:LWCP_v1:$abcdefghijklmnop==');
    expect(said({ ...payload('text'), senderStaffId: '' }).event.address.user).toBe('$:LWCP_v1:$abcdefghijklmnop==');
  });

  it('without a webhook, or with a broken one, is answered another way', () => {
    const { sessionWebhook: _, ...rest } = payload('text');
    expect(said(rest).event.address).not.toHaveProperty('handle');
    expect(said({ ...rest, sessionWebhook: 'javascript:1' }).event.address).not.toHaveProperty('handle');
  });

  it('that does not mention us is not for us', () => {
    expect(heard(payload('group-not-addressed'))).toEqual({ type: 'not_addressed' });
  });

  it('without its words, because the month is used up, is told apart', () => {
    expect(heard(payload('over-quota'))).toEqual({ type: 'quota_used_up' });
  });

  it('of a kind that is not known yet is answered, and shown to the operator by its shape alone', () => {
    const { event, oddShape } = said({ ...payload('text'), msgtype: 'hologram', text: undefined });
    expect(event.content).toEqual({ type: 'other' });
    const shape = JSON.stringify(oddShape);
    expect(shape).toContain('"msgtype":"string"');
    for (const personal of ['李会计', 'manager1001', 'hologram', 'session=']) expect(shape).not.toContain(personal);
  });

  it.each(['{', '', 'null', '[]', '"text"', '{"msgId":""}', '{"李会计":1}'])(
    'that names nobody (%s) is unreadable, and its content does not get out',
    (data) => {
      const result = heard(data);
      expect(result.type).toBe('unreadable');
      expect(JSON.stringify(result)).not.toContain('李会计');
    },
  );

  it('never throws, whichever part of it is odd', () => {
    const odd = fc.oneof(fc.constant(undefined), fc.constant(null), fc.jsonValue());
    fc.assert(
      fc.property(fc.constantFrom(...payloadNames()), fc.string(), odd, (name, key, value) => {
        const recorded = payload(name);
        const keys = Object.keys(recorded);
        const chosen = keys[key.length % keys.length] ?? 'text';
        expect(['said', 'unreadable', 'not_addressed', 'quota_used_up']).toContain(
          heard({ ...recorded, [chosen]: value }).type,
        );
      }),
      { numRuns: 300 },
    );
  });
});
