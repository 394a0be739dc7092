import type { Instant } from '../../../dialogue/instant.ts';
import type { Delivery, SendResult } from '../../channel.ts';
import type { Api } from '../api.ts';
import { createBudget } from '../budget.ts';
import { createPartsSent } from '../parts-sent.ts';
import { OPERATOR_WAIT, resultOf, type Trouble } from '../troubles.ts';
import { encode, type Form, sendBody } from './encode.ts';
import { SendAnswer } from './payload.ts';
import type { Tap } from './receive.ts';
import { createRepeats } from './repeats.ts';

/** What sending needs. */
export interface SendParts {
  readonly api: Api;
  readonly agentId: number;
  readonly clock: () => Instant;
}

/** The side of the app that speaks. */
export interface Speaker {
  send(delivery: Delivery): Promise<SendResult>;
  /** Shows on a card what was tapped; whether that succeeds changes nothing. */
  markTap(tap: Tap): Promise<void>;
}

/** Longest text on a button that was tapped, in characters. */
const TAPPED = 20;

const names = (list: string | undefined, user: string): boolean =>
  list?.split('|').some((id) => id.toLowerCase() === user.toLowerCase()) ?? false;

/** What an answer with code 0 says about its one person. */
const troubleInAnswer = (body: unknown, user: string): Trouble | undefined => {
  const { data } = SendAnswer.safeParse(body);
  if (names(data?.invaliduser, user)) return { remedy: 'refuse', reason: 'person_not_reachable' };
  if (names(data?.unlicenseduser, user))
    return { remedy: 'operator', reason: 'interface_licence_missing', afterMilliseconds: OPERATOR_WAIT };
  return undefined;
};

/** Ids that mean several people, or everybody. */
const isOnePerson = (user: string): boolean => !user.includes('|') && user !== '@all';

/** Makes the speaker. A long message that broke off goes on where it stopped when it is tried again. */
export const createSpeaker = ({ api, agentId, clock }: SendParts): Speaker => {
  const partsSent = createPartsSent();
  const repeats = createRepeats(clock);
  const budget = createBudget(clock);

  const sendForm = async (form: Form, user: string, id: string): Promise<Trouble | undefined> => {
    const told = form.kind === 'text' ? { ...form, text: repeats.marked(user, form.text, id) } : form;
    const asked = await api.post('/cgi-bin/message/send', sendBody(told, { user, agentId, id }));
    const trouble = 'trouble' in asked ? asked.trouble : troubleInAnswer(asked.body, user);
    if (trouble) api.alarm(trouble);
    return trouble;
  };

  return {
    async send({ item, idempotencyKey }) {
      const { user } = item.address;
      if (!isOnePerson(user)) return { status: 'refused', reason: 'person_not_reachable' };
      for (const [index, form] of encode(item.message).entries()) {
        if (index < partsSent.of(idempotencyKey)) continue;
        const wait = budget.take(user);
        if (wait > 0) return { status: 'retry', reason: 'too_many_for_this_person', afterMilliseconds: wait };
        const trouble = await sendForm(form, user, `${idempotencyKey}_${index}`);
        if (trouble) return resultOf(trouble);
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
