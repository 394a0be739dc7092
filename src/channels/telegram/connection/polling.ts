import type { Instant } from '../../../dialogue/model/instant.ts';
import type { Log } from '../../log.ts';
import { errorCodeOf } from '../../shared/error-code.ts';
import type { Sleep } from '../../sleep.ts';
import type { Api } from '../api.ts';
import { allowedUpdates, type Identity, type Update, Updates } from '../payload.ts';
import { type ConnectionError, connectionErrorOf } from './connection-errors.ts';
import type { UpdateReader } from './update-reader.ts';

/** What polling needs. */
export interface PollingDeps {
  readonly api: Api;
  readonly intake: UpdateReader;
  readonly clock: () => Instant;
  readonly sleep: Sleep;
  readonly log: Log;
}

/** Asks Telegram for updates. */
export interface Polling {
  /** Asks until something goes wrong or it is over; `heard` is called whenever Telegram answered and all was saved. */
  run(me: Identity, heard: () => void, over: AbortSignal): Promise<ConnectionError | undefined>;
  /** Tells Telegram how far we are, so that what is saved does not come again after a restart. */
  confirm(): Promise<void>;
}

const SECOND = 1_000;

/** How long Telegram holds a question that has no answer yet, in seconds; and how much longer the line may be silent. */
const HOLD = 50;
const MARGIN = 15 * SECOND;

/** How long the last word may take when the channel stops. */
const CONFIRMING = 2 * SECOND;

/** Saving that takes longer than this is a trouble of the store, not of Telegram. */
const SLOW_SAVING = 60 * SECOND;

/** Whoever answers "nothing" at once instead of holding the question is not asked more often than this. */
const SHORTEST_ROUND = 300;

/** After a week without updates Telegram begins at any number again (Bot API, `update_id`). */
const NUMBERS_LAST = 7 * 24 * 3_600 * SECOND;

/** Updates of one chat, or alone what belongs to none; their order matters. */
const chatOf = ({ update_id: id, message, callback_query: tap }: Update): string => {
  const holder = message ?? (typeof tap === 'object' && tap !== null && 'message' in tap ? tap.message : undefined);
  if (typeof holder !== 'object' || holder === null || !('chat' in holder)) return `update ${id}`;
  const { chat } = holder;
  return typeof chat === 'object' && chat !== null && 'id' in chat ? String(chat.id) : `update ${id}`;
};

/**
 * Makes the asking side. An update counts as received only after it is saved: the next question carries the number after
 * the last that was. What could not be saved, and what follows it in the same chat, comes again.
 */
export const createPolling = ({ api, intake, clock, sleep, log }: PollingDeps): Polling => {
  let offset: number | undefined;
  let confirmed: number | undefined;
  let heardAt: Instant | undefined;

  /** Takes one chat's updates in order; the number of the first that was not saved. */
  const takeChat = async (updates: readonly Update[], me: Identity): Promise<number | undefined> => {
    for (const update of updates) {
      try {
        await intake.take(update, me);
      } catch (error) {
        log.error(
          { code: 'message_not_saved', cause: errorCodeOf(error) },
          'A message could not be saved; it comes again.',
        );
        return update.update_id;
      }
    }
    return undefined;
  };

  /** Says so when saving takes long; it is waited for all the same, since nothing may be taken for received. */
  const watched = async <Result>(saving: Promise<Result>, over: AbortSignal): Promise<Result> => {
    const done = new AbortController();
    void sleep(SLOW_SAVING, AbortSignal.any([done.signal, over])).then(() => {
      if (done.signal.aborted || over.aborted) return;
      log.error({ code: 'saving_is_slow' }, 'Saving messages takes over a minute; no others are heard meanwhile.');
    });
    try {
      return await saving;
    } finally {
      done.abort();
    }
  };

  /** Takes updates; whether all of them were saved. */
  const takeAll = async (updates: readonly Update[], me: Identity, over: AbortSignal): Promise<boolean> => {
    const chats = new Map<string, Update[]>();
    for (const update of updates) chats.set(chatOf(update), [...(chats.get(chatOf(update)) ?? []), update]);
    const failed = await watched(Promise.all([...chats.values()].map((chat) => takeChat(chat, me))), over);
    const unsaved = failed.filter((id) => id !== undefined);
    const last = updates.at(-1);
    if (last) offset = unsaved.length > 0 ? Math.min(...unsaved) : last.update_id + 1;
    return unsaved.length === 0;
  };

  const question = (hold: number) => {
    const begin = heardAt !== undefined && clock() - heardAt >= NUMBERS_LAST ? undefined : offset;
    const from = begin === undefined ? {} : { offset: begin };
    return { ...from, timeout: hold, limit: 100, allowed_updates: [...allowedUpdates] };
  };

  return {
    async run(me, heard, over) {
      // The first question is not held, so that it shows at once whether we are heard.
      for (let hold = 0; !over.aborted; hold = HOLD) {
        const asked = question(hold);
        const askedAt = clock();
        const answer = await api.call('getUpdates', asked, hold * SECOND + MARGIN, over);
        if (over.aborted) return undefined;
        if (answer.type !== 'result') return connectionErrorOf(answer);
        const updates = Updates.safeParse(answer.result);
        if (!updates.success) return { code: 'answer_not_readable' };
        confirmed = asked.offset;
        const before = offset;
        if (updates.data.length > 0) heardAt = clock();
        if (!(await takeAll(updates.data, me, over))) return over.aborted ? undefined : { code: 'not_saved' };
        heard();
        const isIdle = hold > 0 && before === offset && clock() - askedAt < SHORTEST_ROUND;
        if (isIdle) await sleep(SHORTEST_ROUND, over);
      }
      return undefined;
    },
    async confirm() {
      if (offset === undefined || offset === confirmed) return;
      const asked = { offset, timeout: 0, limit: 1, allowed_updates: [...allowedUpdates] };
      await api.call('getUpdates', asked, CONFIRMING, new AbortController().signal);
      confirmed = offset;
    },
  };
};
