import type { Reading } from '../../../understanding/reading.ts';
import { depositReturned, intents } from '../../core/intents.ts';
import type { TurnContext } from '../../core/turn-context.ts';
import { depositsToType } from '../acts/steps/deposit.ts';
import { type Interpretation, intent, meant, waitsFor } from './interpretation.ts';
import { screenIn } from './page-texts.ts';
import { reportsTold } from './reports/resolve-reports.ts';

const whereIsIt = /哪|边度|邊度|where/iu;

const toType = /填|输|入|写|type|enter|put/iu;

/** Asked where the amount goes while it is to be typed: the page of that step. */
export const asPlaceToType = (context: TurnContext, text: string, reading: Reading): Interpretation | undefined => {
  if (!whereIsIt.test(text) || !toType.test(text)) return undefined;
  const told = reportsTold(context, reading) ?? [];
  const arrived = told.find((meaning) => meaning.type === 'intent' && meaning.intent === intents.depositReceived);
  // The arrival is answered with that page by itself.
  if (arrived) return meant([arrived], reading.entities);
  const awaited = /到|arriv|receiv/iu.test(text) ? waitsFor('deposit')(context) : undefined;
  const typing = depositsToType(context)[0]?.step;
  if (!typing && awaited) return meant([{ type: 'intent', intent: intents.getLink, step: awaited.step.id }], {});
  return typing ? meant([{ type: 'intent', intent: intents.depositReceived, step: typing.id }], {}) : undefined;
};

const ownName = /(?:会员名?|會員名|账号|帳號|帐号|登录名|用户名|member ?name|user ?name|login name)/iu;

const asksOwn =
  /来着|(?:我|咱)[^,，]{0,6}(?:叫|是|用|填|注册)[^,，]{0,8}(?:啥|什么|乜|哪个)|告诉过|说过|给过|记得|记的|记着|did i (?:give|tell)|what(?:'s| is| was) my|i told you|i gave you/iu;

const othersName = /采购|主账号|主帳號|子账号|对公|银行|格式|要求|能改|怎么|buyer|purchaser|bank/iu;

/** “我会员名是啥”, “账号叫啥来着”: told from the record. */
export const asRecall = (text: string): Interpretation | undefined =>
  ownName.test(text) && asksOwn.test(text) && !othersName.test(text)
    ? meant([{ type: 'recall', what: 'member_name' }], {})
    : undefined;

/** The bank sent a deposit back, told or asked about: what to look for, and nothing is taken back for it. */
export const asReturned = (context: TurnContext, { clauses }: Reading): Interpretation | undefined => {
  const isReturned = clauses.some(({ report, assertion }) => report === 'returned' && assertion !== 'of_others');
  if (!isReturned) return undefined;
  const hasAnswer = context.content.intents.has(depositReturned);
  return meant([intent(hasAnswer ? depositReturned : intents.depositNotReceived)], {});
};

/** What a page says, where a message is or holds it; `key` is its `phraseKey`. */
export const asScreen = (context: TurnContext, key: string): Interpretation | undefined => {
  const screen = screenIn(context.content, key);
  return screen ? { type: 'screen', screen } : undefined;
};
