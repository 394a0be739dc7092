import type { Reading } from '../../../understanding/reading.ts';
import { intents } from '../../core/intents.ts';
import { type Interpretation, intent, meant } from './interpretation.ts';

const asksWhoYouAre =
  /你(?:是|系|到底是)[^,，]{0,6}(?:真人|人工|人吗|机器|ai)|are you (?:a |an )?(?:human|real|bot|robot|person)/iu;

const wantsPerson =
  /人工(?!智能)|真人|客服|活人|转人|找个?人|有人吗|来个?人|派人|谁来|负责人|领导|经理|电话|投诉|直接联系|human|agent|real person|somebody|someone|operator|staff|support|speak|talk to|call me|rengong/iu;

/** “叫个人来！！”, said short. */
export const callsSomebody =
  /^(?:快|赶紧|马上|给我|帮我|能不能|麻烦|请|你们?|[\s,，])*(?:叫|喊|换|找|派)[个位]?(?:活|真)?人(?:来|过来|跟我说|帮我|接|说话|处理)*(?:一下)?[吧啊!！。~？?]*$/u;

const wantsNone = /(?:不用|不要|不找|不需要|先不)(?:再)?(?:找|转|等)?人工|\bno human\b/iu;

/** The bot falls silent for a person only where a person was asked for, not where somebody asks what it is, or scolds it. */
export const asPerson = (text: string, reading: Reading): Interpretation | undefined => {
  if (callsSomebody.test(text)) return meant([intent(intents.talkToHuman)], {});
  const isOnly = reading.intent === intents.talkToHuman || reading.certainty !== 'clear';
  if (isOnly && wantsNone.test(text)) return meant([{ type: 'repair', repair: 'continue' }], {});
  if (reading.intent !== intents.talkToHuman) return undefined;
  if (asksWhoYouAre.test(text)) return meant([intent(intents.help)], {});
  if (wantsPerson.test(text)) return undefined;
  return { type: 'refused' };
};
