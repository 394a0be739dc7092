import type { Offer } from '../outcome.ts';
import { namesOf } from './named.ts';
import { offerDone, offers } from './offers.ts';
import type { Pending } from './pending.ts';
import type { PurchaserScene } from './purchaser-scene.ts';

/** So many favours are told one by one. */
const MOST_LISTED = 5;

/** What suppliers wait for, a line each, with the member names to copy. */
export const favourLines = (scene: PurchaserScene, pending: readonly Pending[]): readonly string[] => {
  const { voice } = scene;
  const listed = pending.slice(0, MOST_LISTED);
  const names = namesOf(listed, scene);
  const lines = listed.map(({ card, favour }, place) =>
    voice.say('purchaser.favour_line', {
      name: names[place] ?? '',
      favour: voice.fill(favour.title, {}),
      member: card.member_name ?? voice.say('purchaser.no_member_name', {}),
    }),
  );
  const rest = pending.length - listed.length;
  return rest > 0 ? [...lines, voice.say('purchaser.more_favours', { count: rest })] : lines;
};

/** To tap: each of them is done, and all of them are. */
export const favourOffers = (scene: PurchaserScene, pending: readonly Pending[]): readonly Offer[] => {
  const listed = pending.slice(0, MOST_LISTED);
  const names = namesOf(listed, scene);
  const each = listed.map((one, place) => offerDone(scene, one, names[place] ?? ''));
  return pending.length > 1 ? [...each, ...offers(scene, 'all_done')] : each;
};
