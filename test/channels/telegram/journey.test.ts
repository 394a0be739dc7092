import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openContent, openRecogniserFor } from '../../../src/app/content/open-content.ts';
import { home } from '../../../src/app/paths.ts';
import type { Content } from '../../../src/content/content.ts';
import { commandNames } from '../../../src/messages/vocabulary/telegram.ts';
import type { Recogniser } from '../../../src/understanding/recogniser.ts';
import { onEachStore } from '../../each-store.ts';
import { settle, until } from '../fake-time.ts';
import { type Stage, setStage } from './bot-stage.ts';
import { ids, refusal } from './simulator.ts';
import { type From, messageUpdate, textUpdate } from './updates.ts';

const HOUR = 3_600_000;

let content: Content;
let recogniser: Recogniser;
let stage: Stage;
beforeAll(async () => {
  content = await openContent(home);
  recogniser = await openRecogniserFor(content, () => {});
}, 60_000);

const privately: From = { user: ids.ivy };
const inGroup: From = { user: ids.ivy, group: ids.group };
const current = async () => (await stage.state(ids.ivy))?.current;

onEachStore((stores) => {
  beforeEach(async () => {
    stage = await setStage(content, recogniser, Date.parse('2026-03-02T10:00:00+08:00'), stores.open);
  });
  afterEach(async () => {
    await stage.close();
    expect(stage.simulator.violations).toEqual([]);
  });

  describe.each([
    ['in a private chat', privately],
    ['in a group', inGroup],
  ])('the journey in English %s', (_name, from) => {
    test('goes all six steps with three questions in between', async () => {
      const says = (text: string) => stage.says(from, text);
      const taps = (label: string) => stage.taps(from, label);

      expect((await says('hello, I want to join as a supplier')).text).toContain('Step 1 of 6');
      expect((await says('no SMS code arrives')).text).toContain('60 seconds');
      expect((await taps('The account is registered')).text).toContain('member name');
      expect((await says('kairuisz2021')).text).toContain('Step 2 of 6');
      expect((await says('how long is the review?')).text).toContain('Back to step 2');
      expect((await taps('I submitted the certification')).text).toContain('Step 3 of 6');
      expect((await taps('I submitted the taxpayer proof')).text).toContain('Step 4 of 6');
      expect((await says('is Rongyishou a loan?')).text).toContain('not a loan');

      const reminders = await stage.wait(26 * HOUR);
      expect(reminders.map(({ text }) => text).join('\n')).toContain('deposit');
      expect(await taps("Alibaba's deposit has arrived")).toBeDefined();
      await says('the certification passed');
      await says('the taxpayer review passed');
      expect(await current()).toBe('rongyishou');
      await taps('I submitted the Rongyishou papers');
      await stage.wait(80 * HOUR);
      const arrived = await says('the deposit arrived, 0.42 yuan');
      expect(arrived.text).not.toContain('0.42');
      await taps('Rongyishou is open');
      expect(await current()).toBe('credit_term');
      await taps('Opened and the buyer added');
      await taps('I can see the inquiry');
      expect((await taps('I sent the quote')).text).toContain('All six steps are done');
      expect(await stage.state(ids.ivy)).toMatchObject({ mode: 'finished', locale: 'en' });
      for (const { chat } of stage.simulator.sent) expect(chat).toBe(from.group ?? from.user);
    });
  });

  describe('on the way', () => {
    test('in a group every answer replies to the one who asked', async () => {
      const asked = messageUpdate(stage.simulator, inGroup, { text: '@RuzhuBot what is Rongyishou?' });
      const [answer] = await stage.send(asked);
      expect(answer?.repliesTo).toBe(asked.message.message_id);
      const tapped = await stage.says(inGroup, 'what next');
      expect(tapped.chat).toBe(ids.group);
    });

    test('two people in a group keep their own progress, and a tap counts for the one it was meant for', async () => {
      await stage.says(inGroup, 'hello, I want to join as a supplier');
      await stage.says({ user: ids.ben, group: ids.group }, 'hello, I want to join as a supplier');
      await stage.taps({ user: ids.ben, group: ids.group }, 'The account is registered');
      expect((await stage.state(ids.ben))?.steps.register?.status).toBe('done');
      expect((await stage.state(ids.ivy))?.steps.register?.status).toBe('doing');
    });

    test('talk in the group that is not for us stays unanswered', async () => {
      const chatter = messageUpdate(stage.simulator, inGroup, { text: 'who has the invoice?' });
      expect(await stage.send(chatter, 0)).toEqual([]);
      expect(await stage.conversation(ids.ivy)).toBeUndefined();
    });

    test('a message that comes again after a restart is answered once', async () => {
      const { simulator } = stage;
      const update = textUpdate(simulator, privately, 'hello, I want to join as a supplier');
      // Telegram is gone before it can be told that the message was saved.
      simulator.fail('getUpdates', { status: 502, body: '' });
      simulator.push(update);
      await until(() => simulator.sent.length === 1, 'the answer');
      await until(() => simulator.calls.getUpdates >= 3, 'the loss of the confirmation');
      expect(simulator.isQueued(update.update_id)).toBe(true);
      const stopped = stage.restart();
      await settle(50);
      simulator.calm();
      await stopped;
      await until(() => simulator.outcome(update.update_id) === 'acknowledged', 'confirming at last');
      await settle(20);
      expect(simulator.sent).toHaveLength(1);
    });

    test('a flood limit: the answer comes when Telegram allows it, once', async () => {
      const { simulator } = stage;
      simulator.fail('sendMessage', refusal(429, 'Too Many Requests: retry after 20', { retry_after: 20 }), 1);
      expect(await stage.send(textUpdate(simulator, privately, 'hello'), 0)).toEqual([]);
      expect(await stage.wait(19_000)).toEqual([]);
      const late = await stage.wait(10_000);
      expect(late).toHaveLength(1);
    });

    test('somebody who blocked the bot is not tried for ever, and the desk can see it', async () => {
      await stage.says(privately, 'hello, I want to join as a supplier');
      stage.simulator.block(ids.ivy);
      await stage.send(textUpdate(stage.simulator, privately, 'what do I need'), 0);
      await settle(20);
      const conversation = await stage.conversation(ids.ivy);
      expect(conversation?.outbox).toEqual([]);
      expect(conversation?.undelivered).toMatchObject([{ channel: 'telegram', reason: 'blocked_by_person' }]);
    });

    test('minutes without Telegram are lived through: what was asked is answered after', async () => {
      const { simulator } = stage;
      await stage.says(privately, 'hello, I want to join as a supplier');
      await simulator.goAway();
      simulator.push(textUpdate(simulator, privately, 'no SMS code arrives'));
      await stage.wait(5 * 60_000);
      await simulator.comeBack();
      const isAnswered = () => simulator.sent.at(-1)?.text.includes('60 seconds') ?? false;
      await until(isAnswered, 'the answer', () => stage.wait(10_000));
      expect(simulator.sent).toHaveLength(2);
    });

    test.each([
      ['voice', { voice: { duration: 2 } }],
      ['photo', { photo: [{ file_id: 'x' }] }],
      ['document', { document: { file_id: 'x' } }],
      ['sticker', { sticker: { emoji: '👍' } }],
    ])('a %s is answered with a word', async (_name, body) => {
      await stage.says(privately, 'hello, I want to join as a supplier');
      const [answer] = await stage.send(messageUpdate(stage.simulator, privately, body));
      expect(answer?.text).toBeTruthy();
    });

    test('an edit is no new turn', async () => {
      await stage.says(privately, 'hello, I want to join as a supplier');
      const { update_id: id, message } = textUpdate(stage.simulator, privately, 'registration is done');
      expect(await stage.send({ update_id: id, edited_message: message }, 0)).toEqual([]);
    });
  });

  describe('the menu', () => {
    const meanings = {
      start: 'greet',
      progress: 'show_progress',
      next: 'next_step',
      faq: 'help',
      help: 'help',
      language: 'change_language',
      stop: 'stop_reminders',
    };

    test.each(commandNames)('/%s does what it says', async (name) => {
      await stage.says(privately, 'hello, I want to join as a supplier');
      await stage.says(privately, `/${name}`);
      const conversation = await stage.conversation(ids.ivy);
      expect(conversation?.log.at(-1)?.intent).toBe(meanings[name]);
      expect(conversation?.locale).toBe('en');
    });

    test('a Chinese Telegram begins in Chinese', async () => {
      const hello = await stage.says({ user: ids.ivy, language: 'zh-hans' }, '/start');
      expect(hello.text).toContain('第 1 步');
    });
  });
});
