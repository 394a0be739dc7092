import { type Finding, type Verdict, verdictFor, verdictOf } from './verdict.ts';

/** Endings of the names on Chinese licences: companies, plants, individual businesses, cooperatives. */
const legalForm = new RegExp(
  `(?:${[
    '公司',
    '集团',
    '厂',
    '店',
    '(?:商|车|洋|花|米|粮|木|鞋|布|药)行',
    '(?:经营|门市|批发|营业|服务|销售|零售|加工|维修|购销|供应|商贸|贸易|制品|材料|五金|经销|配送|用品|产品)部',
    '合作社',
    '联社',
    '中心',
    '工作室',
    '企业',
    '\\(有限合伙\\)',
    '\\(普通合伙\\)',
    '商号',
    '[作工茶]坊',
    '(?:市|商|农|养殖|猪|鸡|采石|砂石|苗木)场',
    '(?:回收|供应|服务|加油|维修)站',
    '(?:研究|事务)[院所]',
    '研究院',
    '加工点',
    '[商网书电器具材]城',
    '(?:超|门)市',
  ].join('|')})(?:\\([^()]*\\))?$`,
  'u',
);
const shortest = 4;
const longest = 60;

/** A name without differences that do not count: width, kind of bracket, blanks, invisible characters. */
function comparable(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Cc}]+/gu, '')
    .replace(/[[{【〔﹝〈《]/gu, '(')
    .replace(/[\]}】〕﹞〉》]/gu, ')')
    .toUpperCase();
}

/** Whether a text ends like the full name on a licence. */
export function hasLegalForm(name: string): boolean {
  return legalForm.test(comparable(name));
}

/** Checks whether a text can be the full name of a business as its licence shows it. */
export function checkCompanyName(value: string): Verdict {
  const name = comparable(value);
  if (name === '') return verdictFor('company_name_empty');
  if (/^[\d-]+$/.test(name)) return verdictFor('company_name_number');
  const findings: Finding[] = [];
  if (/[^\p{L}\p{N}\p{M}()·・&\-.,'’"“”+]/u.test(name)) findings.push({ code: 'company_name_characters' });
  if (!balanced(name)) findings.push({ code: 'company_name_brackets' });
  if (name.length < shortest) findings.push({ code: 'company_name_short' });
  if (name.length > longest) findings.push({ code: 'company_name_long', values: { length: name.length } });
  if (/\p{Script=Han}\s+\p{Script=Han}/u.test(value.normalize('NFKC'))) {
    findings.push({ code: 'company_name_blank_inside' });
  }
  if (/\p{Script=Han}/u.test(name) && !legalForm.test(name)) findings.push({ code: 'company_name_no_legal_form' });
  return verdictOf(findings);
}

function balanced(name: string): boolean {
  let open = 0;
  for (const character of name) {
    if (character === '(') open += 1;
    if (character === ')') open -= 1;
    if (open < 0) return false;
  }
  return open === 0;
}

/**
 * Compares the name on the licence with the holder name at the bank, which must be the same letter for letter; the width
 * of letters and the kind of brackets do not count. Says where they part, never the names.
 */
export function compareNames(company: string, holder: string): Verdict {
  const left = comparable(company);
  const right = comparable(holder);
  if (left === right) return verdictOf([]);
  if (left.replace(/[()]/g, '') === right.replace(/[()]/g, '')) return verdictFor('names_differ_in_brackets');
  if (/^\([\p{Script=Han}·]{2,6}\)$/u.test(right.startsWith(left) ? right.slice(left.length) : '')) {
    return verdictFor('names_operator');
  }
  if (/^个体工?商?户/u.test(right) && !legalForm.test(right)) return verdictFor('names_operator');
  if (/^[\p{Script=Han}·]{2,4}$/u.test(right) && !legalForm.test(right)) return verdictFor('names_holder_is_person');
  return verdictFor(...difference(left, right));
}

type Difference = Parameters<typeof verdictFor>;
/** A difference of more characters than this is not worth spelling out. */
const spelledOut = 4;

function difference(company: string, holder: string): Difference {
  let start = 0;
  while (start < company.length && company[start] === holder[start]) start += 1;
  let end = 0;
  while (
    end < Math.min(company.length, holder.length) - start &&
    company[company.length - 1 - end] === holder[holder.length - 1 - end]
  ) {
    end += 1;
  }
  const inCompany = company.slice(start, company.length - end);
  const inHolder = holder.slice(start, holder.length - end);
  const position = start + 1;
  if (start + end === 0 || inCompany.length > spelledOut || inHolder.length > spelledOut) return ['names_differ'];
  if (inCompany === '') return ['names_holder_extra', { position, extra: inHolder }];
  if (inHolder === '') return ['names_holder_lacks', { position, missing: inCompany }];
  return ['names_differ_at', { position, company: inCompany, holder: inHolder }];
}
