import type { ReplyDraft } from '../../core/reply/reply-draft.ts';
import type { PurchaserCommand } from '../../model/meaning.ts';
import type { MemberContext } from '../member-context.ts';

/** What one of a purchaser's people wants, with the words they said it in. `text` is raw; nothing of it may be kept but the names of companies. */
export interface CommandRequest {
  readonly command: PurchaserCommand;
  readonly text: string;
}

/** What one wish leads to. Pure: the draft is all that happens. */
export type PurchaserAct = (context: MemberContext, wanted: CommandRequest) => ReplyDraft;
