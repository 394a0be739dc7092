import { describe, expect, it } from 'vitest';
import { openMemoryStore } from '../../src/store/memory/memory-store.ts';
import { importLines } from '../../src/store/transfer/import-lines.ts';
import { monday, person, purchaser, sampleConversation } from './sample-conversation.ts';

/** Today's record without what format 1 called otherwise, with that under its old names. */
const inFormat1 = (older: object): string => {
  const { quickReplies: _now, question: _asked, ...rest } = sampleConversation(person('ann'));
  return JSON.stringify({ ...rest, offers: [], ...older, format: 1 });
};

const upgraded = async (older: object) => {
  const store = openMemoryStore();
  const report = await importLines(store, [inFormat1(older)]);
  expect(report).toMatchObject({ added: 1, refused: [] });
  return (await store.load(person('ann')))?.conversation;
};

const terms = { company: '恒丰集团', account: 'hengfeng2018', credit: 5_000_000, days: 30, accepts: [] };

const summary = {
  person: 'web:bo',
  journey: '1688-supplier',
  locale: 'zh-CN',
  membership: { purchaser: purchaser(), code: 'K7MQ-2XWD-9FHT', terms, at: monday },
  mode: 'guided',
  startedAt: monday,
  heardAt: monday,
  progress: {},
  deferred: [],
  favours: {},
  people: 1,
};

describe('a record of format 1, as version 0.1 wrote it', () => {
  it('keeps the open question', async () => {
    const asked = { asks: 'reached', step: 'enterprise_auth', milestone: 'deposit_seen' };
    expect((await upgraded({ question: asked }))?.question).toEqual({
      type: 'reached',
      step: 'enterprise_auth',
      milestone: 'deposit_seen',
    });
  });

  it('keeps what a purchaser’s person was asked to agree to', async () => {
    const question = { asks: 'agree', to: { what: 'invite', companies: ['永盛五金'] } };
    expect((await upgraded({ question }))?.question).toEqual({
      type: 'agree',
      to: { type: 'invite', companies: ['永盛五金'] },
    });
  });

  it('keeps a question that names what is to be confirmed', async () => {
    const question = { asks: 'confirm', what: 'erase' };
    expect((await upgraded({ question }))?.question).toEqual({ type: 'confirm', what: 'erase' });
  });

  it('keeps what the buttons of the last message mean', async () => {
    const offers = [
      { label: '到账了', say: '到账了', means: { act: 'answer', yes: true } },
      { label: '谁能看到', say: '谁能看到', means: { act: 'member', wish: 'who_sees' } },
      { label: '邀请供应商', say: '邀请供应商', means: { act: 'purchase', wish: { intent: 'invite_suppliers' } } },
    ];
    expect((await upgraded({ offers }))?.quickReplies.map(({ means }) => means)).toEqual([
      { type: 'answer', yes: true },
      { type: 'member', command: 'who_sees' },
      { type: 'purchase', command: { intent: 'invite_suppliers' } },
    ]);
  });

  it('keeps what is still to be told to others and asked for', async () => {
    const errands = [
      { number: 1, task: { to: 'person', person: 'web:bo', word: { tells: 'colleague_left' } }, notBefore: monday },
      {
        number: 2,
        task: { to: 'purchaser', purchaser: purchaser(), word: { tells: 'terms_kept', terms } },
        notBefore: monday,
      },
      { number: 3, task: { to: 'desk', purchaser: purchaser(), request: { asks: 'export' } }, notBefore: monday },
    ].map((errand) => ({ attempts: 0, savedAt: monday, ...errand }));
    expect((await upgraded({ errands }))?.effects?.map(({ task }) => task)).toEqual([
      { type: 'person', person: 'web:bo', notification: { type: 'colleague_left' } },
      { type: 'purchaser', purchaser: purchaser(), notification: { type: 'terms_kept', terms } },
      { type: 'desk', purchaser: purchaser(), request: { type: 'export' } },
    ]);
  });

  it('keeps whom a favour was asked of, with the supplier’s summary', async () => {
    const word = { tells: 'favour_asked', favour: 'add_supplier', card: summary };
    const task = { to: 'purchaser', purchaser: purchaser(), word };
    const errands = [{ number: 1, task, savedAt: monday, attempts: 0, notBefore: monday }];
    const [effect] = (await upgraded({ errands }))?.effects ?? [];
    expect(effect?.task).toMatchObject({
      type: 'purchaser',
      notification: { type: 'favour_asked', favour: 'add_supplier', summary: { person: 'web:bo' } },
    });
  });

  it('keeps what a purchaser’s person gets unasked, and what could not reach somebody', async () => {
    const purchasing = { purchaser: purchaser(), digest: 'weekly', digestAt: monday };
    const outOfReach = { at: monday, channel: 'wecom_kf', steps: ['enterprise_auth'] };
    expect(await upgraded({ role: 'purchaser', purchasing, outOfReach, windowTold: monday })).toMatchObject({
      member: purchasing,
      unreachable: outOfReach,
      windowNoticeAt: monday,
    });
  });
});
