import type { ReplyDraft } from '../../core/reply/reply-draft.ts';
import type { Agreement } from '../../model/question.ts';
import type { MemberContext } from '../member-context.ts';
import { quickReplies, reply } from '../text/menu.ts';
import { left } from './colleagues.ts';
import { revokeAll } from './invitations/invitations.ts';
import { inviteCompanies } from './invitations/invite.ts';
import { nudgeAll } from './suppliers/nudge.ts';
import { changeTerms } from './terms.ts';

/** The person said whether it is to be done. */
export const agreed = (context: MemberContext, to: Agreement, yes: boolean): ReplyDraft => {
  if (!yes) {
    return reply(context.conversation, [context.translator.t('purchaser.not_done', {})], {
      quickReplies: quickReplies(context, 'progress'),
    });
  }
  switch (to.type) {
    case 'leave_purchaser':
      return left(context);
    case 'nudge_all':
      return nudgeAll(context);
    case 'revoke_all':
      return revokeAll(context);
    case 'change_terms':
      return changeTerms(context, to.change);
    case 'invite':
      return inviteCompanies(context, { companies: to.companies, left: 0 });
  }
};
