import type { Instant } from '../../../dialogue/model/instant.ts';
import type { Delivery, SendResult } from '../../channel.ts';
import type { Api } from '../api.ts';
import { createCallBudget } from '../call-budget.ts';
import { OPERATOR_WAIT, resultOf, type WecomError } from '../errors.ts';
import { createPartsSent } from '../parts-sent.ts';
import { encode, type Form, sendBody } from './encode.ts';
import { SendAnswer } from './payload.ts';
import type { Tap } from './receive.ts';
import { createRepeats } from './repeated-taps.ts';

/** What sending needs. */
export interface SendDeps {
  readonly api: Api;
  readonly agentId: number;
  readonly clock: () => Instant;
}

/** The side of the app that speaks. */
export interface Sender {
  send(delivery: Delivery): Promise<SendResult>;
  /** Shows on a card what was tapped; whether that succeeds changes nothing. */
  markTap(tap: Tap): Promise<void>;
}

/** Longest text on a button that was tapped, in characters. */
const TAPPED = 20;

const names = (list: string | undefined, user: string): boolean =>
  list?.split('|').some((id) => id.toLowerCase() === user.toLowerCase()) ?? false;

/** What an answer with code 0 says about its one person. */
const troubleInAnswer = (body: unknown, user: string): WecomError | undefined => {
  const { data } = SendAnswer.safeParse(body);
  if (names(data?.invaliduser, user)) return { remedy: 'refuse', reason: 'person_not_reachable' };
  if (names(data?.unlicenseduser, user))
    return { remedy: 'operator', reason: 'interface_licence_missing', afterMilliseconds: OPERATOR_WAIT };
  return undefined;
};

/** Ids that mean several people, or everybody. */
const isOnePerson = (user: string): boolean => !user.includes('|') && user !== '@all';

/** Makes the speaker. A long message that broke off goes on where it stopped when it is tried again. */
export const createSender = ({ api, agentId, clock }: SendDeps): Sender => {
  const partsSent = createPartsSent();
  const repeats = createRepeats(clock);
  const budget = createCallBudget(clock);

  const sendForm = async (form: Form, user: string, id: string): Promise<WecomError | undefined> => {
    const told = form.type === 'text' ? { ...form, text: repeats.marked(user, form.text, id) } : form;
    const asked = await api.post('/cgi-bin/message/send', sendBody(told, { user, agentId, id }));
    const error = 'error' in asked ? asked.error : troubleInAnswer(asked.body, user);
    if (error) api.alarm(error);
    return error;
  };

  return {
    async send({ item, idempotencyKey }) {
      const { user } = item.address;
      if (!isOnePerson(user)) return { status: 'refused', reason: 'person_not_reachable' };
      for (const [index, form] of encode(item.message).entries()) {
        if (index < partsSent.of(idempotencyKey)) continue;
        const wait = budget.take(user);
        if (wait > 0) return { status: 'retry', reason: 'too_many_for_this_person', afterMilliseconds: wait };
        const error = await sendForm(form, user, `${idempotencyKey}_${index}`);
        if (error) return resultOf(error);
        partsSent.note(idempotencyKey, index + 1);
      }
      partsSent.forget(idempotencyKey);
      return { status: 'sent' };
    },
    async markTap({ user, responseCode, say }) {
      if (responseCode === '') return;
      const replaced = `✓ ${[...say].slice(0, TAPPED).join('')}`;
      const body = {
        userids: [user],
        agentid: agentId,
        response_code: responseCode,
        button: { replace_name: replaced },
      };
      await api.post('/cgi-bin/message/update_template_card', body);
    },
  };
};
