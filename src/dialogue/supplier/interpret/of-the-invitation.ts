import type { Reading } from '../../../understanding/reading.ts';
import type { TurnContext } from '../../core/turn-context.ts';
import type { Recalled } from '../../model/meaning.ts';
import { asks, type Interpretation, meant } from './interpretation.ts';

const whoInvited =
  /(?:哪家|哪个|哪一家|谁|什么)(?:公司|厂|企业|采购商|采购|单位|人)?[^,，]{0,6}(?:请|邀请|叫|喊|发|让)[^,，]{0,3}(?:我|的|来)|[这那](?:个?是)?(?:个)?(?:啥|什么|乜)(?:邀请)?(?:码|邀请|链接)|谁邀请|\bwho (?:invited|sent)|\bwhat(?:'s| is) (?:this|that) (?:code|link|invitation)/iu;

const whoLooks = /他们?|她|对方|采购|买家|甲方|人家|谁|别人|\b(?:buyer|purchaser|they|he|she|others)\b/iu;
const looksAtUs =
  /(?:能|可以|会|得)(?:不能|不会)?(?:看|查|见|知)[^,，]{0,3}(?:到|见|得|道)?[^,，]{0,2}(?:我|俺|咱)|看得?(?:到|见)(?:我|俺|咱)|\b(?:see|know) (?:my|me|our|us|about)\b/iu;
const pricesSeen = /报价|价格|询价|price|quote/iu;

const forOthers =
  /(?:邀请|(?<!验证|短信)码|链接)[^,，]{0,14}(?:能|可以|可唔可以|可不可以)[^,，]{0,4}用|\b(?:use|share) (?:this|the|my) (?:invitation|code|link)/iu;
const otherPeople =
  /同事|弟|哥|姐|妹|朋友|亲戚|[另别](?:外)?(?:一)?(?:家|个)|分公司|他们?|别人|colleague|friend|brother|another|others/iu;

const noInvitation =
  /(?:没|冇|未)(?:有)?(?:给|发|收到|拿到)?(?:我|到)?[^,，询报验短]{0,3}(?:邀请码|邀请链接|邀请|链接)|\b(?:no|without an?|didn't get an?) (?:invitation|invite|code|link)\b/iu;
const canI = /能|可以|行|得|咋办|怎么办|点办|吗|can|possible|what/iu;

const isOfficer =
  /(?:我|我们|咱们?)(?:这边|这里)?(?:是|系)[^,，让叫请]{0,8}(?:采购(?:方|商|员|部|经理|那边|的)|买方|甲方|买家)(?!的供应商|指定|推荐|介绍|让|叫|请|邀)|\b(?:i'?m|i am|we are)[^,.]{0,14}(?:the |a )?(?:purchaser|buyer|purchasing officer)\b/iu;

const recall = (what: Recalled): Interpretation => meant([{ type: 'recall', what }], {});

/**
 * Questions about the invitation and about who looks on: who invited them, what a purchaser sees, whether somebody else can use
 * it, what to do without one; and somebody of a purchaser's side who came without a code of theirs.
 */
export const asInvitation = (context: TurnContext, text: string, { clauses }: Reading): Interpretation | undefined => {
  const { membership, progress, member } = context.conversation;
  const isAsked = /[?？]/u.test(text) || clauses.some(({ assertion }) => assertion === 'asked');
  if (/验证码|短信|密码/u.test(text)) return undefined;
  const isNew = Object.keys(progress).length === 0;
  if (isOfficer.test(text) && isNew && !membership && !member) return recall('officer');
  if (whoInvited.test(text) && (membership !== undefined || /邀请|来的?|invit|sent/iu.test(text)))
    return recall('purchaser');
  if (isAsked && whoLooks.test(text) && looksAtUs.test(text) && !pricesSeen.test(text)) {
    return meant([{ type: 'member', command: 'who_sees' }], {});
  }
  if (forOthers.test(text) && otherPeople.test(text)) return recall('for_others');
  return !membership && isNew && noInvitation.test(text) && canI.test(text) ? recall('no_invitation') : undefined;
};

/** A code of another shape that nobody knows, and nothing else that was understood. */
export const asUnknownCode = (
  context: TurnContext,
  { entities: { code } }: Reading,
  otherwise: Interpretation,
): Interpretation => {
  const isGuess = otherwise.type === 'refused' || otherwise.type === 'unsure' || otherwise.type === 'likely';
  return code !== undefined && isGuess && !asks('member_name')(context) ? recall('unknown_code') : otherwise;
};
