import type { Content } from '../../../src/content/content.ts';
import { IntentId, OUT_OF_SCOPE } from '../../../src/content/schema/intent.ts';
import { MilestoneId, StepId } from '../../../src/content/schema/journey.ts';
import type { PurchaserIntentId } from '../../../src/content/schema/purchaser-intent.ts';
import { newConversation } from '../../../src/dialogue/core/new-conversation.ts';
import type { World } from '../../../src/dialogue/core/world.ts';
import type { Conversation, OutboxItem } from '../../../src/dialogue/model/conversation.ts';
import type { Effect, Notification } from '../../../src/dialogue/model/effect.ts';
import type { MessageReceived } from '../../../src/dialogue/model/event.ts';
import { PersonId } from '../../../src/dialogue/model/person.ts';
import { type Invitation, InvitationCode } from '../../../src/dialogue/model/programme/invitation.ts';
import type { PurchaserTaskMarks, SupplierSummary } from '../../../src/dialogue/model/programme/membership.ts';
import { type Purchaser, PurchaserId } from '../../../src/dialogue/model/programme/purchaser.ts';
import type { PurchaserSnapshot } from '../../../src/dialogue/model/programme/purchaser-snapshot.ts';
import type { Progress } from '../../../src/dialogue/model/progress.ts';
import { turn } from '../../../src/dialogue/turn.ts';
import { lookUpCharacters } from '../../../src/text/characters.ts';
import { makeCharacterTables } from '../../../src/understanding/character-tables.ts';
import type { Reading } from '../../../src/understanding/reading.ts';

/** A moment in Shanghai, `03-02 10:00`, in 2026. 2 March is a Monday, and no holiday is near. */
export const at = (moment: string): number => Date.parse(`2026-${moment.replace(' ', 'T')}:00+08:00`);

const purchaserId = PurchaserId.parse('p0000000001');
export const supplierId = (name: string): PersonId => PersonId.parse(`terminal:${name}`);
const buyer = PersonId.parse('terminal:buyer');

export const purchaser: Purchaser = {
  format: 1,
  id: purchaserId,
  terms: { company: '恒丰集团', account: 'hengfeng2018', credit: 5_000_000, days: 30, accepts: [] },
  members: [buyer],
  createdAt: at('02-24 10:00'),
};

/** Codes that differ in their last characters. */
export const code = (number: number): InvitationCode =>
  InvitationCode.parse(`K7MQ-2XWD-${String(number).padStart(4, '0')}`);

export const invitation = (
  company: string | undefined,
  number: number,
  more: Partial<Invitation> = {},
): Invitation => ({
  format: 1,
  code: code(number),
  purchaser: purchaserId,
  as: 'supplier',
  ...(company === undefined ? {} : { company }),
  uses: company === undefined ? 'many' : 'one',
  createdAt: at('03-02 10:00'),
  expiresAt: at('05-01 10:00'),
  ...more,
});

/** How far a supplier is: milestones as `step.milestone`, each with its moment; a step sent back as `step!`. */
export const progress = (marks: Readonly<Record<string, string>>): Progress => {
  const steps: Progress = {};
  for (const [mark, moment] of Object.entries(marks)) {
    const [step = '', milestone] = mark.split('.');
    const id = StepId.parse(step.replace('!', ''));
    const before = steps[id] ?? { reached: {} };
    steps[id] =
      milestone === undefined
        ? { reached: {}, rejectedAt: at(moment) }
        : {
            ...before,
            reached: { ...before.reached, [MilestoneId.parse(milestone)]: { at: at(moment), by: 'supplier' } },
          };
  }
  return steps;
};

const everything: Readonly<Record<string, string>> = {
  'register.submitted': '03-02 11:00',
  'enterprise_auth.submitted': '03-02 11:30',
  'enterprise_auth.deposit_seen': '03-03 10:00',
  'enterprise_auth.confirmed': '03-03 10:10',
  'taxpayer.submitted': '03-03 11:00',
  'taxpayer.confirmed': '03-04 10:00',
  'rongyishou.submitted': '03-03 11:30',
  'rongyishou.deposit_seen': '03-04 10:00',
  'rongyishou.confirmed': '03-04 10:10',
  'credit_term.submitted': '03-04 11:00',
  'quote.invited': '03-05 10:00',
  'quote.submitted': '03-05 11:00',
};

/** All marks up to and with one of them. */
export const upTo = (last: string): Progress => {
  const names = Object.keys(everything);
  return progress(Object.fromEntries(Object.entries(everything).slice(0, names.indexOf(last) + 1)));
};

/** A supplier's summary. */
export const card = (
  company: string | undefined,
  more: Partial<SupplierSummary> & { favours?: PurchaserTaskMarks } = {},
): SupplierSummary => ({
  person: supplierId(company ?? 'nameless'),
  journey: '1688-supplier',
  locale: 'zh-CN',
  membership: {
    purchaser: purchaserId,
    code: code(9000),
    terms: purchaser.terms,
    ...(company === undefined ? {} : { company }),
    at: at('03-02 10:30'),
  },
  mode: 'guided',
  startedAt: at('03-02 10:30'),
  heardAt: at('03-02 10:30'),
  progress: {},
  deferred: [],
  favours: {},
  people: 1,
  ...more,
});

const book = (summaries: readonly SupplierSummary[], invitations: readonly Invitation[]): PurchaserSnapshot => ({
  purchaser,
  summaries,
  invitations,
});

/** What the recogniser would say of a text. */
const reading = (intent: string, more: Partial<Reading> = {}): Reading => ({
  intent: IntentId.parse(intent),
  confidence: 0.9,
  certainty: intent === OUT_OF_SCOPE ? 'refused' : 'clear',
  intents: [IntentId.parse(intent)],
  candidates: [],
  clauses: [],
  entities: {},
  language: undefined,
  ...more,
});

const asPurchasing = (intent: PurchaserIntentId): Reading =>
  reading(OUT_OF_SCOPE, { purchasing: { intent, confidence: 0.9 } });

/** One of a purchaser's people, the suppliers they look at, and a clock. */
export class Office {
  conversation: Conversation;
  cards: readonly SupplierSummary[] = [];
  invitations: readonly Invitation[] = [];
  now: number;
  readonly #content: Content;
  readonly #characters: World['characters'];
  #count = 0;

  constructor(content: Content, now: number, characters?: World['characters']) {
    this.#content = content;
    this.#characters = characters;
    this.now = now;
    this.conversation = newConversation(buyer, { content, now });
  }

  #world(): World {
    return {
      now: this.now,
      content: this.#content,
      offset: () => 480,
      publicUrl: 'https://ruzhu.example',
      snapshot: book(this.cards, this.invitations),
      ...(this.#characters ? { characters: this.#characters } : {}),
    };
  }

  #taken(after: Conversation): readonly OutboxItem[] {
    const items = after.outbox;
    this.conversation = { ...after, outbox: [] };
    return items;
  }

  #text(items: readonly OutboxItem[]): string {
    return items.map(({ message }) => message.text).join('\n---\n');
  }

  /** What the last messages were, whole. */
  last: readonly OutboxItem[] = [];

  #said(more: Partial<MessageReceived>, text: string, group?: string): string {
    this.#count += 1;
    const address = { channel: 'terminal', user: 'buyer', heardAt: this.now, ...(group ? { group } : {}) } as const;
    const event: MessageReceived = {
      type: 'said',
      id: `m${this.#count}`,
      at: this.now,
      address,
      content: { type: 'text', text },
      ...more,
    };
    this.last = this.#taken(turn(this.conversation, event, this.#world()));
    return this.#text(this.last);
  }

  /** Claims the purchaser, as with the operator's code. */
  claim(): string {
    return this.#said({ redeemed: { type: 'purchaser', purchaser, code: code(1) } }, code(1));
  }

  /** Says something that is taken for a wish of purchasers. */
  wants(intent: PurchaserIntentId, text: string, group?: string): string {
    return this.#said({ reading: asPurchasing(intent) }, text, group);
  }

  /** Says something that is taken for what everybody may say; nothing that is understood, when no intent is given. */
  says(text: string, intent: string = OUT_OF_SCOPE, more: Partial<Reading> = {}): string {
    return this.#said({ reading: reading(intent, more) }, text);
  }

  /** Taps what the last message offers. */
  tap(label: string): string {
    const choice = this.conversation.quickReplies.find((quickReply) => quickReply.label === label);
    if (!choice) throw new Error(`nothing is called “${label}”; there is ${this.labels().join(', ')}`);
    return this.says(choice.say);
  }

  /** Another conversation, or the purchasers’ side, tells something. */
  told(notification: Notification, from: PersonId = buyer): string {
    this.#count += 1;
    const after = turn(this.conversation, { type: 'told', id: `t${this.#count}`, from, notification }, this.#world());
    this.last = this.#taken(after);
    return this.#text(this.last);
  }

  /** The clock goes on to a moment; what falls due on the way is said. Gives the moments with what was said. */
  until(moment: string): readonly { readonly at: number; readonly text: string }[] {
    const end = at(moment);
    const said: { at: number; text: string }[] = [];
    for (let rounds = 0; rounds < 1000; rounds += 1) {
      const due = this.conversation.reminders.map((reminder) => reminder.at).sort((left, right) => left - right)[0];
      if (due === undefined || due > end) break;
      this.now = Math.max(this.now, due);
      const items = this.#taken(turn(this.conversation, { type: 'due' }, this.#world()));
      if (items.length > 0) {
        this.last = items;
        said.push({ at: this.now, text: this.#text(items) });
      }
    }
    this.now = end;
    return said;
  }

  /** The effects sent since the last look. */
  errands(): readonly Effect['task'][] {
    const tasks = (this.conversation.effects ?? []).map(({ task }) => task);
    const { effects: _done, ...rest } = this.conversation;
    this.conversation = rest;
    return tasks;
  }

  labels(): readonly string[] {
    return this.conversation.quickReplies.map(({ label }) => label);
  }

  links(): readonly string[] {
    return this.last.flatMap(({ message }) => message.links.map(({ url }) => url));
  }
}

let tables: Promise<World['characters']> | undefined;

/** How characters sound; made once. */
export const characters = async (): Promise<NonNullable<World['characters']>> => {
  tables ??= makeCharacterTables().then(lookUpCharacters);
  const lookup = await tables;
  if (!lookup) throw new Error('the tables of characters could not be made');
  return lookup;
};
