import { closeQuestion } from '../../core/close-question.ts';
import { type Member, type MemberContext, withMember } from '../member-context.ts';
import { quickReplies, reply } from '../text/menu.ts';
import type { PurchaserAct } from './act.ts';

type Digest = Member['digest'];

/** What a text asks for, the more telling first. */
const asked: readonly (readonly [RegExp, Digest])[] = [
  [/不要|别|不用|不想|关|停|取消|\b(?:off|stop|no|disable|don't)\b/iu, 'off'],
  [/周|星期|礼拜|\bweek/iu, 'weekly'],
  [/每天|每日|天天|日报|每个?工作日|打开|开启|恢复|重新|要|\b(?:daily|every day|on|resume|enable|start)\b/iu, 'daily'],
];

/** From now on news of all suppliers comes so often. Whoever wants them is spoken to again. */
export const digestFrom = (context: MemberContext, digest: Digest): ReturnType<PurchaserAct> => {
  const { translator, now } = context;
  const changed = closeQuestion(withMember(context, { digest, digestAt: now }));
  const conversation = digest === 'off' ? changed : { ...changed, remindersOn: true };
  return reply(conversation, [translator.t(`purchaser.digest_${digest}`, {})]);
};

/** How often news of all suppliers come: asks when it does not say. */
export const setDigest: PurchaserAct = (context, { command, text }) => {
  const { translator, conversation, member } = context;
  const wanted = command.digest ?? asked.find(([words]) => words.test(text))?.[1];
  if (wanted !== undefined) return digestFrom(context, wanted);
  return reply(conversation, [translator.t(`purchaser.digest_is_${member.digest}`, {})], {
    quickReplies: quickReplies(context, 'digest_daily', 'digest_weekly', 'digest_off'),
  });
};

/** Nothing unasked any more: neither news nor what suppliers wait for. */
export const nothingUnasked: PurchaserAct = (context) => {
  const { chosenReminder: _dropped, ...rest } = closeQuestion(withMember(context, { digest: 'off' }));
  return reply({ ...rest, remindersOn: false }, [context.translator.t('purchaser.all_off', {})]);
};
