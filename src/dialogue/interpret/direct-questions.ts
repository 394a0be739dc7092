import type { Reading } from '../../understanding/reading.ts';
import { depositsToType } from '../acts/deposit.ts';
import { intents } from '../intents.ts';
import { reportsTold } from '../reports.ts';
import type { Scene } from '../scene.ts';
import { screenIn } from '../screens.ts';
import { type Interpretation, meant, waitsFor } from './interpretation.ts';

const whereIsIt = /哪|边度|邊度|where/iu;

const toType = /填|输|入|写|type|enter|put/iu;

/** Asked where the amount goes while it is to be typed: the page of that step. */
export const asPlaceToType = (scene: Scene, text: string, reading: Reading): Interpretation | undefined => {
  if (!whereIsIt.test(text) || !toType.test(text)) return undefined;
  const told = reportsTold(scene, reading) ?? [];
  const arrived = told.find((meaning) => meaning.act === 'intent' && meaning.intent === intents.depositReceived);
  // The arrival is answered with that page by itself.
  if (arrived) return meant([arrived], reading.entities);
  const awaited = /到|arriv|receiv/iu.test(text) ? waitsFor('deposit')(scene) : undefined;
  const typing = depositsToType(scene)[0]?.step;
  if (!typing && awaited) return meant([{ act: 'intent', intent: intents.getLink, step: awaited.step.id }], {});
  return typing ? meant([{ act: 'intent', intent: intents.depositReceived, step: typing.id }], {}) : undefined;
};

const ownName = /(?:会员名?|會員名|账号|帳號|帐号|登录名|用户名|member ?name|user ?name|login name)/iu;

const asksOwn =
  /来着|(?:我|咱)[^,，]{0,6}(?:叫|是|用|填|注册)[^,，]{0,8}(?:啥|什么|乜|哪个)|告诉过|说过|给过|记得|记的|记着|did i (?:give|tell)|what(?:'s| is| was) my|i told you|i gave you/iu;

const othersName = /采购|主账号|主帳號|子账号|对公|银行|格式|要求|能改|怎么|buyer|purchaser|bank/iu;

/** “我会员名是啥”, “账号叫啥来着”: told from the record. */
export const asRecall = (text: string): Interpretation | undefined =>
  ownName.test(text) && asksOwn.test(text) && !othersName.test(text)
    ? meant([{ act: 'recall', what: 'member_name' }], {})
    : undefined;

/** What a page says, where a message is or holds it; `key` is its `phraseKey`. */
export const asScreen = (scene: Scene, key: string): Interpretation | undefined => {
  const screen = screenIn(scene.content, key);
  return screen ? { kind: 'screen', screen } : undefined;
};
