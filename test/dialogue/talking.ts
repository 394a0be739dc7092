import { openContent, openRecogniserFor } from '../../src/app/content/open-content.ts';
import { home } from '../../src/app/paths.ts';
import { newConversation } from '../../src/dialogue/core/new-conversation.ts';
import { publicStateOf } from '../../src/dialogue/core/public-state.ts';
import type { Conversation } from '../../src/dialogue/model/conversation.ts';
import { personAt } from '../../src/dialogue/model/person.ts';
import { turn } from '../../src/dialogue/turn.ts';
import { shanghai, worldAt } from './waiting.ts';

const content = await openContent(home);
const recogniser = await openRecogniserFor(content, () => undefined);

/** When every talk here takes place: a Monday morning, in the week before the Labour Day holiday of 2026. */
export const start = shanghai('2026-04-27 10:00');

const world = { ...worldAt(content, start), characters: recogniser.characters };

let said = 0;

/** What a conversation becomes when its person says these things, one after the other. */
export const say = (before: Conversation, ...lines: readonly string[]): Conversation =>
  lines.reduce((conversation, text) => {
    said += 1;
    const address = { channel: 'terminal', user: 'lin', heardAt: start } as const;
    const event = { type: 'said', id: `t${said}`, at: start, address, content: { type: 'text', text } } as const;
    return turn(conversation, { ...event, reading: recogniser.read(text) }, world);
  }, before);

/** A conversation in which these things were said. */
export const talked = (...lines: readonly string[]): Conversation =>
  say(newConversation(personAt({ channel: 'terminal', user: 'lin' }), world), ...lines);

/** The answer to the last thing that was said. */
export const answer = (conversation: Conversation): string => conversation.outbox.at(-1)?.message.text ?? '';

/** How a step stands, in one word. */
export const statusOf = (conversation: Conversation, step: string): string | undefined =>
  Object.entries(publicStateOf(conversation, world).steps).find(([id]) => id === step)?.[1].status;

/** The lines by which people come to where the tests begin. */
export const registered = ['你好', '1688账号注册好了，会员名是 dgys88'] as const;
export const certifying = [...registered, '企业认证资料提交了'] as const;
export const typing = [...certifying, '阿里的打款到了'] as const;
export const pending = [...typing, '企业认证成功了', '纳税人证明提交了', '融易收资料提交了'] as const;
