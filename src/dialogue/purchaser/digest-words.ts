import { enumerate } from '../enumerate.ts';
import type { Instant } from '../instant.ts';
import type { Offer } from '../outcome.ts';
import { everyoneStuck, stuckLines } from './acts/stuck.ts';
import { favourLines, favourOffers } from './favour-words.ts';
import { namesOf } from './named.ts';
import { offers } from './offers.ts';
import { pendingFavours } from './pending.ts';
import type { PurchaserScene } from './purchaser-scene.ts';
import { type Row, rowsOf } from './rows.ts';

/** News of all suppliers in one message. */
export interface Digest {
  readonly lines: readonly string[];
  readonly offers: readonly Offer[];
}

const NAMES_TOLD = 5;
const STUCK_TOLD = 4;

const names = (scene: PurchaserScene, rows: readonly Row[]): string => {
  const { voice } = scene;
  const told = enumerate(voice, namesOf(rows.slice(0, NAMES_TOLD), scene));
  return rows.length <= NAMES_TOLD ? told : voice.say('purchaser.and_others', { names: told, count: rows.length });
};

/** Who came, who got through, who is stuck and who waits for the purchaser, since a moment; nothing when there is nothing of all that. */
export const digestWords = (scene: PurchaserScene, since: Instant): Digest | undefined => {
  const { voice } = scene;
  const rows = rowsOf(scene);
  const came = rows.filter(({ card }) => card.membership.at > since);
  const through = rows.filter(({ current, since: at }) => !current && at > since);
  const pending = pendingFavours(scene);
  // What waits for the purchaser has lines of its own.
  const stuck = everyoneStuck(scene, rows).filter((one) => one.stuck.favour === undefined);
  if (came.length + through.length + pending.length + stuck.length === 0) return undefined;
  const going = rows.filter(({ current }) => current).length;
  const news = [
    voice.say('purchaser.digest_heading', { going, done: rows.length - going }),
    ...(came.length === 0 ? [] : [voice.say('purchaser.digest_came', { names: names(scene, came) })]),
    ...(through.length === 0 ? [] : [voice.say('purchaser.digest_through', { names: names(scene, through) })]),
  ];
  const waiting =
    pending.length === 0 ? [] : [voice.say('purchaser.favours_heading', {}), ...favourLines(scene, pending)];
  const shown = stuck.slice(0, STUCK_TOLD);
  const rest = stuck.length - shown.length;
  const held =
    stuck.length === 0
      ? []
      : [
          voice.say('purchaser.stuck_heading', { count: stuck.length }),
          ...stuckLines(scene, shown),
          ...(rest > 0 ? [voice.say('purchaser.more_stuck_ask', { count: rest })] : []),
        ];
  const buttons = [
    ...favourOffers(scene, pending).slice(0, 3),
    ...(stuck.length > 0 ? offers(scene, 'stuck') : []),
    ...offers(scene, 'progress', 'digest_off'),
  ];
  return { lines: [news, waiting, held].map((block) => block.join('\n')), offers: buttons };
};
