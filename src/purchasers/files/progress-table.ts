import {
  isAsFarAs,
  numberOf,
  type StepStatus,
  type StepWithStatus,
  stepStatuses,
} from '../../dialogue/core/progress/step-status.ts';
import { dateOf } from '../../dialogue/core/time/working-time.ts';
import type { SharedContext, TurnContext } from '../../dialogue/core/turn-context.ts';
import type { Invitation } from '../../dialogue/model/programme/invitation.ts';
import type { PurchaserSnapshot } from '../../dialogue/model/programme/purchaser-snapshot.ts';
import { type Row, rowsOf } from '../../dialogue/purchaser/suppliers/progress-rows.ts';
import { type Stuck, stuckInvitation } from '../../dialogue/purchaser/suppliers/stuckness.ts';
import { nameOf, openInvitations } from '../../dialogue/purchaser/suppliers/supplier-names.ts';
import { adviceText, stuckText } from '../../dialogue/purchaser/text/progress-text.ts';
import { sayDate } from '../../dialogue/purchaser/text/relative-dates.ts';
import type { ConsoleTranslator } from './console-text.ts';
import type { Cell, Column, Table } from './table.ts';

/** In whose language and by whose clock a table is made. */
export interface ReaderContext {
  readonly context: SharedContext;
  readonly t: ConsoleTranslator;
}

const columnsOf = ({ context: { content, translator }, t }: ReaderContext): readonly Column[] => [
  { heading: t('file.supplier', {}), width: 26 },
  { heading: t('file.member_name', {}), width: 20 },
  { heading: t('file.current', {}), width: 18 },
  { heading: t('file.since', {}), width: 17 },
  { heading: t('file.waiting', {}), width: 20 },
  { heading: t('file.stuck', {}), width: 8 },
  { heading: t('file.reason', {}), width: 40 },
  { heading: t('file.advice', {}), width: 34 },
  ...content.journey.steps.map((step) => ({ heading: translator.format(step.title, {}), width: 24 })),
  { heading: t('file.heard', {}), width: 17 },
  { heading: t('file.people', {}), width: 10 },
];

/** Reasons are read on another day: days stand in them by their date. */
const stuckCells = (
  context: SharedContext & Pick<TurnContext, 'journey'>,
  stuck: Stuck | undefined,
  say: ConsoleTranslator,
): Cell[] =>
  stuck
    ? [say('file.yes', {}), stuckText(context, stuck, sayDate(stuck.since, context)), adviceText(context, stuck)]
    : [undefined, undefined, undefined];

/** Everything that is waited for, at whatever step: steps run beside each other. */
const waitingFor = ({ context, summary }: Row, all: readonly StepWithStatus[], say: ConsoleTranslator): string => {
  const { translator, journey } = context;
  const waits = all.flatMap(({ step, status }) =>
    status.type === 'waiting'
      ? [
          say(`file.for_${status.wait.for}`, {
            from: translator.format(status.wait.from, {}),
            step: translator.format(step.short, {}),
          }),
        ]
      : [],
  );
  const favours = journey.favours.filter(({ id, reaches }) => {
    const mark = summary.favours[id];
    return mark && mark.doneAt === undefined && !(reaches !== undefined && isAsFarAs(context, [reaches]));
  });
  return [
    ...waits,
    ...favours.map(({ title }) => say('file.for_favour', { favour: translator.format(title, {}) })),
  ].join(say('file.and', {}));
};

const stepCell = (context: TurnContext, status: StepStatus, say: ConsoleTranslator): Cell => {
  switch (status.type) {
    case 'done':
      return say('file.done', { date: dateOf(status.at, context.schedule) });
    case 'rejected':
      return say('file.rejected', { date: dateOf(status.at, context.schedule) });
    case 'waiting':
      return say(`file.waits_${status.wait.for}`, {
        from: context.translator.format(status.wait.from, {}),
        date: dateOf(status.since, context.schedule),
      });
    case 'doing':
      return say('file.doing', {});
    case 'todo':
      return undefined;
  }
};

const rowOfSupplier = (row: Row, { context, t }: ReaderContext): Cell[] => {
  const { context: supplier, summary, current } = row;
  const all = stepStatuses(supplier);
  const step = current
    ? t('file.step', {
        number: numberOf(supplier.journey, current.step),
        title: context.translator.format(current.step.short, {}),
      })
    : t('file.through', {});
  return [
    nameOf({ summary }, context),
    summary.member_name,
    step,
    { at: row.since },
    waitingFor(row, all, t),
    ...stuckCells(supplier, row.stuck, t),
    ...context.content.journey.steps.map(({ id }) => {
      const found = all.find((one) => one.step.id === id);
      return found && stepCell(supplier, found.status, t);
    }),
    { at: summary.heardAt },
    summary.people,
  ];
};

const rowOfInvitation = (invitation: Invitation, { context, t }: ReaderContext): Cell[] => {
  const { journey } = context.content;
  const stuck = stuckInvitation(invitation, context);
  return [
    nameOf({ invitation }, context),
    undefined,
    t(stuck?.why === 'expired' ? 'file.expired' : 'file.unopened', {}),
    { at: stuck?.since ?? invitation.createdAt },
    undefined,
    ...stuckCells({ ...context, journey }, stuck, t),
    ...journey.steps.map(() => undefined),
    undefined,
    undefined,
  ];
};

/** How every supplier of a purchaser stands, the most urgent first, and behind them those who have not opened their invitation. */
export const progressTable = (snapshot: PurchaserSnapshot, reader: ReaderContext): Table => {
  const { context, t } = reader;
  const named = openInvitations({ snapshot, now: context.now }).filter(({ uses }) => uses === 'one');
  return {
    title: t('file.progress', {}),
    columns: columnsOf(reader),
    rows: [
      ...rowsOf({ ...context, snapshot }).map((row) => rowOfSupplier(row, reader)),
      ...named.map((invitation) => rowOfInvitation(invitation, reader)),
    ],
  };
};
