import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { writtenLocales } from '../../../src/content/schema/text.ts';
import { findingVocabulary } from '../../../src/messages/vocabulary/findings.ts';
import { compareNames } from '../../../src/text/checks/company-name.ts';
import { checkField, type Expectations, type FieldCheckName } from '../../../src/text/checks/field-check.ts';

const headAndClosing = { plausible: ['label'], doubtful: ['label'], wrong: ['label'], closing: [] };
const expected: Record<string, readonly string[]> = { ...headAndClosing, ...findingVocabulary };

describe.each(writtenLocales)('the sentences of the field checks in %s', (locale) => {
  const file = readFileSync(new URL(`../../../locales/${locale}/checks.yaml`, import.meta.url), 'utf8');
  const sentences = z.record(z.string(), z.string().min(1)).parse(parse(file));

  it('are one for every finding', () => {
    expect(Object.keys(sentences)).toEqual([...Object.keys(headAndClosing), ...Object.keys(findingVocabulary)]);
  });

  it.each(Object.entries(sentences))('%s names the values it is given', (code, sentence) => {
    const named = [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '');
    expect([...new Set(named)].sort()).toEqual([...(expected[code] ?? [])].sort());
  });
});

describe('what the checks report', () => {
  const expectations: Expectations = {
    today: '2026-06-05',
    creditLimit: 5_000_000,
    settlementDays: 30,
    depositLimit: 100,
    invoiceIssued: '2018-01-01',
  };
  const odd: readonly (readonly [FieldCheckName, string])[] = [
    ['credit_code', '9133010GTE5T00008Y'],
    ['credit_code', '91330106TE5TO0008Y'],
    ['credit_code', '9I330106TE5T00008Y'],
    ['credit_code', 'V1330106TE5T0000BY'],
    ['credit_code', '91330106TE5T00008'],
    ['registration_number', '33010600001234'],
    ['mobile', '17000000000'],
    ['mobile', '1380013800'],
    ['bank_account', '12345'],
    ['bank_account', '20100265'],
    ['company_name', '永'.repeat(80)],
    ['invoice_number', '35002000000012345678'],
    ['invoice_number', '123'],
    ['tax_rate', '0.13'],
    ['tax_rate', '16'],
    ['tax_rate', '12'],
    ['tax_rate', '9'],
    ['tax_rate', '3'],
    ['amount', '5.00'],
    ['member_name', '王五'],
    ['member_name', 'a'.repeat(30)],
    ['credit_limit', '500'],
    ['credit_limit', '50万'],
    ['credit_limit', '3万'],
    ['credit_limit', '-'],
    ['settlement_days', '60'],
    ['settlement_days', '-'],
  ];

  it.each(odd)('of %s %s has the values of its sentence, and never the whole of what was pasted', (check, value) => {
    const { findings } = checkField(check, value, expectations);
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) {
      expect(Object.keys(finding.values ?? {}).sort()).toEqual([...findingVocabulary[finding.code]].sort());
      expect(value.length > 4 ? Object.values(finding.values ?? {}) : []).not.toContain(value);
    }
  });

  it.each([
    ['东莞永盛有限公司', '东莞市永盛有限公司'],
    ['东莞市永盛有限公司', '东莞永盛有限公司'],
    ['东莞永盛有限公司', '东莞永胜有限公司'],
  ])('of two names has the values of its sentence', (company, holder) => {
    for (const finding of compareNames(company, holder).findings) {
      expect(Object.keys(finding.values ?? {}).sort()).toEqual([...findingVocabulary[finding.code]].sort());
    }
  });
});
