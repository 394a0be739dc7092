import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rememberTypedChoices } from '../../../src/channels/telegram/button-data.ts';
import { type ReadUpdate, readUpdate } from '../../../src/channels/telegram/receive.ts';
import { wednesday } from '../fake-time.ts';
import { texts } from './command-texts.ts';
import { bot, ids } from './simulator.ts';
import { recorded } from './updates.ts';

const me = { id: bot.id, username: bot.username };
const heard = (update: { update_id: number }): ReadUpdate =>
  readUpdate(update, { me, texts, sayings: rememberTypedChoices() }, wednesday);
const said = (name: string) => {
  const found = heard(recorded(name));
  if (found.type !== 'said') throw new Error(`${name} was ${found.type}`);
  return found.event;
};

describe('in a private chat', () => {
  test('a text is heard with the number of its update', () => {
    const update = recorded('text');
    expect(said('text')).toEqual({
      type: 'said',
      id: `telegram:${update.update_id}`,
      at: wednesday,
      address: { channel: 'telegram', user: String(ids.ivy), heardAt: wednesday },
      content: { type: 'text', text: 'hello, I want to join as a supplier' },
    });
  });

  test.each([
    ['voice', 'voice'],
    ['photo', 'image'],
    ['document', 'file'],
    ['sticker', 'sticker'],
    ['animation', 'video'],
    ['video-note', 'video'],
    ['contact', 'other'],
    ['location', 'other'],
  ])('%s is heard as %s', (name, kind) => {
    expect(said(name).content).toEqual({ type: kind });
  });

  test('what is written under a picture is what was said', () => {
    expect(said('photo-with-caption').content).toEqual({ type: 'text', text: 'what goes in this field?' });
  });

  test('the pictures of an album are one thing that was said', () => {
    expect(said('album-1').id).toBe(said('album-2').id);
    expect(said('album-1').id).not.toBe(said('photo').id);
  });

  test.each(['edited', 'pinned', 'blocked'])('%s is no turn', (name) => {
    expect(heard(recorded(name))).toEqual({ type: 'ignored' });
  });
});

describe('commands', () => {
  test('a command says its words', () => {
    expect(said('start').content).toEqual({ type: 'text', text: 'hello' });
  });

  test('in the language of the person’s Telegram', () => {
    expect(said('command-chinese').content).toEqual({ type: 'text', text: '我的进度' });
  });

  test('a deep link greets in the person’s language and carries its code', () => {
    expect(said('start-code')).toMatchObject({ content: { type: 'text', text: 'hello' }, code: 'K7MQ-2XWD-9FHT' });
    const update = recorded('command-chinese');
    const written = { ...update, message: { ...(update.message as object), text: '/start k7mq2xwd9fht' } };
    expect(heard(written)).toMatchObject({ event: { content: { text: '你好' }, code: 'K7MQ-2XWD-9FHT' } });
  });

  test('what else stands behind /start is said', () => {
    const update = recorded('start');
    const written = { ...update, message: { ...(update.message as object), text: '/start K7QF2M9X' } };
    const found = heard(written);
    expect(found).toMatchObject({ event: { content: { text: 'K7QF2M9X' } } });
    expect('event' in found && found.event).not.toHaveProperty('code');
    expect(said('start')).not.toHaveProperty('code');
  });

  test('a command that is not on the menu says what was written', () => {
    const update = recorded('start');
    const written = { ...update, message: { ...(update.message as object), text: '/go_back please' } };
    expect(heard(written)).toMatchObject({ event: { content: { text: 'go back please' } } });
  });

  test('a path is no command', () => {
    const update = recorded('start');
    const written = { ...update, message: { ...(update.message as object), text: '/home/seller.htm' } };
    expect(heard(written)).toMatchObject({ event: { content: { text: '/home/seller.htm' } } });
  });
});

describe('in a group', () => {
  test('a mention is heard, without our name', () => {
    const event = said('group-mention');
    expect(event.content).toEqual({ type: 'text', text: 'no SMS code arrives' });
    expect(event.address).toMatchObject({ user: String(ids.ivy), group: String(ids.group) });
  });

  test('a mention by name is found in UTF-16 units', () => {
    expect(said('group-mention-by-name').content).toEqual({ type: 'text', text: '👍 what now?' });
  });

  test('a mere mention is a greeting', () => {
    expect(said('group-only-mention').content).toEqual({ type: 'text', text: 'hello' });
  });

  test('a reply to us and a command with our name are heard', () => {
    expect(said('group-reply').content).toEqual({ type: 'text', text: 'registration is done' });
    expect(said('group-command').content).toEqual({ type: 'text', text: "what's next" });
  });

  test('a link that brings us into the group carries its code', () => {
    const event = said('group-start-code');
    expect(event).toMatchObject({ content: { text: 'hello' }, code: 'K7MQ-2XWD-9FHT' });
    expect(event.address).toMatchObject({ user: String(ids.ivy), group: String(ids.group) });
  });

  test('a picture with our name is a picture', () => {
    expect(said('group-photo-mention').content).toEqual({ type: 'image' });
  });

  test.each([
    'group-chatter',
    'group-reply-to-person',
    'group-command-of-another',
    'group-bare-command',
    'group-joined',
    'group-anonymous',
    'topic-chatter',
  ])('%s is not for us', (name) => {
    expect(heard(recorded(name))).toEqual({ type: 'ignored' });
  });

  test('the answer will refer to the message and stay in its topic', () => {
    const update = recorded('topic-mention');
    const { message_id: message } = update.message as { message_id: number };
    expect(said('topic-mention').address.handle?.token).toBe(`${message}/7`);
    expect(said('group-reply').address.handle?.token).toMatch(/^\d+$/);
    expect(said('text').address.handle).toBeUndefined();
  });
});

describe('taps', () => {
  test('a tap says the texts of its button', () => {
    expect(heard(recorded('tap'))).toMatchObject({
      type: 'said',
      tap: '21474836480000001',
      event: { content: { type: 'text', text: 'I have registered' }, address: { user: String(ids.ivy) } },
    });
  });

  test('also on a message that is too old to be shown', () => {
    expect(said('tap-on-old-message').content).toEqual({ type: 'text', text: 'I have registered' });
  });

  test('texts that do not fit into a button are found again, after a restart by its label', () => {
    const say = 'I have registered the company and written down the member name for the purchaser';
    const sayings = rememberTypedChoices();
    const data = sayings.dataOf({ label: 'Registered', say });
    expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
    const update = recorded('tap');
    const tapped = (buttons: object[]) => ({
      ...update,
      callback_query: {
        ...(update.callback_query as object),
        data,
        message: {
          message_id: 9,
          chat: { id: ids.ivy, type: 'private' },
          reply_markup: { inline_keyboard: [buttons] },
        },
      },
    });
    const withButton = tapped([{ text: 'Registered', callback_data: data }]);
    expect(readUpdate(withButton, { me, texts, sayings }, wednesday)).toMatchObject({
      event: { content: { text: say } },
    });
    expect(heard(withButton)).toMatchObject({ event: { content: { text: 'Registered' } } });
    expect(heard(tapped([]))).toMatchObject({ type: 'void_tap', notice: 'An old button.' });
  });

  test('a button that was shown to somebody else says nothing', () => {
    const update = recorded('tap');
    const data = rememberTypedChoices().dataOf({ label: 'Registered', say: 'I have registered' }, String(ids.ben));
    const tapped = { ...update, callback_query: { ...(update.callback_query as object), data } };
    expect(heard(tapped)).toMatchObject({ type: 'void_tap', notice: 'Not your button.' });
  });

  test('whatever is to be said fits into a button and comes back', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.option(fc.integer({ min: 1, max: 2 ** 52 })),
        (say, user) => {
          const sayings = rememberTypedChoices();
          const person = user === null ? undefined : String(user);
          const data = sayings.dataOf({ label: 'x', say }, person);
          expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
          const update = recorded('tap');
          const from = { id: user ?? ids.ivy, is_bot: false };
          const tapped = { ...update, callback_query: { ...(update.callback_query as object), from, data } };
          expect(readUpdate(tapped, { me, texts, sayings }, wednesday)).toMatchObject({
            event: { content: { text: say } },
          });
        },
      ),
    );
  });
});

test('nothing that comes makes it throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (message, tap) => {
      heard({ update_id: 1, message } as { update_id: number });
      heard({ update_id: 1, callback_query: tap } as { update_id: number });
    }),
  );
});
