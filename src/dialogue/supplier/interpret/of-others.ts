import type { Reading } from '../../../understanding/reading.ts';
import { intents } from '../../core/intents.ts';
import type { TurnContext } from '../../core/turn-context.ts';
import { asks, type Interpretation, intent, meant, waitsFor } from './interpretation.ts';

const othersDo =
  /(?:他们|她们|别人|别家|人家|隔壁|对手|同行|[其另](?:他|外)(?:的)?(?:供应商|公司|家|厂|一家)|[那哪]几家)(?:家|那家|们)?[^,，]{0,8}(?:到哪|进度|几步|报(?:了)?(?:多少|什么价|啥价|价多少)|弄(?:好|完)?(?:了)?(?:没|吗)|做到|办到|多少钱报)|\b(?:competitors?|other suppliers?)\b[^,.]{0,24}\b(?:quote|price|progress|far)/iu;

const othersAccount =
  /(?:儿子|女儿|朋友|同事|隔壁|别人|人家|老公|老婆|亲戚|表?[哥弟姐妹]|同学|邻居|son|daughter|friend|neighbou?r|brother|sister)[^,，]{0,4}(?:会员名|会员号|账号|帐号|用户名|member name|account)[^,，]{0,3}(?:叫|是|is|:)/iu;

const introduces =
  /^(?:你好|您好|hi|hello)?[,，\s]*(?:我|我们|咱们?|俺们?|这里|我司|本公司)(?:公司|厂|这边)?(?:是|系)[^,，]{2,30}$/iu;
const namesAccount = /会员名|會員名|登录名|用户名|账号|帐号|号叫|member ?name|叫/iu;

const theySent = /(?:采购|对方|他们|买家)[^,，]{0,3}(?:说|讲|话)[^,，]{0,6}(?:发|推|邀|send|sent)/iu;

const theyTyped =
  /(?:采购|对方|他们?|买家)(?:那边)?[^,，]{0,4}(?:加|填|搜|写|录|记|输)[^,，a-z]{0,5}(?:是|成|的|了)[^,，a-z]{0,3}([a-z][a-z0-9_]{3,24})/iu;

/**
 * What is said of others: how far they are or what they quote is not told; their account names, what a purchaser is said to have
 * done, and who a newcomer works for are no news of the person's own.
 */
export const asOthers = (context: TurnContext, text: string, reading: Reading): Interpretation | undefined => {
  const { conversation } = context;
  const isAsked = reading.clauses.some(({ assertion }) => assertion === 'asked' || assertion === 'of_others');
  if (isAsked && othersDo.test(text)) return meant([{ type: 'recall', what: 'others' }], {});
  if (othersAccount.test(text)) return meant([intent(intents.affirm)], {});
  const typed = theyTyped.exec(text)?.[1];
  const own = conversation.facts.member_name;
  if (typed !== undefined && own !== undefined && typed.toLowerCase() !== own.toLowerCase()) {
    return meant([{ type: 'recall', what: 'other_name' }], {});
  }
  const isName = reading.intents.includes(intents.giveMemberName) || reading.entities.member_name !== undefined;
  if (isName && introduces.test(text) && !namesAccount.test(text) && !asks('member_name')(context)) {
    return meant([intent(intents.greet)], {});
  }
  // Hearsay: where the invitation would be is shown.
  return theySent.test(text) && waitsFor('purchaser')(context) ? meant([intent(intents.nextStep)], {}) : undefined;
};
