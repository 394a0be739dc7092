import { checkMemberName } from '../../../text/checks/member-name.ts';
import { kindOfBusiness, looksLikePerson } from '../../../text/names/company-words.ts';
import type { Reading } from '../../../understanding/reading.ts';
import { intents } from '../../core/intents.ts';
import { currentStep } from '../../core/progress/step-status.ts';
import type { TurnContext } from '../../core/turn-context.ts';
import { asks, type Interpretation, intent, meant, reports, smallTalk } from './interpretation.ts';

const longestName = 30;

const beforeName =
  /^(?:我的|我们的|会员名?|會員名|名字|账号|個名|个名|叫那个|俺|it'?s|it is|是|系|係|叫做?|就是|:|：|\s)+/iu;

/** A name of an account that is no word: it has a digit or a line in it, or no blank and is long. */
const accountName = /^(?:(?=[A-Za-z0-9_]*[0-9_])(?=[A-Za-z0-9_]*[A-Za-z])[A-Za-z0-9_]{4,25}|[a-z]{7,25})$/u;

/** Letters and digits in one word: nothing else that people say while they register. */
const withDigit = /^(?=.*[a-z])(?=.*[\d_])[a-z0-9_]{6,25}$/iu;

/** A company's short name and nothing beside it. */
const isCompanyAlone = (said: string): boolean =>
  said.length <= 15 &&
  /^[\p{Script=Han}A-Za-z0-9]+$/u.test(said) &&
  kindOfBusiness.test(said) &&
  !saidNotNamed.test(said);

/** Words that no company and no account is called by, but people answer with: 哦, 稍等, 我问下会计. */
const saidNotNamed =
  /[我你您他她的了吗呢吧啊哦嗯噢呃么怎哪忘不没]|稍|等[下会一]|记得|记不|问[下问一]|查[下一]|老板|会计|采购|电话|手机|公司名|是什么|叫什么|^(?:好|行|对|是|可以|收到|知道)/u;

/** Whether a few words can be a member name: letters and digits, a company's kind, or nothing that people say otherwise. */
const canBeName = (name: string): boolean =>
  /^[A-Za-z0-9_]+$/u.test(name) || kindOfBusiness.test(name) || !(saidNotNamed.test(name) || looksLikePerson(name));

/** A login that stands alone in a message of somebody who registers, and in which nothing is asked or supposed. */
export const loginBeside = (context: TurnContext, { clauses }: Reading): string | undefined => {
  const { conversation, journey } = context;
  const isRegistering = conversation.facts.member_name === undefined && currentStep(context)?.step === journey.steps[0];
  const logins = clauses.map(({ text: said }) => said.replace(beforeName, '')).filter((said) => withDigit.test(said));
  const isSaid = clauses.every(({ assertion }) => assertion === 'asserted');
  return isRegistering && isSaid && logins.length === 1 ? logins[0] : undefined;
};

/** Asks whether a name would do. */
const isTried = /行不行|可不可以|好不好|行吗|可以吗|能用吗|合适吗|is (?:it|that) ok/iu;

const labelled = /会员名|會員名|member ?name|登录名|用户名|(?:号|账号|帐号|账户)[^,，。]{0,8}叫/iu;

/** A name stands in a text by itself, not as the beginning of another one. */
const isNamedBeside = (text: string, name: string): boolean =>
  text
    .split(/[^A-Za-z0-9_\u4e00-\u9fff]+/u)
    .some((word) => word.replace(beforeName, '').replace(/^不是/u, '') === name);

/** A person's name, or a name that is only asked about, is no member name: it is asked for, or what makes a good one is said. */
export const asDoubtfulName = (context: TurnContext, text: string, reading: Reading): Interpretation | undefined => {
  const name = reading.entities.member_name;
  if (name === undefined) return undefined;
  const question = reading.candidates.find(({ intent: id }) => context.content.intents.get(id)?.kind === 'faq');
  if (isTried.test(text) && question) return meant([intent(question.intent)], {});
  // “不是 cz_ruida 是 cz_ruida88”: beside the name that is known, the other one takes its place.
  const known = context.conversation.facts.member_name;
  const isInstead =
    known !== undefined && name !== known && isNamedBeside(text, known) && /错|不是|改|wrong|not/iu.test(text);
  if (isInstead && !/采购|对方|他们/u.test(text)) return meant([intent(intents.giveMemberName)], reading.entities);
  if (labelled.test(text)) return undefined;
  if (looksLikePerson(name)) return meant([intent(intents.giveMemberName)], {});
  // “永康市嘉禾工具厂 到账了吗”: who asks signs with a company's name; it is told only where it was asked for.
  const isSigned = !asks('member_name')(context) && reading.clauses.some(({ assertion }) => assertion !== 'asserted');
  const other = reading.candidates.find(
    ({ intent: id }) => id !== intents.giveMemberName && !reports.includes(id) && !smallTalk.has(id),
  );
  if (!isSigned) return undefined;
  return other ? meant([intent(other.intent)], {}) : { type: 'refused' };
};

/** Asked for the member name, a few characters that could be one are taken for it. */
export const asMemberName = (context: TurnContext, text: string, reading: Reading): Interpretation | undefined => {
  const isAsked = asks('member_name')(context);
  const login = loginBeside(context, reading);
  if (!isAsked) {
    return login === undefined
      ? undefined
      : meant([intent(intents.giveMemberName)], { ...reading.entities, member_name: login });
  }
  const told = reading.entities.member_name;
  if (told !== undefined && !looksLikePerson(told)) return meant([intent(intents.giveMemberName)], reading.entities);
  const alone = reading.clauses
    .map(({ text: said }) => said.replace(beforeName, ''))
    .filter((said) => accountName.test(said) || isCompanyAlone(said));
  const [named, ...more] = alone;
  if (named !== undefined && more.length === 0) {
    const beside =
      reading.clauses.length > 1 && reading.certainty === 'clear' && reading.intent !== intents.giveMemberName;
    const question = beside && !reports.includes(reading.intent) && !smallTalk.has(reading.intent);
    const also = question ? [intent(reading.intent)] : [];
    return meant([intent(intents.giveMemberName), ...also], { ...reading.entities, member_name: named });
  }
  const isCompany = reading.clauses.length === 1 && kindOfBusiness.test(text) && !saidNotNamed.test(text);
  if (!isCompany && reading.certainty === 'clear' && reading.intent !== intents.giveMemberName) return undefined;
  if (!isCompany && reading.clauses.some(({ assertion, report }) => assertion !== 'asserted' || report !== undefined))
    return undefined;
  const name = text.normalize('NFKC').trim();
  const isName = name.length <= longestName && canBeName(name) && checkMemberName(name).verdict !== 'wrong';
  return isName ? meant([intent(intents.giveMemberName)], { ...reading.entities, member_name: name }) : undefined;
};

/** A name that takes the place of the one we know: “会员名写错了，是 …”, “现在叫 …”. */
export const corrects = /[改错]|不是|现在叫|更正|[多少漏][打写输填了]|应该是|wrong|changed|correct/iu;
