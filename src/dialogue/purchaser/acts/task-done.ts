import { phraseKey } from '../../../text/phrase-key.ts';
import { sendEffect } from '../../core/delivery/send-effect.ts';
import { enumerate } from '../../core/reply/enumerate.ts';
import type { ReplyDraft } from '../../core/reply/reply-draft.ts';
import type { MemberContext } from '../member-context.ts';
import { findSuppliers } from '../suppliers/find-supplier.ts';
import { type Pending, pendingTasks } from '../suppliers/pending-tasks.ts';
import { nameOf, namesOf } from '../suppliers/supplier-names.ts';
import { quickReplies, reply } from '../text/menu.ts';
import type { PurchaserAct } from './act.ts';
import { askWhich, nobodyCalled } from './suppliers/which-supplier.ts';

const allOfThem = /都|全部|所有|全|一起|\ball\b|\beverybody\b|\beveryone\b/iu;
const NAMES_TOLD = 5;

/** Favours are done: each supplier hears so, and what it means for them. */
const done = (context: MemberContext, pending: readonly Pending[]): ReplyDraft => {
  const { translator, conversation, now } = context;
  const told = pending.reduce(
    (next, { summary, favour }) =>
      sendEffect(
        next,
        { type: 'person', person: summary.person, notification: { type: 'favour_done', favour: favour.id } },
        now,
      ),
    conversation,
  );
  const names = namesOf(pending.slice(0, NAMES_TOLD), context);
  const titles = [...new Set(pending.map(({ favour }) => translator.format(favour.title, {})))];
  const line = translator.t(pending.length > NAMES_TOLD ? 'purchaser.favours_done_more' : 'purchaser.favours_done', {
    names: enumerate(translator, [...new Set(names)]),
    favours: enumerate(translator, titles),
    count: pending.length,
  });
  const left = pendingTasks({ ...context, conversation: told }).length;
  const more = left === 0 ? [] : [translator.t('purchaser.favours_left', { count: left })];
  return reply(told, [[line, ...more].join('\n')], {
    quickReplies: left > 0 ? quickReplies(context, 'all_done', 'progress') : quickReplies(context, 'progress'),
  });
};

/** The favour that the words are about, where they name one ("已邀请"); all of them where they do not. */
const spokenOf = (
  { translator, journey }: MemberContext,
  text: string,
  pending: readonly Pending[],
): readonly Pending[] => {
  const key = phraseKey(text);
  const named = journey.favours.filter(({ did }) => key.includes(phraseKey(translator.format(did, {}))));
  const about = pending.filter(({ favour }) => named.some(({ id }) => id === favour.id));
  return about.length > 0 ? about : pending;
};

/** One of the purchaser's people did what a supplier asked for: the one that waits, those named, or all of them. */
export const purchaserTaskDone: PurchaserAct = (context, { command, text }) => {
  const { translator, conversation } = context;
  const pending = pendingTasks(context);
  if (command.person !== undefined) {
    const theirs = pending.filter(({ summary }) => summary.person === command.person);
    const exact = theirs.filter(({ favour }) => command.favour === undefined || favour.id === command.favour);
    const card = context.snapshot.summaries.find(({ person }) => person === command.person);
    if (exact.length > 0) return done(context, exact);
    const name = card ? nameOf({ summary: card }, context) : '';
    return reply(conversation, [
      card ? translator.t('purchaser.favour_known', { name }) : translator.t('purchaser.not_found', {}),
    ]);
  }
  if (pending.length === 0) {
    return reply(conversation, [translator.t('purchaser.no_favours', {})], {
      quickReplies: quickReplies(context, 'progress'),
    });
  }
  const meant = spokenOf(context, text, pending);
  const found = findSuppliers(
    context,
    text,
    context.snapshot.summaries.map((summary) => ({ summary })),
  );
  const named = meant.filter(({ summary }) => found.suppliers.some((one) => one.summary === summary));
  if (named.length > 0 && (found.kind === 'meant' || named.length === 1)) return done(context, named);
  if (named.length > 1) return askWhich(context, 'favour_done', named);
  if (command.all || allOfThem.test(text)) return done(context, meant);
  if (found.kind === 'meant') {
    const [supplier] = found.suppliers;
    return supplier
      ? reply(conversation, [translator.t('purchaser.favour_known', { name: nameOf(supplier, context) })])
      : nobodyCalled(context);
  }
  const people = new Set(meant.map(({ summary }) => summary.person));
  if (people.size === 1) return done(context, meant);
  const summaries = context.snapshot.summaries.filter(({ person }) => people.has(person));
  return askWhich(
    context,
    'favour_done',
    summaries.map((summary) => ({ summary })),
  );
};
