import { describe, expect, it } from 'vitest';
import { checkCompanyName, compareNames } from '../../../src/text/checks/company-name.ts';
import { codesOf } from './codes-of.ts';

describe('the name of a business', () => {
  it.each([
    '东莞市永盛五金有限公司',
    '慈溪市永盛电器厂',
    '永盛（东莞）五金制品有限公司',
    '义乌市小红日用百货商行',
    '长安永盛五金经营部',
    '杭州某某科技合伙企业（有限合伙）',
    'Yongsheng Hardware Co., Ltd.',
  ])('%s is plausible', (name) => expect(checkCompanyName(name)).toEqual({ verdict: 'plausible', findings: [] }));

  it.each([
    ['', 'wrong', 'company_name_empty'],
    ['13800138000', 'wrong', 'company_name_number'],
    ['东莞市永盛五金有限公司#', 'wrong', 'company_name_characters'],
    ['永盛（东莞五金有限公司', 'wrong', 'company_name_brackets'],
    ['永盛五金电器', 'doubtful', 'company_name_no_legal_form'],
    ['永盛厂', 'doubtful', 'company_name_short'],
    ['东莞市 永盛五金有限公司', 'doubtful', 'company_name_blank_inside'],
    [`${'永'.repeat(60)}有限公司`, 'doubtful', 'company_name_long'],
  ])('%s is %s: %s', (name, expected, finding) => {
    const verdict = checkCompanyName(name);
    expect(verdict.verdict).toBe(expected);
    expect(codesOf(verdict)).toContain(finding);
  });
});

describe('the company name and the holder name at the bank', () => {
  const company = '东莞永盛五金有限公司';

  it('are the same whatever the brackets, the width and the blanks', () => {
    const [full, half] = ['永盛（东莞）五金有限公司', '永盛(东莞) 五金有限公司\u200b'];
    expect(compareNames(full, half)).toEqual({ verdict: 'plausible', findings: [] });
  });

  it.each([
    ['东莞市永盛五金有限公司', { code: 'names_holder_extra', values: { position: 3, extra: '市' } }],
    ['东莞永盛有限公司', { code: 'names_holder_lacks', values: { position: 5, missing: '五金' } }],
    ['东莞永胜五金有限公司', { code: 'names_differ_at', values: { position: 4, company: '盛', holder: '胜' } }],
    ['广州某某贸易商行', { code: 'names_differ' }],
    ['(东莞)永盛五金有限公司', { code: 'names_differ_in_brackets' }],
    ['张三', { code: 'names_holder_is_person' }],
  ])('that differ as in %s are wrong', (holder, finding) => {
    expect(compareNames(company, holder)).toEqual({ verdict: 'wrong', findings: [finding] });
  });

  it.each(['长安永盛五金经营部（张三）', '个体户张三'])(
    'of an individual business may differ by the owner: %s',
    (holder) => {
      const verdict = compareNames('长安永盛五金经营部', holder);
      expect(verdict).toEqual({ verdict: 'doubtful', findings: [{ code: 'names_operator' }] });
    },
  );
});
