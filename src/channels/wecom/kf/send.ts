import { createHash } from 'node:crypto';
import type { Instant } from '../../../dialogue/model/instant.ts';
import type { Delivery, SendResult } from '../../channel.ts';
import type { Log } from '../../log.ts';
import { createLru } from '../../shared/lru.ts';
import type { Api } from '../api.ts';
import { resultOf, type WecomError, wecomErrorOfCode } from '../errors.ts';
import { createPartsSent } from '../parts-sent.ts';
import { encode, type Form, formBody } from './encode.ts';
import { isEntry, welcomeCodeOf } from './receive.ts';
import { MESSAGES, type ReplyWindow } from './reply-window.ts';

/** What sending needs. */
export interface SendDeps {
  readonly api: Api;
  readonly openKfId: string;
  readonly window: ReplyWindow;
  readonly clock: () => Instant;
  readonly log: Log;
}

/** How many tries and welcomes are remembered. */
const REMEMBERED = 5_000;

/** A message's key has as many characters as an id may have; parts after the first have ids made of it. */
const idOfPart = (key: string, index: number): string =>
  index === 0 ? key : createHash('sha256').update(`${key} ${index}`).digest('hex').slice(0, 32);

/** An id that WeCom had before is refused, with a code that is not documented: then the first try got through. */
const isTakenBefore = ({ code }: WecomError): boolean => code !== undefined && !wecomErrorOfCode(code).known;

/**
 * Makes the function that sends. A customer who just opened the chat is welcomed by the code that came with it; everybody
 * else is written to while their window is open. What does not fit into it waits until they write again.
 */
export const createSend = ({ api, openKfId, window, clock, log }: SendDeps) => {
  const partsSent = createPartsSent();
  const tried = createLru<true>(REMEMBERED);
  const welcomed = createLru<true>(REMEMBERED);

  const write = async (form: Form, user: string, id: string): Promise<WecomError | undefined> => {
    const isRepeat = tried.get(id) === true;
    tried.set(id, true);
    const body = { touser: user, open_kfid: openKfId, ...formBody(form, id) };
    const asked = await api.post('/cgi-bin/kf/send_msg', body);
    const error = 'error' in asked ? asked.error : undefined;
    if (error?.remedy === 'absent') {
      window.close(user);
      log.warn({ code: 'kf_not_writable', reason: error.reason }, 'A customer cannot be written to until they write.');
    }
    if (error && isRepeat && isTakenBefore(error)) {
      log.info({ code: 'kf_sent_before', reason: error.reason }, 'A message tried again had been taken before.');
      return undefined;
    }
    return error;
  };

  const welcome = async (form: Form, code: string, id: string): Promise<boolean> => {
    if (welcomed.get(code)) return false;
    welcomed.set(code, true);
    const asked = await api.post('/cgi-bin/kf/send_msg_on_event', { code, ...formBody(form, id) });
    if (!('error' in asked)) return true;
    log.warn({ code: 'kf_not_welcomed', reason: asked.error.reason }, 'A customer could not be welcomed.');
    return false;
  };

  return async ({ item, idempotencyKey }: Delivery): Promise<SendResult> => {
    const { address, message } = item;
    const { user } = address;
    // Who only opened the chat wrote nothing, and opened no window.
    if (!isEntry(address)) window.opened(user, address.heardAt);
    const forms = encode(message);
    const done = partsSent.of(idempotencyKey);
    const code = welcomeCodeOf(address, clock());
    for (const [index, form] of forms.entries()) {
      if (index < done) continue;
      const id = idOfPart(idempotencyKey, index);
      if (code !== undefined && (await welcome(form, code, id))) {
        partsSent.note(idempotencyKey, index + 1);
        continue;
      }
      if (forms.length > MESSAGES) return { status: 'refused', reason: 'message_too_long' };
      if (window.left(user, clock()) < forms.length - index) return { status: 'absent' };
      const error = await write(form, user, id);
      if (error) return resultOf(error);
      window.sent(user);
      partsSent.note(idempotencyKey, index + 1);
    }
    partsSent.forget(idempotencyKey);
    return { status: 'sent' };
  };
};
