import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { httpServer } from '../../../src/http/server.ts';
import { type InvitationOptions, invitationRoutes } from '../../../src/web/invitation/index.ts';
import type { InvitationStatus, ValidInvitation } from '../../../src/web/invitation/invitation-status.ts';
import type { InvitationText } from '../../../src/web/invitation/invitation-text.ts';
import { content } from '../../built-in-content.ts';
import { chatServer } from '../../channels/web/chat-server.ts';

const steps = [
  ['register', '注册 1688 企业账号', '注册', 'Register a 1688 enterprise account', 'Register'],
  ['enterprise_auth', '企业名称认证', '企业认证', 'Company name certification', 'Certify'],
  ['taxpayer', '上传一般纳税人证明', '纳税人', 'Upload the general-taxpayer proof', 'Taxpayer'],
  ['rongyishou', '开通网商银行融易收', '融易收', 'Open MYbank Rongyishou', 'Rongyishou'],
  ['credit_term', '开通账期交易', '账期', 'Open credit-term trading', 'Credit term'],
  ['quote', '找到询价单报价', '报价', 'Find the inquiry and quote', 'Quote'],
] as const;

/** The words of the real content with steps of their own, so that a test says what it expects. */
export const invitationText: InvitationText = {
  texts: (locale) => content.texts('invitation', locale),
  journey: (locale) => ({
    steps: steps.map(([id, title, short, english, shortEnglish]) =>
      locale === 'en' ? { id, title: english, short: shortEnglish } : { id, title, short },
    ),
    prepare:
      locale === 'en'
        ? "Have at hand: the business licence, the corporate bank account details, the legal representative's ID card, a 13 % VAT invoice your company has issued, and a computer."
        : '手边先备好：营业执照、对公账户信息（户名、开户行、账号）、法人身份证、一张自己公司开出的 13% 增值税发票，还有一台电脑。',
  }),
};

/** What a code leads to, in tests. */
export const good: Extract<ValidInvitation, { company: string }> = {
  type: 'good',
  as: 'supplier',
  company: '杭州某某机电采购有限公司',
  invited: '宁波张三五金制品厂',
};

export const code = 'K7MQ-2XWD-9FHT';
const publicUrl = new URL('https://ruzhu.example.com');

/** What is known of codes in a test; every other is unknown. */
export type Known = Readonly<Record<string, InvitationStatus>>;

const options = (known: Known, more: Partial<InvitationOptions>): InvitationOptions => ({
  publicUrl,
  visitors: { seen: () => undefined },
  look: async (asked) => known[asked] ?? { type: 'unknown' },
  ways: async () => [],
  text: invitationText,
  sleep: async () => {},
  ...more,
});

/** A server with the invitation pages alone. */
export const invitationServer = (known: Known, more: Partial<InvitationOptions> = {}): Promise<FastifyInstance> =>
  httpServer({
    logger: pino({ level: 'silent' }),
    publicUrl: more.publicUrl ?? publicUrl,
    metrics: new Registry(),
    readiness: async () => [],
    rooms: [invitationRoutes(options(known, more))],
  });

/** A server with the web chat as well, for a browser and for who has its cookie. */
export const invitationAndChat = async (
  known: Known,
  more: Partial<InvitationOptions> = {},
): Promise<FastifyInstance> => {
  const { server, chat } = await chatServer(undefined, { publicUrl: new URL('http://localhost:3000') });
  await server.register(invitationRoutes(options(known, { visitors: chat.visitors, ...more })));
  return server;
};
