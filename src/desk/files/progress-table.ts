import type { Book } from '../../dialogue/book.ts';
import type { Invitation } from '../../dialogue/invitation.ts';
import { sayDate } from '../../dialogue/purchaser/days.ts';
import { nameOf, openInvitations } from '../../dialogue/purchaser/named.ts';
import { type Row, rowsOf } from '../../dialogue/purchaser/rows.ts';
import { type Stuck, stuckInvitation } from '../../dialogue/purchaser/stuckness.ts';
import { adviceWords, stuckWords } from '../../dialogue/purchaser/words.ts';
import type { Scene, Surroundings } from '../../dialogue/scene.ts';
import { isAsFarAs, numberOf, type Standing, type StepStanding, standings } from '../../dialogue/standing.ts';
import { dateOf } from '../../dialogue/working-time.ts';
import type { SayDesk } from '../words.ts';
import type { Cell, Column, Table } from './table.ts';

/** In whose language and by whose clock a table is made. */
export interface Reader {
  readonly around: Surroundings;
  readonly say: SayDesk;
}

const columnsOf = ({ around: { content, voice }, say }: Reader): readonly Column[] => [
  { heading: say('file.supplier', {}), width: 26 },
  { heading: say('file.member_name', {}), width: 20 },
  { heading: say('file.current', {}), width: 18 },
  { heading: say('file.since', {}), width: 17 },
  { heading: say('file.waiting', {}), width: 20 },
  { heading: say('file.stuck', {}), width: 8 },
  { heading: say('file.reason', {}), width: 40 },
  { heading: say('file.advice', {}), width: 34 },
  ...content.journey.steps.map((step) => ({ heading: voice.fill(step.title, {}), width: 24 })),
  { heading: say('file.heard', {}), width: 17 },
  { heading: say('file.people', {}), width: 10 },
];

/** Reasons are read on another day: days stand in them by their date. */
const stuckCells = (scene: Surroundings & Pick<Scene, 'journey'>, stuck: Stuck | undefined, say: SayDesk): Cell[] =>
  stuck
    ? [say('file.yes', {}), stuckWords(scene, stuck, sayDate(stuck.since, scene)), adviceWords(scene, stuck)]
    : [undefined, undefined, undefined];

/** Everything that is waited for, at whatever step: steps run beside each other. */
const waitingFor = ({ scene, card }: Row, all: readonly StepStanding[], say: SayDesk): string => {
  const { voice, journey } = scene;
  const waits = all.flatMap(({ step, standing }) =>
    standing.status === 'waiting'
      ? [
          say(`file.for_${standing.wait.for}`, {
            from: voice.fill(standing.wait.from, {}),
            step: voice.fill(step.short, {}),
          }),
        ]
      : [],
  );
  const favours = journey.favours.filter(({ id, reaches }) => {
    const mark = card.favours[id];
    return mark && mark.doneAt === undefined && !(reaches !== undefined && isAsFarAs(scene, [reaches]));
  });
  return [...waits, ...favours.map(({ title }) => say('file.for_favour', { favour: voice.fill(title, {}) }))].join(
    say('file.and', {}),
  );
};

const stepCell = (scene: Scene, standing: Standing, say: SayDesk): Cell => {
  switch (standing.status) {
    case 'done':
      return say('file.done', { date: dateOf(standing.at, scene.schedule) });
    case 'rejected':
      return say('file.rejected', { date: dateOf(standing.at, scene.schedule) });
    case 'waiting':
      return say(`file.waits_${standing.wait.for}`, {
        from: scene.voice.fill(standing.wait.from, {}),
        date: dateOf(standing.since, scene.schedule),
      });
    case 'doing':
      return say('file.doing', {});
    case 'todo':
      return undefined;
  }
};

const rowOfSupplier = (row: Row, { around, say }: Reader): Cell[] => {
  const { scene, card, current } = row;
  const all = standings(scene);
  const step = current
    ? say('file.step', {
        number: numberOf(scene.journey, current.step),
        title: around.voice.fill(current.step.short, {}),
      })
    : say('file.through', {});
  return [
    nameOf({ card }, around),
    card.member_name,
    step,
    { at: row.since },
    waitingFor(row, all, say),
    ...stuckCells(scene, row.stuck, say),
    ...around.content.journey.steps.map(({ id }) => {
      const found = all.find((one) => one.step.id === id);
      return found && stepCell(scene, found.standing, say);
    }),
    { at: card.heardAt },
    card.people,
  ];
};

const rowOfInvitation = (invitation: Invitation, { around, say }: Reader): Cell[] => {
  const { journey } = around.content;
  const stuck = stuckInvitation(invitation, around);
  return [
    nameOf({ invitation }, around),
    undefined,
    say(stuck?.why === 'expired' ? 'file.expired' : 'file.unopened', {}),
    { at: stuck?.since ?? invitation.createdAt },
    undefined,
    ...stuckCells({ ...around, journey }, stuck, say),
    ...journey.steps.map(() => undefined),
    undefined,
    undefined,
  ];
};

/** How every supplier of a purchaser stands, the most urgent first, and behind them those who have not opened their invitation. */
export const progressTable = (book: Book, reader: Reader): Table => {
  const { around, say } = reader;
  const named = openInvitations({ book, now: around.now }).filter(({ uses }) => uses === 'one');
  return {
    title: say('file.progress', {}),
    columns: columnsOf(reader),
    rows: [
      ...rowsOf({ ...around, book }).map((row) => rowOfSupplier(row, reader)),
      ...named.map((invitation) => rowOfInvitation(invitation, reader)),
    ],
  };
};
