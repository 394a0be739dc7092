import { enumerate } from '../../enumerate.ts';
import { numberOf } from '../../standing.ts';
import { namesOf, openInvitations } from '../named.ts';
import { offers, reply } from '../offers.ts';
import { pendingFavours } from '../pending.ts';
import type { PurchaserScene } from '../purchaser-scene.ts';
import { type Row, rowsOf } from '../rows.ts';
import { stuckWords, whereWords } from '../words.ts';
import type { PurchaserAct } from './act.ts';

/** So many suppliers are told one by one; it fits on one screen of a phone. */
const MOST_LISTED = 8;

/** How many are on each step: "1 注册 3 · 2 企业认证 8". */
const perStep = (scene: PurchaserScene, rows: readonly Row[]): string => {
  const { voice, journey } = scene;
  const counts = journey.steps.map((step) => ({
    step,
    count: rows.filter(({ current, stuck }) => current && (stuck?.step ?? current.step) === step).length,
  }));
  return counts
    .filter(({ count }) => count > 0)
    .map(({ step, count }) =>
      voice.say('purchaser.step_count', { number: numberOf(journey, step), step: voice.fill(step.short, {}), count }),
    )
    .join(' · ');
};

/** Each supplier in a line: why they are stuck, or where they are. */
const listed = (scene: PurchaserScene, rows: readonly Row[]): readonly string[] => {
  const names = namesOf(rows, scene);
  return rows.map((row, place) =>
    scene.voice.say(row.stuck ? 'purchaser.line_stuck' : row.current ? 'purchaser.line' : 'purchaser.line_through', {
      name: names[place] ?? '',
      state: row.stuck ? stuckWords(row.scene, row.stuck) : whereWords(row),
    }),
  );
};

/** The whole in one line: how many are through, on the way, stuck. */
export const summary = ({ voice }: PurchaserScene, rows: readonly Row[]): string =>
  voice.say('purchaser.summary', {
    count: rows.length,
    done: rows.filter(({ current }) => !current).length,
    going: rows.filter(({ current }) => current).length,
    stuck: rows.filter(({ stuck }) => stuck).length,
  });

/** Who waits for the purchaser, in one line; nothing when nobody does. */
const waitForUs = (scene: PurchaserScene): readonly string[] => {
  const { voice } = scene;
  const pending = pendingFavours(scene);
  if (pending.length === 0) return [];
  const names = namesOf(pending.slice(0, 3), scene);
  return [
    voice.say(pending.length > 3 ? 'purchaser.waiting_for_us_more' : 'purchaser.waiting_for_us', {
      count: pending.length,
      names: enumerate(voice, names),
    }),
  ];
};

/** How all suppliers stand: how many on which step, and one by one, those who are stuck first. */
export const suppliersProgress: PurchaserAct = (scene) => {
  const { voice, conversation } = scene;
  const rows = rowsOf(scene);
  const unopened = openInvitations(scene).filter(({ uses }) => uses === 'one').length;
  if (rows.length === 0) {
    const line =
      unopened === 0 ? voice.say('purchaser.nobody_yet', {}) : voice.say('purchaser.nobody_came', { count: unopened });
    return reply(conversation, [line], { offers: offers(scene, 'invite', 'invitations') });
  }
  const shown = rows.slice(0, MOST_LISTED);
  const rest = rows.length - shown.length;
  const steps = perStep(scene, rows);
  const heading = [
    summary(scene, rows),
    ...(rest > 0 && steps !== '' ? [steps] : []),
    ...(unopened === 0 ? [] : [voice.say('purchaser.unopened', { count: unopened })]),
    ...waitForUs(scene),
  ];
  const lines = [
    ...listed(scene, shown),
    ...(rest > 0 ? [voice.say('purchaser.more_suppliers', { count: rest })] : []),
  ];
  const isStuck = rows.some(({ stuck }) => stuck);
  return reply(conversation, [heading.join('\n'), lines.join('\n')], {
    offers: offers(
      scene,
      ...(isStuck ? (['stuck'] as const) : []),
      ...(pendingFavours(scene).length > 0 ? (['all_done'] as const) : []),
      'export',
      'invite',
    ),
  });
};
