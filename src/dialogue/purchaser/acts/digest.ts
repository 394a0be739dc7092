import { settled } from '../../settled.ts';
import { offers, reply } from '../offers.ts';
import { type PurchaserScene, type Purchasing, withPurchasing } from '../purchaser-scene.ts';
import type { PurchaserAct } from './act.ts';

type Digest = Purchasing['digest'];

/** What a text asks for, the more telling first. */
const asked: readonly (readonly [RegExp, Digest])[] = [
  [/不要|别|不用|不想|关|停|取消|\b(?:off|stop|no|disable|don't)\b/iu, 'off'],
  [/周|星期|礼拜|\bweek/iu, 'weekly'],
  [/每天|每日|天天|日报|每个?工作日|打开|开启|恢复|重新|要|\b(?:daily|every day|on|resume|enable|start)\b/iu, 'daily'],
];

/** From now on news of all suppliers comes so often. Whoever wants them is spoken to again. */
export const digestFrom = (scene: PurchaserScene, digest: Digest): ReturnType<PurchaserAct> => {
  const { voice, now } = scene;
  const changed = settled(withPurchasing(scene, { digest, digestAt: now }));
  const conversation = digest === 'off' ? changed : { ...changed, remindersOn: true };
  return reply(conversation, [voice.say(`purchaser.digest_${digest}`, {})]);
};

/** How often news of all suppliers come: asks when it does not say. */
export const setDigest: PurchaserAct = (scene, { wish, text }) => {
  const { voice, conversation, purchasing } = scene;
  const wanted = wish.digest ?? asked.find(([words]) => words.test(text))?.[1];
  if (wanted !== undefined) return digestFrom(scene, wanted);
  return reply(conversation, [voice.say(`purchaser.digest_is_${purchasing.digest}`, {})], {
    offers: offers(scene, 'digest_daily', 'digest_weekly', 'digest_off'),
  });
};

/** Nothing unasked any more: neither news nor what suppliers wait for. */
export const nothingUnasked: PurchaserAct = (scene) => {
  const { chosenReminder: _dropped, ...rest } = settled(withPurchasing(scene, { digest: 'off' }));
  return reply({ ...rest, remindersOn: false }, [scene.voice.say('purchaser.all_off', {})]);
};
