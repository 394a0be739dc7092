import { openContent, openRecogniserFor } from '../../src/app/content/open-content.ts';
import { home } from '../../src/app/paths.ts';
import { newConversation } from '../../src/dialogue/core/new-conversation.ts';
import type { Conversation } from '../../src/dialogue/model/conversation.ts';
import type { MessageReceived } from '../../src/dialogue/model/event.ts';
import { personAt } from '../../src/dialogue/model/person.ts';
import { turn } from '../../src/dialogue/turn.ts';
import type { Figure } from './figure.ts';

const START = Date.parse('2026-03-02T10:00:00+08:00');
const address = { channel: 'terminal', user: 'bench', heardAt: START } as const;

/** What a supplier says on the whole way, with questions, a check and a detour in between. */
const lines = [
  '你好',
  '收不到验证码',
  '注册好了',
  '东莞永盛五金',
  '审核要多久',
  '提交了',
  '信用代码 91330106TE5T00008Y 对吗',
  '我到哪一步了',
  '纳税人证明提交了',
  '融易收资料提交了',
  '钱到了',
  '阿里打的（企业认证）',
  '认证成功了',
  '下一步',
  '退回上一步',
  '企业认证成功了',
  '明天下午三点叫我',
  '谢谢',
];

/** One turn of the pure core, understanding aside: the same way gone again and again. */
export const benchTurn = async (): Promise<Figure[]> => {
  const content = await openContent(home);
  const recogniser = await openRecogniserFor(content, () => {});
  const readings = lines.map((text) => recogniser.read(text));
  const world = { now: START, content, offset: () => 480, publicUrl: 'https://ruzhu.example' };
  const walk = (): void => {
    let conversation: Conversation = newConversation(personAt(address), world);
    for (const [index, text] of lines.entries()) {
      const reading = readings[index];
      const event: MessageReceived = {
        type: 'said',
        id: `m${index}`,
        at: START,
        address,
        content: { type: 'text', text },
      };
      conversation = turn(conversation, reading ? { ...event, reading } : event, world);
      conversation = { ...conversation, outbox: [] };
    }
  };
  // A process that runs for months is compiled through and through; that takes this many.
  for (let round = 0; round < 2_000; round += 1) walk();
  const batches = Array.from({ length: 40 }, (): number => {
    const begun = performance.now();
    for (let round = 0; round < 50; round += 1) walk();
    return ((performance.now() - begun) * 1000) / (50 * lines.length);
  });
  const sorted = batches.toSorted((left, right) => left - right);
  const what = 'a turn of the core, understanding aside';
  // Other work on the machine makes some batches twice as slow as others; the best is what the code itself costs.
  return [
    { name: `${what}, median of ${sorted.length} batches`, value: sorted[sorted.length / 2] ?? 0, unit: 'µs' },
    { name: `${what}, least disturbed batch`, value: sorted[0] ?? 0, unit: 'µs' },
  ];
};
