import type { Instant } from '../../../dialogue/model/instant.ts';
import type { Receive } from '../../channel.ts';
import type { Log } from '../../log.ts';
import { describeShape } from '../../shared/describe-shape.ts';
import type { Api } from '../api.ts';
import type { TypedChoices } from '../button-data.ts';
import type { Texts } from '../commands.ts';
import { type Identity, Update } from '../payload.ts';
import { type ReadUpdate, readUpdate } from '../receive.ts';

/** What taking updates needs. */
export interface IntakeDeps {
  readonly api: Api;
  readonly texts: Texts;
  readonly sayings: TypedChoices;
  readonly receive: Receive;
  readonly clock: () => Instant;
  readonly log: Log;
}

/** Takes updates, wherever they come from. */
export interface UpdateReader {
  /** Resolves once what the update says is saved, or known to be of no use; rejects when it must come again. */
  take(update: unknown, me: Identity): Promise<void>;
  /** Resolves when no tap is being answered any more. */
  settled(): Promise<void>;
}

/** How long answering a tap may take; Telegram shows a clock on the button until then. */
const ANSWERING = 10_000;

/** Makes an intake. */
export const createUpdateReader = ({ api, texts, sayings, receive, clock, log }: IntakeDeps): UpdateReader => {
  const answering = new Set<Promise<void>>();

  /** A tap whose answer comes too late or not at all does no harm: the words were taken. */
  const answerTap = (tap: string, notice?: string): void => {
    const payload = { callback_query_id: tap, ...(notice === undefined ? {} : { text: notice, show_alert: true }) };
    const answered = api
      .call('answerCallbackQuery', payload, ANSWERING)
      .then(() => undefined)
      .finally(() => answering.delete(answered));
    answering.add(answered);
  };

  const act = async (heard: ReadUpdate): Promise<void> => {
    switch (heard.type) {
      case 'said':
        await receive(heard.event);
        if (heard.tap !== undefined) answerTap(heard.tap);
        return;
      case 'void_tap':
        return answerTap(heard.tap, heard.notice);
      case 'unreadable':
        return log.warn({ code: 'unreadable_message', shape: heard.shape }, 'An update cannot be answered.');
      case 'ignored':
        return;
    }
  };

  return {
    async take(update, me) {
      const checked = Update.safeParse(update);
      if (!checked.success) return act({ type: 'unreadable', shape: describeShape(update) });
      return act(readUpdate(checked.data, { me, texts, sayings }, clock()));
    },
    async settled() {
      await Promise.all(answering);
    },
  };
};
