import type { FindingCode, Verdict } from '../../../src/text/checks/verdict.ts';

/** The codes of what a check found, in order. */
export function codesOf(verdict: Verdict): readonly FindingCode[] {
  return verdict.findings.map((finding) => finding.code);
}
