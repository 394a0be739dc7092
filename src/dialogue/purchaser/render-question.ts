import { MOST_COMPANIES } from '../../text/names/company-list.ts';
import { enumerate } from '../core/reply/enumerate.ts';
import { numbered, yesOrNo } from '../core/reply/numbered-answers.ts';
import type { Prompt } from '../core/reply/prompt.ts';
import { renderSharedQuestion } from '../core/reply/render-shared-question.ts';
import type { QuickReply } from '../core/reply/reply-draft.ts';
import type { TurnContext } from '../core/turn-context.ts';
import type { Question } from '../model/question.ts';
import { nudgeAllText } from './acts/suppliers/nudge.ts';
import { changeText } from './acts/terms.ts';
import { asMember, type MemberContext } from './member-context.ts';
import { namesOf, type Supplier, shortName } from './suppliers/supplier-names.ts';
import { quickReplies, quickReply } from './text/menu.ts';

type Asked<Asks extends Question['type']> = Extract<Question, { type: Asks }>;

const NAMES_TOLD = 5;

/** Which of several suppliers, by name and by number. */
const which = (context: MemberContext, { intent, people, codes }: Asked<'which_supplier'>): Prompt => {
  const { translator, snapshot } = context;
  const suppliers = [
    ...snapshot.summaries.filter(({ person }) => people.includes(person)).map((summary): Supplier => ({ summary })),
    ...snapshot.invitations.filter(({ code }) => codes.includes(code)).map((invitation): Supplier => ({ invitation })),
  ];
  const names = namesOf(suppliers, context);
  const named = suppliers.map(({ summary, invitation }, place): QuickReply => {
    const name = names[place] ?? '';
    return quickReply(
      shortName(name),
      summary ? { intent, person: summary.person } : { intent, code: invitation.code },
      name,
    );
  });
  const all =
    intent === 'nudge_supplier'
      ? quickReplies(context, 'nudge_all')
      : intent === 'favour_done'
        ? quickReplies(context, 'all_done')
        : [];
  const every = suppliers.length > 1 ? [...named, ...all] : named;
  return { text: numbered(translator.t('purchaser.ask_which', {}), every), quickReplies: every };
};

const toAgree = (context: MemberContext, { to }: Asked<'agree'>): string => {
  const { translator, snapshot } = context;
  switch (to.type) {
    case 'leave_purchaser':
      return translator.t(
        snapshot.purchaser.members.length > 1 ? 'purchaser.agree_leave' : 'purchaser.agree_leave_last',
        {
          company: snapshot.purchaser.terms.company,
        },
      );
    case 'nudge_all':
      return nudgeAllText(context);
    case 'revoke_all':
      return translator.t('purchaser.agree_revoke_all', {});
    case 'change_terms':
      return changeText(context, to.change);
    case 'invite': {
      const names = enumerate(translator, to.companies.slice(0, NAMES_TOLD));
      const count = to.companies.length;
      return count > NAMES_TOLD
        ? translator.t('purchaser.agree_invite_more', { names, count })
        : translator.t('purchaser.agree_invite', { names });
    }
  }
};

/** Puts a question to one of a purchaser's people into words. Without a purchaser, and of steps, there is nothing to ask. */
export const renderQuestion = (context: TurnContext, question: Question): Prompt => {
  const known = asMember(context);
  if (!known) return { text: '', quickReplies: [] };
  switch (question.type) {
    case 'which_intent':
    case 'time':
    case 'language':
    case 'confirm':
      return renderSharedQuestion(context, question);
    case 'companies':
      return {
        text: context.translator.t('purchaser.ask_companies', { most: MOST_COMPANIES }),
        quickReplies: quickReplies(context, 'open'),
      };
    case 'which_supplier':
      return which(known, question);
    case 'agree':
      return { text: toAgree(known, question), quickReplies: yesOrNo(context) };
    case 'which_step':
    case 'which_milestone':
    case 'reached':
    case 'member_name':
    case 'amount_in_fen':
    case 'rejection_reason':
      // Asked of suppliers alone; the person was one when it was asked.
      return { text: '', quickReplies: [] };
  }
};
