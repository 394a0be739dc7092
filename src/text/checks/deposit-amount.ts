import { type Amount, readAmount } from '../numbers/amount.ts';
import { type Finding, type Verdict, verdictFor, verdictOf } from './verdict.ts';

/**
 * The amount that somebody is about to type, in fen. Plain decimals are taken as they stand, so that a negative one or one
 * with parts of a fen (`0.375`) is not rounded away; everything else as `readAmount` has it.
 */
export function readDepositAmount(text: string): Pick<Amount, 'fen' | 'unit'> | undefined {
  const plain = text.normalize('NFKC').trim();
  const decimal = /^[¥￥]?\s?([-−]?\d{0,9}\.\d{1,9}|[-−]\d{1,9}|0)\s?(?:元|块)?$/u.exec(plain)?.[1];
  if (decimal === undefined) return readAmount(plain);
  return { fen: Math.round(Number(decimal.replace('−', '-')) * 1e11) / 1e9, unit: 'stated' };
}

/**
 * Checks the amount of a micro-deposit for its form: whole fen, more than nothing, and small. `limitFen` is what the payer
 * stays below: 100 (Alibaba, "1 元以下") or 200 (MYbank, "小于 2 元"). Exactly 1 yuan is let through with a warning, and
 * with the higher limit everything up to it.
 */
export function checkDepositAmount(amount: Pick<Amount, 'fen' | 'unit'> | undefined, limitFen: 100 | 200): Verdict {
  if (amount === undefined) return verdictFor('amount_unreadable');
  const findings: Finding[] = [];
  if (amount.unit === 'guessed') findings.push({ code: 'amount_unit_guessed' });
  if (amount.fen <= 0) findings.push({ code: 'amount_not_positive' });
  else if (!Number.isInteger(amount.fen)) findings.push({ code: 'amount_decimals' });
  else if (amount.fen === 100) findings.push({ code: 'amount_one_yuan' });
  else if (amount.fen >= limitFen) findings.push({ code: 'amount_too_large', values: { limit: limitFen / 100 } });
  else if (amount.fen > 100) findings.push({ code: 'amount_over_one_yuan' });
  return verdictOf(findings);
}
