import { Conversation } from '../../src/dialogue/model/conversation.ts';
import { HOUR, type Instant, MINUTE } from '../../src/dialogue/model/instant.ts';
import { type PersonId, PersonId as personId } from '../../src/dialogue/model/person.ts';
import { InvitationCode } from '../../src/dialogue/model/programme/invitation.ts';
import type { Membership } from '../../src/dialogue/model/programme/membership.ts';
import { PurchaserId } from '../../src/dialogue/model/programme/purchaser.ts';

/** Monday, 9 March 2026, 09:00 in Shanghai. */
export const monday: Instant = Date.UTC(2026, 2, 9, 1);

/** The id of a person of the web chat. */
export const person = (user: string): PersonId => personId.parse(`web:${user}`);

/** What a test wants to be special about a sample. */
export interface Options {
  /** How many messages the person has sent so far; the record grows with them. */
  readonly messages?: number;
  /** When the next reminder falls due; nothing is planned when absent. */
  readonly wakes?: Instant;
  readonly memberName?: string;
}

/** A valid conversation of a supplier who is waiting for the deposit, about 1.5 KB long unless told otherwise. */
export const sampleConversation = (id: PersonId, { messages = 8, wakes, memberName }: Options = {}): Conversation => {
  const moments = Array.from({ length: messages }, (_, index) => monday + index * MINUTE);
  return Conversation.parse({
    format: 2,
    id,
    journey: { id: '1688-supplier', hash: '5f0c1d1d9a0b4f6e' },
    role: 'supplier',
    locale: 'zh-CN',
    addresses: [{ channel: 'web', user: id.slice(4) || 'somebody', heardAt: monday }],
    progress: {
      register: { reached: { done: { at: monday, by: 'supplier' } } },
      enterprise_auth: { reached: { submitted: { at: monday + HOUR, by: 'supplier' } } },
    },
    deferred: [],
    facts: memberName === undefined ? {} : { member_name: memberName },
    question: { type: 'reached', step: 'enterprise_auth', milestone: 'deposit_seen' },
    quickReplies: [
      { label: '到账了', say: '到账了', means: { type: 'answer', yes: true } },
      { label: '还没有', say: '还没有', means: { type: 'answer', yes: false } },
    ],
    mode: 'guided',
    remindersOn: true,
    reminded: {},
    reminders: wakes === undefined ? [] : [{ at: wakes, about: 'enterprise_auth', which: 0 }],
    overdue: [],
    seen: moments.map((at, index) => ({ id: `m${String(index).padStart(6, '0')}`, at })),
    outbox: [],
    undelivered: [],
    lastNumber: messages,
    unanswered: [{ at: monday, text: '这个页面打不开怎么办呀' }],
    log: moments.slice(-8).map((at) => ({ at, intent: 'faq_no_sms_code', confidence: 0.97 })),
    startedAt: monday,
  });
};

/** The id of a purchaser, by a number of one digit. */
export const purchaser = (number = 1): PurchaserId => PurchaserId.parse(`p0000000${number}`);

/** The tie of a supplier to a purchaser. */
export const membership = (to: PurchaserId = purchaser()): Membership => ({
  purchaser: to,
  code: InvitationCode.parse('K7MQ-2XWD-9FHT'),
  terms: { company: '杭州采采', account: '采采8088', credit: 50_000, days: 30, accepts: ['small_scale'] },
  company: '义乌小商品',
  at: monday,
});
