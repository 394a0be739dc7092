import { checkMemberName } from '../../text/checks/member-name.ts';
import type { Conversation } from '../conversation.ts';
import { forgetFavours } from '../favours.ts';
import { reach } from '../marks.ts';
import type { Outcome } from '../outcome.ts';
import { type Scene, withConversation } from '../scene.ts';
import { settled } from '../settled.ts';
import { isAsFarAs, standingOf } from '../standing.ts';
import { termsOf } from '../terms.ts';
import type { Act } from './act.ts';

/** Who has a member name has registered, whether they said so or not. */
const registered = (scene: Scene, conversation: Conversation): Conversation => {
  const first = scene.journey.steps[0];
  const last = first?.milestones.at(-1);
  if (!first || !last || standingOf(withConversation(scene, conversation), first).status === 'done')
    return conversation;
  return reach(conversation, first, last, scene.now);
};

/** The message that asks an unknown purchaser for what is possible by now, ready to forward; a known one is asked from here. */
const forwardable = (scene: Scene): string[] =>
  scene.conversation.membership
    ? []
    : scene.journey.favours
        .filter(({ after }) => isAsFarAs(scene, after))
        .map((favour) => scene.voice.say('fact.forward', { message: scene.voice.fill(favour.ask, termsOf(scene)) }));

const keep = (scene: Scene, name: string, remarks: readonly string[]): Outcome => {
  const { voice } = scene;
  const before = scene.conversation.facts.member_name;
  const rest = settled(scene.conversation);
  const renamed = before === undefined || before === name ? rest : forgetFavours(rest);
  const conversation = registered(scene, { ...renamed, facts: { ...rest.facts, member_name: name } });
  if (scene.inGroup) {
    return { conversation, lines: [voice.say('fact.member_name_in_group', {})], tail: { kind: 'guide' } };
  }
  const isNew = before === undefined || before === name;
  const line = voice.say(isNew ? 'fact.member_name' : 'fact.member_name_changed', { name });
  const after = withConversation(scene, conversation);
  return { conversation, lines: [line, ...remarks, ...forwardable(after)], tail: { kind: 'guide' } };
};

/** The person tells their member name: checked for its form, kept, and put into a message for the purchaser. */
export const giveMemberName: Act = (scene, { entities }) => {
  const { voice, conversation } = scene;
  const name = entities.member_name;
  if (name === undefined) return { conversation, lines: [], tail: { kind: 'ask', question: { asks: 'member_name' } } };
  const { verdict, findings } = checkMemberName(name);
  const remarks = findings.map((finding) => voice.finding(finding.code, finding.values ?? {}));
  if (verdict === 'wrong') {
    return { conversation, lines: remarks, tail: { kind: 'ask', question: { asks: 'member_name' } } };
  }
  return keep(scene, name, remarks);
};

/** Which member name they told; in a group it is not said. */
export const recallMemberName: Act = ({ conversation, voice, inGroup }) => {
  const name = conversation.facts.member_name;
  if (inGroup) return { conversation, lines: [voice.say('fact.recall_not_in_group', {})], tail: { kind: 'back' } };
  const line = name === undefined ? voice.say('fact.recall_none', {}) : voice.say('fact.recall_name', { name });
  return { conversation, lines: [line], tail: { kind: 'back' } };
};
