import type { Message } from '../../src/dialogue/model/message.ts';
import type { PublicState } from '../../src/dialogue/model/public-state.ts';
import type { Script } from '../channels/web/fake-engine.ts';

const say = (
  text: string,
  links: Message['links'] = [],
  choices: readonly (string | [string, string])[] = [],
): Message => ({
  text,
  links,
  choices: choices.map((choice) =>
    typeof choice === 'string' ? { label: choice, say: choice } : { label: choice[0], say: choice[1] },
  ),
});

const registerPage = 'https://member.1688.com/member/join/enterprise_join.htm';
const workbench = 'https://work.1688.com/home/seller.htm';

const chinese: Readonly<Record<string, Message>> = {
  welcome: say(
    '您好，我是入驻助手，一步步陪您办好 1688 供应商入驻：一共 6 步，中间有两次小额打款要等，快的话两三个工作日。\n您随时可以走开，进度我记着，该回来的时候我叫您。密码、验证码、证件号都不用发给我。\n\n第 1 步 · 注册 1688 企业账号\n用电脑打开注册页，选“企业账户注册”，填好后点“同意并注册”。',
    [{ label: '打开注册页', url: registerPage }],
    ['账号注册好了', '要准备什么', '为什么要注册'],
  ),
  checklist: say(
    `第 1 步 · 注册，页面上要填这些：\n\n1. 会员名（必填）：公司简称，字母、数字、汉字都行；当作以后不能改来起\n2. 登录密码（必填）：自己定，别告诉任何人，也别发给我\n3. 联系人姓名（必填）：平时跟采购对接的人\n4. 企业名称（必填）：营业执照上的全称，一字不差\n5. 贸易身份（必填）：供货报价选“我要销售”；也要进货就选“两者都是”\n6. 手机号码（必填）：能收短信的大陆手机号，最好是公司长期用的\n\n手边备好：\n· 营业执照（照抄全称，个体工商户也行）\n· 能收短信的手机\n\n选“企业账户注册”，别选个人账户，个人账户后面做不了认证。页面：${registerPage}`,
    [{ label: '打开注册页', url: registerPage }],
    ['账号注册好了', '以后再说'],
  ),
  registered: say(
    '好，第 1 步注册完成。\n\n第 2 步 · 企业名称认证\n登录后点“认证”→“企业名称认证”右边的“我要认证”→选“打款认证”，填对公账户资料提交。',
    [{ label: '打开卖家工作台', url: workbench }],
    ['认证资料提交了', '要填什么', '给我看进度'],
  ),
  submitted: say(
    '好，企业名称认证提交了。阿里审核约 1 个工作日，然后往对公账户打一笔 1 元以下的钱，到时候我来提醒您。\n这段时间可以先办第 3 步 · 一般纳税人证明。',
    [],
    ['先办第 3 步', '阿里的打款到了'],
  ),
  fee: say(
    '不收费。认证免费，采购商把您加进名录后，给他们报价也不收费。\n有人让您先交钱的，别理，先问采购员。\n\n咱们还在第 1 步 · 注册。',
    [],
    ['账号注册好了', '要准备什么'],
  ),
  human: say('好，我请采购那边的同事来答复您。您先留个言，他们上班后回。'),
  unclear: say('这句我没看懂，换个说法试试？也可以直接点下面的。', [], ['要准备什么', '给我看进度', '找人工']),
};

const english: Readonly<Record<string, Message>> = {
  welcome: say(
    'Hello, I am the onboarding assistant. I will take you through joining 1688 as a supplier: 6 steps, with two small bank deposits to wait for; two or three working days if all goes well.\nLeave whenever you need to: I remember where you are and call you back when it is time. Never send me passwords, codes or ID numbers.\n\nStep 1 · Register a 1688 enterprise account\nOn a computer, open the page, choose 企业账户注册 (enterprise account), fill it in and click 同意并注册.',
    [{ label: 'Open the registration page', url: registerPage }],
    ['The account is registered', 'What do I need', 'Why register'],
  ),
  checklist: say(
    `Step 1 · Register. The page asks for:\n\n1. Member name (required): the company's short name; letters, digits or Chinese characters; treat it as final\n2. Password (required): your own; tell nobody, not even me\n3. Contact (required): whoever deals with the purchaser\n4. Company name (required): the full name on the licence, letter by letter\n5. Mobile (required): a mainland mobile that gets SMS\n\nHave at hand:\n· the business licence\n· a phone that receives SMS\n\nThe page: ${registerPage}`,
    [{ label: 'Open the registration page', url: registerPage }],
    ['The account is registered', 'Later'],
  ),
  registered: say(
    'Good, step 1 is done.\n\nStep 2 · Company name certification\nLog in, click 认证 → 我要认证 beside 企业名称认证 → choose 打款认证, fill in the corporate account and submit.',
    [{ label: 'Open the seller workbench', url: workbench }],
    ['I submitted the certification', 'What to fill in', 'Show my progress'],
  ),
  submitted: say(
    'Good, the certification is submitted. Alibaba reviews it in about 1 working day, then pays less than 1 yuan into the corporate account. I will remind you.\nMeanwhile you can do step 3 · General-taxpayer proof.',
    [],
    ['Do step 3 now', "Alibaba's deposit has arrived"],
  ),
  fee: say(
    'It is free. Quoting to the purchaser costs nothing once they have you in their directory.\nWhoever asks for money first: ignore them and ask the purchasing officer.\n\nWe are at step 1 · Register.',
    [],
    ['The account is registered', 'What do I need'],
  ),
  human: say('I will ask a colleague at the purchaser to answer you. Leave a message, they reply in working hours.'),
  unclear: say(
    'I did not get that, could you put it in other words?',
    [],
    ['What do I need', 'Show my progress', 'A person please'],
  ),
};

const topics: readonly (readonly [RegExp, string])[] = [
  [/准备|要填|what do i need|what to fill/i, 'checklist'],
  [/注册好了|is registered/i, 'registered'],
  [/提交了|submitted/i, 'submitted'],
  [/收费|多少钱|cost|free|fee/i, 'fee'],
  [/人工|a person/i, 'human'],
];

const moved = (topic: string, { steps }: PublicState): Partial<PublicState> => {
  if (topic === 'registered') {
    return {
      current: 'enterprise_auth',
      steps: {
        ...steps,
        register: { status: 'done', at: '2026-11-23T10:00:00+08:00' },
        enterprise_auth: { status: 'doing' },
        taxpayer: { status: 'doing' },
      },
    };
  }
  if (topic === 'submitted') {
    return {
      current: 'taxpayer',
      steps: {
        ...steps,
        enterprise_auth: { status: 'waiting', for: 'deposit', until: '2026-11-25T09:00:00+08:00' },
        taxpayer: { status: 'doing' },
      },
      reminders: [{ at: '2026-11-25T09:00:00+08:00', about: 'enterprise_auth' }],
    };
  }
  return topic === 'human' ? { mode: 'human' } : {};
};

/** The first two steps of the journey, as the assistant would take a supplier through them. */
export const scriptedJourney: Script = (event, state) => {
  const text = event.type === 'said' && event.content.type === 'text' ? event.content.text : '';
  const locale = /English please/.test(text) ? 'en' : /^简体中文$/.test(text) ? 'zh-CN' : state.locale;
  const voice = locale === 'en' ? english : chinese;
  const topic =
    text === '' || locale !== state.locale ? 'welcome' : (topics.find(([words]) => words.test(text))?.[1] ?? 'unclear');
  const message = voice[topic];
  return { messages: message === undefined ? [] : [message], state: { locale, ...moved(topic, state) } };
};
