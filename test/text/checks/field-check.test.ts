import { describe, expect, it } from 'vitest';
import { FieldCheck } from '../../../src/content/schema/journey.ts';
import { checkField, type Expectations } from '../../../src/text/checks/field-check.ts';

const expectations: Expectations = {
  today: '2026-06-05',
  creditLimit: 5_000_000,
  settlementDays: 30,
  depositLimit: 100,
};

describe('every check that a journey may name', () => {
  it.each(FieldCheck.options)('%s exists, and lets nothing pass when there is nothing', (check) => {
    const { verdict, findings } = checkField(check, '', expectations);
    expect(verdict).toBe('wrong');
    expect(findings.length).toBeGreaterThan(0);
  });

  it.each(FieldCheck.options)('%s takes 100 kB of anything', (check) => {
    for (const unit of ['1', '东', 'a ', '万', '(', '.', '\ud800']) {
      expect(checkField(check, unit.repeat(100_000 / unit.length), expectations).verdict).not.toBe('plausible');
    }
  });
});
