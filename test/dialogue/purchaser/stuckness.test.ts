import { beforeAll, describe, expect, it } from 'vitest';
import type { Content } from '../../../src/content/content.ts';
import { IntentId } from '../../../src/content/schema/intent.ts';
import { StepId } from '../../../src/content/schema/journey.ts';
import { contextOfSummary } from '../../../src/dialogue/core/progress/summary-context.ts';
import { sharedContextOf } from '../../../src/dialogue/core/turn-context.ts';
import type { SupplierSummary } from '../../../src/dialogue/model/programme/membership.ts';
import { type Stuck, stuckInvitation, stuckOf } from '../../../src/dialogue/purchaser/suppliers/stuckness.ts';
import { builtIn } from '../../understanding/loaded-model.ts';
import { at, card, invitation, progress, upTo } from './office.ts';

let content: Content;
beforeAll(async () => {
  content = await builtIn();
});

const around = (moment: string) =>
  sharedContextOf({ now: at(moment), content, offset: () => 480, publicUrl: 'https://ruzhu.example' }, 'zh-CN');

const stuck = (moment: string, more: Partial<SupplierSummary>): Stuck | undefined => {
  const one = card('张三五金', more);
  return stuckOf(contextOfSummary(one, around(moment)), one);
};

const registered = { 'register.submitted': '03-02 11:00' };

describe('what counts as stuck', () => {
  it.each([
    [
      'a deposit, from when it usually is there',
      '03-03 11:31',
      { progress: upTo('enterprise_auth.submitted') },
      'deposit',
    ],
    [
      'a review, from when it usually is over',
      '03-04 11:31',
      {
        progress: progress({
          ...registered,
          'enterprise_auth.confirmed': '03-02 11:20',
          'taxpayer.submitted': '03-03 11:30',
          'rongyishou.confirmed': '03-03 15:00',
        }),
      },
      'review',
    ],
    [
      'sent back, a working day later',
      '03-03 11:31',
      { progress: progress({ ...registered, 'taxpayer!': '03-02 11:30' }) },
      'rejected',
    ],
    ['nothing heard for two working days', '03-04 11:01', { progress: progress(registered) }, 'silent'],
    [
      'heard of, but no further for two working days',
      '03-04 11:01',
      { progress: progress(registered), heardAt: at('03-04 10:00') },
      'slow',
    ],
    ['put aside, a working day later', '03-03 11:01', { mode: 'paused', heardAt: at('03-02 11:00') }, 'paused'],
    ['a person is asked for, at once', '03-02 11:01', { mode: 'human', heardAt: at('03-02 11:00') }, 'person'],
    [
      'the purchaser was asked for a favour a working day ago',
      '03-03 11:01',
      {
        progress: progress(registered),
        heardAt: at('03-03 11:00'),
        favours: { listed: { askedAt: at('03-02 11:00') } },
      },
      'ours',
    ],
    ['the inquiry is late', '03-06 11:01', { progress: upTo('credit_term.submitted') }, 'ours'],
  ] as const)('%s', (_what, moment, more, why) => expect(stuck(moment, more)?.why).toBe(why));

  it.each([
    [
      'a deposit that has its time',
      '03-03 11:00',
      { progress: upTo('enterprise_auth.submitted'), heardAt: at('03-02 11:30') },
    ],
    ['sent back today', '03-02 17:00', { progress: progress({ ...registered, 'taxpayer!': '03-02 11:30' }) }],
    [
      'a favour asked today',
      '03-02 17:00',
      { progress: progress(registered), favours: { listed: { askedAt: at('03-02 11:00') } } },
    ],
    [
      'a favour that is done',
      '03-03 17:00',
      {
        progress: progress(registered),
        favours: { listed: { askedAt: at('03-02 11:00'), doneAt: at('03-02 12:00') } },
      },
    ],
    ['at it since yesterday', '03-03 17:00', { progress: progress(registered) }],
    [
      'over a weekend',
      '03-08 23:00',
      { progress: progress({ 'register.submitted': '03-06 11:00' }), heardAt: at('03-06 11:00') },
    ],
    ['all done, even when a person is asked for', '03-30 10:00', { progress: upTo('quote.submitted'), mode: 'human' }],
  ] as const)('not: %s', (_what, moment, more) => expect(stuck(moment, more)).toBeUndefined());

  it('a rejection tells what it was about, where they said', () => {
    const step = StepId.parse('taxpayer');
    const marks = progress({ ...registered, 'taxpayer!': '03-02 11:30' });
    const topic = IntentId.parse('faq_invoice_rate');
    const about = { ...marks, [step]: { reached: {}, rejectedAt: at('03-02 11:30'), rejectedFor: topic } };
    expect(stuck('03-04 10:00', { progress: about })).toMatchObject({ why: 'rejected', topic, suggests: 'nudge' });
  });

  it('of several reasons the more telling one counts', () => {
    const marks = { ...upTo('enterprise_auth.submitted'), ...progress({ 'taxpayer!': '03-02 12:00' }) };
    expect(stuck('03-05 10:00', { progress: marks })?.why).toBe('rejected');
  });
});

describe('an invitation nobody used', () => {
  it.each([
    ['two working days old', '03-04 10:00', invitation('张三五金', 1), 'unopened'],
    ['one working day old', '03-03 10:00', invitation('张三五金', 1), undefined],
    ['expired', '05-04 10:00', invitation('张三五金', 1), 'expired'],
    ['taken back', '03-09 10:00', invitation('张三五金', 1, { revokedAt: at('03-02 11:00') }), undefined],
    ['open to anybody', '03-09 10:00', invitation(undefined, 1), undefined],
  ])('%s', (_what, moment, one, why) => expect(stuckInvitation(one, around(moment))?.why).toBe(why));
});
