import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { openContent, openRecogniserFor } from '../../src/app/content/open-content.ts';
import { home } from '../../src/app/paths.ts';
import { newConversation } from '../../src/dialogue/core/new-conversation.ts';
import { publicStateOf } from '../../src/dialogue/core/public-state.ts';
import type { Conversation } from '../../src/dialogue/model/conversation.ts';
import { personAt } from '../../src/dialogue/model/person.ts';
import { turn } from '../../src/dialogue/turn.ts';
import { shanghai, worldAt } from '../dialogue/waiting.ts';

/** One line that somebody wrote, with the kind of situation it is said in and what it does. */
interface Line {
  readonly situation: string;
  readonly text: string;
  readonly acts: readonly string[];
}

const content = await openContent(home);
const recogniser = await openRecogniserFor(content, () => undefined);
const start = shanghai('2026-03-09 10:00');
const HOURS = 3_600_000;

let said = 0;
const say = (conversation: Conversation, text: string, at: number): Conversation => {
  said += 1;
  const address = { channel: 'terminal', user: 'lin', heardAt: at } as const;
  const event = { type: 'said', id: `m${said}`, at, address, content: { type: 'text', text } } as const;
  return turn(conversation, { ...event, reading: recogniser.read(text) }, worldAt(content, at));
};

const begun = ['你好，我要入驻1688'];
const registered = [...begun, '1688账号注册好了，会员名是 dgys88'];
const certifying = [...registered, '企业认证资料提交了'];
const deposited = [...certifying, '阿里的打款到了'];
const certified = [...deposited, '企业认证成功了'];
const reviewed = [...certified, '纳税人证明提交了'];
const pending = [...reviewed, '融易收资料提交了'];
const opened = [...pending, '网商银行的打款到了', '融易收开通成功了', '纳税人审核通过了'];
const termed = [...opened, '账期开好了，买家加好了'];

/** How people came to where they say it. Kinds that cannot be reached in plain words are left out. */
const ways: Readonly<Record<string, readonly string[]>> = {
  new: [],
  registering: begun,
  asked_name: [...begun, '1688账号注册好了'],
  certifying: registered,
  wait_deposit: certifying,
  typing: deposited,
  amount_refused: [...deposited, '金额填了，页面说不对'],
  taxpayer: certified,
  in_review: reviewed,
  two_pending: pending,
  rongyishou: reviewed,
  credit: opened,
  wait_purchaser: termed,
  finished: [...termed, '询价邀请收到了', '报价提交了'],
  paused: [...certifying, '先停一下'],
  reminders_off: [...certifying, '不要提醒我了'],
  reminder_set: [...certifying, '明天下午三点提醒我'],
  any: certifying,
};

const lines: readonly Line[] = (await readFile(new URL('./lines.tsv', import.meta.url), 'utf8'))
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))
  .map(([situation = '', text = '', acts = '']) => ({ situation, text, acts: acts.split(' + ') }))
  .filter(({ situation }) => situation in ways);

const begunAt = (situation: string): Conversation =>
  (ways[situation] ?? []).reduce(
    (conversation, line, index) => say(conversation, line, start + index * 26 * HOURS),
    newConversation(personAt({ channel: 'terminal', user: 'lin' }), worldAt(content, start)),
  );

const before = new Map(Object.keys(ways).map((situation) => [situation, begunAt(situation)]));
const later = start + 30 * 26 * HOURS;

const kept = (conversation: Conversation): string => {
  const { steps, facts, mode, reminders_on: remindersOn } = publicStateOf(conversation, worldAt(content, later));
  const status = Object.values(steps).map((step) => step.status);
  return JSON.stringify([status, facts, mode === 'paused' ? 'guided' : mode, remindersOn]);
};

/** What changes nothing: questions, what is not there yet, news of others, small talk, tells that are kept nowhere. */
const quiet = /^(?:ask|other|not_yet|ack|greet|thanks|bye|complain|repeat|lost|dont_know|who|no_night|fewer)/u;
const reports = /^(?:handed_in|arrived|passed|rejected)/u;

const results = lines.map(({ situation, text, acts }) => {
  const conversation = before.get(situation) ?? begunAt(situation);
  const changed = kept(say(conversation, text, later)) !== kept(conversation);
  const isQuiet = acts.every((act) => quiet.test(act));
  return { text, isQuiet, isReport: acts.some((act) => reports.test(act)), changed };
});

describe(`of ${lines.length} lines that two others wrote without seeing the code`, () => {
  test('those that must change nothing change something in at most 2.5 of 100', () => {
    const all = results.filter(({ isQuiet }) => isQuiet);
    const harmful = all.filter(({ changed }) => changed);
    expect(all.length).toBeGreaterThan(400);
    expect((100 * harmful.length) / all.length, harmful.map(({ text }) => text).join(' · ')).toBeLessThanOrEqual(2.5);
  });

  test('those that report something change something in at least 82 of 100', () => {
    const all = results.filter(({ isReport }) => isReport);
    expect(all.length).toBeGreaterThan(200);
    expect((100 * all.filter(({ changed }) => changed).length) / all.length).toBeGreaterThanOrEqual(82);
  });
});
