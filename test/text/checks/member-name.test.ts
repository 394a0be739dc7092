import { describe, expect, it } from 'vitest';
import { checkMemberName } from '../../../src/text/checks/member-name.ts';
import { codesOf } from './codes-of.ts';

describe('a member name', () => {
  it.each(['杭州某某五金', 'moujixie2018', '永盛五'])('%s is plausible', (name) => {
    expect(checkMemberName(name)).toEqual({ verdict: 'plausible', findings: [] });
  });

  it.each([
    ['123456', 'doubtful', 'member_name_digits'],
    ['王五', 'doubtful', 'member_name_short'],
    ['abc_01', 'doubtful', 'member_name_underscore'],
    ['东莞市永盛五金制品有限公司一厂', 'doubtful', 'member_name_long'],
    ['13800138000', 'doubtful', 'member_name_is_mobile'],
    ['91330106TE5T00008Y', 'doubtful', 'member_name_is_credit_code'],
    ['a b', 'wrong', 'member_name_blank'],
    ['某某@五金', 'wrong', 'member_name_characters'],
    ['', 'wrong', 'member_name_empty'],
  ])('%s is %s: %s', (name, expected, finding) => {
    const verdict = checkMemberName(name);
    expect(verdict.verdict).toBe(expected);
    expect(codesOf(verdict)).toEqual([finding]);
  });
});
