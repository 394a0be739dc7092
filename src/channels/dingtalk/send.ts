import type { Address } from '../../dialogue/model/address.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import type { Delivery, SendResult } from '../channel.ts';
import type { Log } from '../log.ts';
import type { HttpClient, HttpResult } from '../shared/http-client.ts';
import { createLru } from '../shared/lru.ts';
import type { AppToken } from './app-token.ts';
import { apiMessage, encode, type Form, plainly, webhookBody } from './encode.ts';
import { type Refusal, refusalOf } from './errors.ts';
import { BatchAnswer } from './payload.ts';
import type { DingtalkSettings } from './settings.ts';

/** What sending needs. */
export interface SendDeps {
  readonly settings: DingtalkSettings;
  readonly post: HttpClient;
  readonly token: AppToken;
  readonly clock: () => Instant;
  readonly log: Log;
}

/** A webhook with less life than this is not begun with. */
const WEBHOOK_MARGIN = 10_000;

/** How long somebody whose flow is controlled waits. */
const FLOW_WAIT = 60_000;

/** How often the same alarm is raised. */
const ALARM_EVERY = 3_600_000;

/** How many half-sent messages and dead webhooks are remembered. */
const REMEMBERED = 1_000;

/** `senderId` of people without a `senderStaffId`; no API takes it. */
const isOutsider = ({ user }: Address): boolean => user.startsWith('$:');

/** Either sent, or why not; `absent` when there is no way to the person until they write again. */
type Outcome = 'sent' | 'absent' | Refusal;

const resultOf = (refusal: Refusal): SendResult => {
  const { remedy, reason, afterMilliseconds } = refusal;
  switch (remedy) {
    case 'retry':
    case 'credentials':
      return { status: 'retry', reason, ...(afterMilliseconds === undefined ? {} : { afterMilliseconds }) };
    case 'fresh_token':
      return { status: 'retry', reason };
    case 'unknown':
      return { status: 'unknown', reason };
    default:
      return { status: 'refused', reason };
  }
};

/** What a batch that was taken says about its one person. */
const refusalOfBatch = (reply: HttpResult): Refusal | undefined => {
  const answer = BatchAnswer.safeParse(reply.type === 'answer' ? reply.body : undefined);
  if (!answer.success) return { remedy: 'unknown', reason: 'answer_not_readable' };
  if (answer.data.invalidStaffIdList.length > 0) return { remedy: 'refuse', reason: 'person_not_reachable' };
  if (answer.data.flowControlledStaffIdList.length > 0) {
    return { remedy: 'retry', reason: 'flow_controlled', afterMilliseconds: FLOW_WAIT };
  }
  return undefined;
};

/**
 * Makes the function that sends. It replies by session webhook while that lives, which costs no token and can mention the
 * person in a group, and by the API otherwise. A long message that broke off goes on where it stopped when it is tried
 * again.
 */
export const createSend = ({ settings, post, token, clock, log }: SendDeps) => {
  const { apiBase, robotCode } = settings;
  const partsSent = createLru<number>(REMEMBERED);
  const deadWebhooks = createLru<true>(REMEMBERED);
  const alarms = createLru<Instant>(REMEMBERED);

  const byWebhook = async (form: Form, url: string, mention: string | undefined): Promise<Outcome> =>
    refusalOf(await post(url, webhookBody(form, mention))) ?? 'sent';

  const callApi = async (path: string, body: unknown, retried = false): Promise<HttpResult | Refusal> => {
    const got = await token.get();
    if ('refusal' in got) return got.refusal;
    const reply = await post(`${apiBase}${path}`, body, { 'x-acs-dingtalk-access-token': got.token });
    const refusal = refusalOf(reply);
    if (refusal?.remedy !== 'fresh_token') return refusal ?? reply;
    token.drop(got.token);
    return retried ? refusal : callApi(path, body, true);
  };

  const byApi = async (form: Form, address: Address): Promise<Outcome> => {
    const message = { robotCode, ...apiMessage(form) };
    if (address.group !== undefined) {
      const body = { ...message, openConversationId: address.group };
      const answer = await callApi('/v1.0/robot/groupMessages/send', body);
      return 'remedy' in answer ? answer : 'sent';
    }
    if (isOutsider(address)) return 'absent';
    const answer = await callApi('/v1.0/robot/oToMessages/batchSend', { ...message, userIds: [address.user] });
    if ('remedy' in answer) return answer;
    return refusalOfBatch(answer) ?? 'sent';
  };

  const anyWay = async (form: Form, address: Address, isFirst: boolean): Promise<Outcome> => {
    const { handle, group } = address;
    if (handle && handle.expiresAt - WEBHOOK_MARGIN > clock() && !deadWebhooks.get(handle.token)) {
      const mention = group !== undefined && isFirst && !isOutsider(address) ? address.user : undefined;
      const outcome = await byWebhook(form, handle.token, mention);
      if (typeof outcome === 'string' || outcome.remedy !== 'other_way') return outcome;
      deadWebhooks.set(handle.token, true);
    }
    return byApi(form, address);
  };

  const sendPart = async (form: Form, address: Address, isFirst: boolean): Promise<Outcome> => {
    const outcome = await anyWay(form, address, isFirst);
    const isFiltered = typeof outcome !== 'string' && outcome.remedy === 'plain_text' && form.type !== 'text';
    return isFiltered ? anyWay(plainly(form), address, isFirst) : outcome;
  };

  /** What only the operator can put right is said once an hour. */
  const alarm = ({ remedy, reason }: Refusal): void => {
    if (remedy !== 'operator' && remedy !== 'credentials') return;
    const last = alarms.get(reason);
    if (last !== undefined && clock() - last < ALARM_EVERY) return;
    alarms.set(reason, clock());
    log.error(
      { code: 'dingtalk_send_refused', reason },
      'DingTalk refuses to send; see the README for what to do about this reason.',
    );
  };

  return async ({ item, idempotencyKey }: Delivery): Promise<SendResult> => {
    const { address, message } = item;
    const forms = encode(message, address.group !== undefined);
    const done = partsSent.get(idempotencyKey) ?? 0;
    for (const [index, form] of forms.entries()) {
      if (index < done) continue;
      const outcome = await sendPart(form, address, index === 0);
      if (outcome === 'sent') continue;
      if (index > 0) partsSent.set(idempotencyKey, index);
      if (outcome === 'absent') return { status: 'absent' };
      alarm(outcome);
      return resultOf(outcome);
    }
    partsSent.delete(idempotencyKey);
    return { status: 'sent' };
  };
};
