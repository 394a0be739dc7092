/** How a pasted value looks: nothing odd, worth a second look, or certainly not acceptable. */
export type Plausibility = 'plausible' | 'doubtful' | 'wrong';

/** Every finding that a check can report, and how much it weighs. */
const weights = {
  credit_code_length: 'wrong',
  credit_code_characters: 'wrong',
  credit_code_letter_o: 'wrong',
  credit_code_letter_i: 'wrong',
  credit_code_letter_other: 'wrong',
  credit_code_region: 'wrong',
  credit_code_check_digit: 'wrong',
  credit_code_look_alike: 'wrong',
  credit_code_organisation_check: 'doubtful',
  credit_code_registrar: 'doubtful',

  registration_number_characters: 'wrong',
  registration_number_length: 'wrong',
  registration_number_check_digit: 'wrong',
  registration_number_13_digits: 'doubtful',
  registration_number_old_style: 'plausible',

  mobile_characters: 'wrong',
  mobile_landline: 'wrong',
  mobile_length: 'wrong',
  mobile_prefix: 'wrong',
  mobile_virtual: 'doubtful',
  mobile_data_card: 'doubtful',

  bank_account_length: 'wrong',
  bank_account_is_credit_code: 'wrong',
  bank_account_is_mobile: 'wrong',
  bank_account_letters: 'doubtful',
  bank_account_unusual_length: 'doubtful',
  bank_account_pattern: 'doubtful',
  bank_account_private_card: 'doubtful',
  bank_account_bank_code: 'doubtful',

  bank_branch_empty: 'wrong',
  bank_branch_number: 'wrong',
  bank_branch_no_branch: 'doubtful',
  bank_branch_no_bank: 'doubtful',

  company_name_empty: 'wrong',
  company_name_number: 'wrong',
  company_name_characters: 'wrong',
  company_name_brackets: 'wrong',
  company_name_short: 'doubtful',
  company_name_long: 'doubtful',
  company_name_blank_inside: 'doubtful',
  company_name_no_legal_form: 'doubtful',

  names_differ: 'wrong',
  names_differ_at: 'wrong',
  names_holder_extra: 'wrong',
  names_holder_lacks: 'wrong',
  names_differ_in_brackets: 'wrong',
  names_holder_is_person: 'wrong',
  names_operator: 'doubtful',

  invoice_number_characters: 'wrong',
  invoice_number_is_code: 'wrong',
  invoice_number_length: 'wrong',
  invoice_number_with_code: 'plausible',
  invoice_number_year: 'doubtful',
  invoice_number_region: 'doubtful',

  tax_rate_unreadable: 'wrong',
  tax_rate_unknown: 'wrong',
  tax_rate_old: 'wrong',
  tax_rate_before_its_time: 'doubtful',
  tax_rate_fraction: 'doubtful',
  tax_rate_lower: 'doubtful',
  tax_rate_small_scale: 'doubtful',
  tax_rate_exempt: 'doubtful',
  invoice_date_future: 'wrong',

  amount_unreadable: 'wrong',
  amount_not_positive: 'wrong',
  amount_decimals: 'wrong',
  amount_too_large: 'wrong',
  amount_one_yuan: 'doubtful',
  amount_over_one_yuan: 'doubtful',
  amount_unit_guessed: 'doubtful',

  member_name_empty: 'wrong',
  member_name_blank: 'wrong',
  member_name_characters: 'wrong',
  member_name_underscore: 'doubtful',
  member_name_short: 'doubtful',
  member_name_long: 'doubtful',
  member_name_digits: 'doubtful',
  member_name_is_mobile: 'doubtful',
  member_name_is_credit_code: 'doubtful',

  credit_limit_unreadable: 'wrong',
  credit_limit_without_wan: 'doubtful',
  credit_limit_zeros: 'doubtful',
  credit_limit_differs: 'doubtful',
  settlement_days_unreadable: 'wrong',
  settlement_days_differ: 'doubtful',
} as const satisfies Record<string, Plausibility>;

/** What a check found, as a stable code; `locales/<locale>/checks.yaml` hold a sentence for each. */
export type FindingCode = keyof typeof weights;

/** One thing that a check found. `values` fill the sentence and never hold the pasted value. */
export interface Finding {
  readonly code: FindingCode;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** What a check says of a value: only its form is judged, nobody is asked whether it exists. */
export interface Verdict {
  readonly verdict: Plausibility;
  readonly findings: readonly Finding[];
}

const order: readonly Plausibility[] = ['plausible', 'doubtful', 'wrong'];

/** The verdict that follows from some findings: as bad as the worst of them. */
export function verdictOf(findings: readonly Finding[]): Verdict {
  const worst = Math.max(0, ...findings.map((finding) => order.indexOf(weights[finding.code])));
  return { verdict: order[worst] ?? 'wrong', findings };
}

/** The verdict of one finding. */
export function verdictFor(code: FindingCode, values?: Finding['values']): Verdict {
  return verdictOf([values === undefined ? { code } : { code, values }]);
}
