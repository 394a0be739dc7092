import type { Reading } from '../../../understanding/reading.ts';
import { intents } from '../../core/intents.ts';
import type { TurnContext } from '../../core/turn-context.ts';
import { type Interpretation, meant } from './interpretation.ts';
import { takesBack } from './reports/told-reports.ts';

/** The question was put in these words, and is fresh: later “确定” may be about anything. */
const agreesShortly = /^(?:那|就|嗯|好的?|对头?|是的?|我)*(?:确[认定人]|queding|queren)(?:了|吧|的)?$/iu;

const FRESH = 3;

/** Impatient, and no question: “删呗 还问啥”. */
const asksWhy = /^还问(?:啥|什么)$/u;

/** Longer ones say something else as well. In UTF-16 units, and without blanks and punctuation. */
const LONGEST_AGREEMENT = 20;

const agreesToErase =
  /^(?:嗯|对头?|好的?|行|是的?|ok|yes|那|就|请|都|全部?|我|给我|帮我|把|数据|资料|确[认定人]|queren|queding|可以)*(?:删除?|清空|清除|清掉|抹掉|erase|delete|wipe)(?:掉|了|吧|呗|它|我的|数据|资料|记录|全部|所有|吧|啊|it|all|everything|还问啥|还问什么|别问了|please)*$/iu;

const agreesToRestart =
  /^(?:嗯|对头?|好的?|行|是的?|ok|yes|那|就|请|都|全部?|我|给我|帮我|确[认定人]|清空|清掉|queren|queding|可以|要)*(?:重来|重新(?:来|开始|整|弄|办|搞|做)|从头(?:再)?来|从头开始|重置|清空|清掉|chonglai|restart|start over|reset)(?:一遍|一次|了|吧|呗|过|啊|please)*$/iu;

/**
 * What cannot be undone is agreed to in its own words, whatever the small words around them ("嗯 全删", "确认重新开始"); a
 * question or a no within them agrees to nothing.
 */
export const asAgreement = (context: TurnContext, text: string, reading: Reading): Interpretation | undefined => {
  const { question } = context.conversation;
  if (question?.type !== 'confirm' || question.what === 'leave') return undefined;
  if (reading.clauses.length > 0 && reading.clauses.every(({ plain }) => takesBack.test(plain))) {
    return meant([{ type: 'answer', yes: false }], {});
  }
  const said = reading.clauses.filter(({ text: words }) => !asksWhy.test(words));
  if (said.some(({ assertion }) => assertion !== 'asserted' && assertion !== 'planned')) return undefined;
  const words = text.normalize('NFKC').replace(/[\s\p{P}~]+/gu, '');
  if (words.length > LONGEST_AGREEMENT || /[?？]/u.test(text)) return undefined;
  const agrees = question.what === 'erase' ? agreesToErase : agreesToRestart;
  const isFresh = context.conversation.log
    .slice(-FRESH)
    .some(({ intent: id }) => id === intents.eraseMyData || id === intents.restart);
  const isAgreed = agrees.test(words) || (isFresh && agreesShortly.test(words));
  return isAgreed ? meant([{ type: 'answer', yes: true }], {}) : undefined;
};
