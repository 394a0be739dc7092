import { begin } from '../begin.ts';
import type { Conversation } from '../conversation.ts';
import { intents } from '../intents.ts';
import type { Outcome } from '../outcome.ts';
import { type Scene, withConversation } from '../scene.ts';
import { sendErrand } from '../send-errand.ts';
import { settled } from '../settled.ts';
import { stepOf } from '../standing.ts';
import type { Act } from './act.ts';
import { answerTo } from './answer.ts';
import { depositReceived } from './deposit.ts';
import { leaveConfirmed, withoutPurchaser } from './member.ts';
import { markReached, notYet } from './report.ts';
import { noneOfThese } from './unclear.ts';

/** The conversation as if nothing had been said, but for what keeps messages from being lost or answered twice. */
const afresh = ({ conversation, content, now }: Scene): Conversation => ({
  ...begin(conversation.id, { content, now }, conversation.locale),
  addresses: conversation.addresses,
  seen: conversation.seen,
  outbox: conversation.outbox,
  lastNumber: conversation.lastNumber,
  ...(conversation.errands ? { errands: conversation.errands } : {}),
});

/** From the first step again, in the same purchaser's programme and with the same colleagues. */
const restarted = (scene: Scene): Conversation => {
  const { membership, company } = scene.conversation;
  return { ...afresh(scene), ...(membership ? { membership } : {}), ...(company ? { company } : {}) };
};

/** Nothing is left; colleagues and the purchaser do without the person from now on. */
const erased = (scene: Scene): Conversation => {
  const { conversation, now } = scene;
  const { purchasing } = conversation;
  const left = purchasing
    ? sendErrand(conversation, { to: 'desk', purchaser: purchasing.purchaser, request: { asks: 'leave' } }, now)
    : withoutPurchaser(conversation, now);
  return afresh(withConversation(scene, left));
};

const confirmed = (scene: Scene, what: 'restart' | 'erase', yes: boolean): Outcome => {
  const { voice } = scene;
  if (!yes)
    return {
      conversation: settled(scene.conversation),
      lines: [voice.say(`repair.${what}_kept`, {})],
      tail: { kind: 'back' },
    };
  const lines = [voice.say(`repair.${what}_done`, {})];
  const conversation = what === 'restart' ? restarted(scene) : erased(scene);
  return { conversation, lines, tail: { kind: what === 'restart' ? 'guide' : 'none' } };
};

/** Yes or no to the open question. */
export const settleQuestion: Act = (scene, utterance) => {
  const yes = utterance.meaning.act === 'answer' && utterance.meaning.yes;
  const { question } = scene.conversation;
  const rest = settled(scene.conversation);
  switch (question?.asks) {
    case 'confirm':
      return question.what === 'leave' ? leaveConfirmed(scene, yes) : confirmed(scene, question.what, yes);
    case 'reached': {
      const step = stepOf(scene.journey, question.step);
      const milestone = step?.milestones.find((candidate) => candidate.id === question.milestone);
      return yes && step && milestone ? markReached(scene, { step, milestone }) : notYet(scene, utterance);
    }
    case 'amount_in_fen': {
      if (!yes) return { conversation: rest, lines: [scene.voice.say('deposit.in_yuan', {})], tail: { kind: 'back' } };
      return depositReceived(withConversation(scene, rest), {
        text: '',
        meaning: { act: 'intent', intent: intents.depositReceived },
        entities: {},
      });
    }
    default:
      return noneOfThese(scene);
  }
};

/** The reason of a rejection: what it is commonly about is answered, then the step is begun again. */
export const rejectionReason = (scene: Scene, about: Parameters<typeof answerTo>[1] | undefined): Outcome => {
  const answer = about === undefined ? undefined : answerTo(scene, about);
  const thanks = scene.voice.say(answer ? 'report.reason_known' : 'report.reason_heard', {});
  const lines = answer ? [thanks, answer] : [thanks];
  return { conversation: settled(scene.conversation), lines, tail: { kind: 'guide' } };
};
