import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it, test } from 'vitest';
import { type Locale, locales } from '../../../src/content/schema/text.ts';
import type { EntryLink } from '../../../src/web/invitation/entry-links.ts';
import type { InvitationOptions } from '../../../src/web/invitation/index.ts';
import type { ReadInvitationStatus } from '../../../src/web/invitation/invitation-status.ts';
import { code, good, invitationAndChat, invitationServer, invitationText, type Known } from './invitation-server.ts';

const servers: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});
const open = async (known: Known = { [code]: good }, more: Partial<InvitationOptions> = {}) => {
  const server = await invitationServer(known, more);
  servers.push(server);
  return (path: string, headers: Record<string, string> = {}, remoteAddress = '203.0.113.7') =>
    server.inject({ method: 'GET', url: path, headers: { 'accept-language': 'zh-CN', ...headers }, remoteAddress });
};

/** What can be read, blanks taken together. */
const textOf = (html: string): string =>
  html
    .replace(/<(head|svg)\b.*?<\/\1>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const linksOf = (html: string): string[] =>
  [...html.matchAll(/href="([^"]*)"/g)].map(([, link = '']) => link.replaceAll('&amp;', '&'));
const mainButton = (html: string): string =>
  linksOf([...html.matchAll(/<a class="main-button"[^>]*>/g)].map(([tag]) => tag).join(''))[0] ?? '';

const all: readonly EntryLink[] = [
  { where: 'wechat', link: `https://work.weixin.qq.com/kf/kfc1?enc_scene=E&scene_param=${code}` },
  { where: 'dingtalk' },
  { where: 'telegram', link: `https://t.me/ruzhu_bot?start=${code}` },
];

describe('a good invitation', () => {
  it('says who invites whom, what it takes, what to have ready and why it is safe', async () => {
    const get = await open();
    const { statusCode, body } = await get(`/i/${code}`);
    expect(statusCode).toBe(200);
    const text = textOf(body);
    expect(text).toContain('杭州某某机电采购有限公司 邀请您入驻 1688，成为供应商');
    expect(text).toContain('受邀公司： 宁波张三五金制品厂');
    expect(text).toContain('2～3 个工作日');
    for (const { title } of invitationText.journey('zh-CN').steps) expect(text).toContain(title);
    expect(text).toContain('营业执照');
    for (const secret of ['密码', '短信验证码', '身份证号', '银行卡号']) expect(text).toContain(secret);
    expect(text).toContain('企业认证免费');
    expect(text).toContain('共享屏幕');
    expect(text).toContain('这个邀请是您发的吗');
    expect(body).toContain('<title>杭州某某机电采购有限公司 邀请您入驻 1688，成为供应商</title>');
  });

  it('opens right here with the code, when nothing else is there', async () => {
    const get = await open();
    const { body } = await get(`/i/${code}`);
    expect(mainButton(body)).toBe(`/?i=${code}`);
    expect(body).not.toMatch(/t\.me|weixin|钉钉/);
    expect(body).toContain(`data-copy="${code}"`);
  });

  it('shows no company where none is named', async () => {
    const { invited: _invited, ...open_ } = good;
    const get = await open({ [code]: open_ });
    expect(textOf((await get(`/i/${code}`)).body)).not.toContain('受邀公司');
  });

  it('offers the other ways that there are, and leaves out the rest', async () => {
    const get = await open(undefined, { ways: async () => all });
    const { body } = await get(`/i/${code}`);
    expect(linksOf(body)).toEqual(expect.arrayContaining(all.flatMap(({ link }) => link ?? [])));
    expect(textOf(body)).toContain('在钉钉里找到机器人“入驻助手”，把邀请码发给它');
    expect(textOf(body)).not.toContain('企业微信');
  });

  test.each([
    ['WeChat', 'Mozilla/5.0 (iPhone) MicroMessenger/8.0.50', all[0]?.link],
    ['Telegram', 'Mozilla/5.0 (Linux; Android 14) Telegram-Android/11', all[2]?.link],
    [
      'WeCom, whose browser cannot be told to open the chat',
      'Mozilla/5.0 wxwork/4.1 MicroMessenger/7.0',
      `/?i=${code}`,
    ],
    ['any other browser', 'Mozilla/5.0 (Macintosh) Safari/605', `/?i=${code}`],
  ])('leads with what fits in the browser of %s', async (_app, agent, expected) => {
    const get = await open(undefined, { ways: async () => all });
    const { body } = await get(`/i/${code}`, { 'user-agent': agent });
    expect(mainButton(body)).toBe(expected);
    expect(linksOf(body)).toContain(`/?i=${code}`);
  });

  it('puts copying the code first in the browser of DingTalk, and starting right here beside it', async () => {
    const get = await open(undefined, { ways: async () => all });
    const { body } = await get(`/i/${code}`, { 'user-agent': 'Mozilla/5.0 AliApp(DingTalk/7.6.0)' });
    expect(body).toMatch(/<button class="main-button"[^>]*data-copy="K7MQ-2XWD-9FHT"/);
    expect(body).toContain(`<a class="second-button" href="/?i=${code}">`);
    expect(textOf(body).indexOf('在钉钉里办')).toBeLessThan(textOf(body).indexOf('在微信里办'));
  });

  test.each(['k7mq2xwd9fht', 'K7MQ 2XWD 9FHT', 'k7mq-2xwd-9fht'])(
    'takes the code as people write it: %s',
    async (written) => {
      const get = await open();
      const { statusCode, body } = await get(`/i/${encodeURIComponent(written)}`);
      expect(statusCode).toBe(200);
      expect(mainButton(body)).toBe(`/?i=${code}`);
    },
  );

  it('tells the desk who looks, so that those who used it can open it again', async () => {
    const seen: Parameters<ReadInvitationStatus>[1][] = [];
    const look: ReadInvitationStatus = async (_code, person) => {
      seen.push(person);
      return good;
    };
    const server = await invitationAndChat({}, { look });
    servers.push(server);
    const [cookie] = (await server.inject({ method: 'POST', url: '/chat/enter' })).cookies;
    for (const value of ['', 'a'.repeat(43), cookie?.value])
      await server.inject({ url: `/i/${code}`, headers: { cookie: `ruzhu_chat=${value}` } });
    expect(seen).toEqual([undefined, undefined, expect.stringMatching(/^web:/)]);
  });

  it('invites a colleague in words of their own', async () => {
    const get = await open({ [code]: { ...good, as: 'colleague' } });
    const text = textOf((await get(`/i/${code}`)).body);
    expect(text).toContain('和同事一起办 杭州某某机电采购有限公司 的供应商入驻');
    expect(text).toContain('您的公司： 宁波张三五金制品厂');
  });
});

describe('a claim code', () => {
  it('shows the code and where to send it, and nothing of whose it is', async () => {
    const asked: string[] = [];
    const ways: InvitationOptions['ways'] = async (_code, as) => {
      asked.push(as);
      return [{ where: 'wecom' }, { where: 'telegram', link: 'https://t.me/ruzhu_bot' }];
    };
    const get = await open({ [code]: { type: 'good', as: 'purchaser' } }, { ways });
    const { statusCode, body } = await get(`/i/${code}`);
    expect(statusCode).toBe(200);
    expect(asked).toEqual(['purchaser']);
    expect(mainButton(body)).toBe('/');
    expect(linksOf(body).filter((link) => link.includes(code))).toEqual([]);
    expect(body.slice(0, body.indexOf('</head>'))).not.toContain(code);
    expect(textOf(body)).toContain(code);
    expect(textOf(body)).toContain('只能用一次');
    expect(textOf(body)).toContain('在企业微信里办');
  });
});

describe('a code that cannot be used', () => {
  test.each([
    ['expired', 410, '这个邀请过期了'],
    ['revoked', 410, '这个邀请收回了'],
    ['used', 410, '这个邀请用过了'],
    ['withdrawn', 410, '这个邀请不能用了'],
    ['unknown', 404, '没找到这个邀请'],
  ] as const)(
    'says that it is %s, whom to ask, and that one can begin all the same',
    async (state, status, heading) => {
      const get = await open({ [code]: { type: state } });
      const { statusCode, body } = await get(`/i/${code}`);
      expect(statusCode).toBe(status);
      expect(textOf(body)).toContain(heading);
      expect(textOf(body)).toContain('采购员');
      expect(mainButton(body)).toBe('/');
      expect(body).not.toContain(code);
    },
  );

  test.each(['/i/hello', '/i/%3Cscript%3E', '/i/12345678901234', `/i/${'x'.repeat(200)}`])(
    'explains %s as well',
    async (path) => {
      const get = await open();
      const { statusCode, body } = await get(path);
      expect(statusCode).toBe(404);
      expect(body).toContain('没找到这个邀请');
      expect(body).not.toContain('<script>');
    },
  );
});

describe('the language', () => {
  test.each([
    ['zh-CN,zh;q=0.9', 'zh-CN', '在这里开始'],
    ['zh-TW', 'zh-Hant', '在這裡開始'],
    ['de-DE,de', 'en', 'Start right here'],
  ])('follows the browser: %s', async (accepted, locale, start) => {
    const get = await open();
    const { body } = await get(`/i/${code}`, { 'accept-language': accepted });
    expect(body).toContain(`<html lang="${locale}">`);
    expect(textOf(body)).toContain(start);
    expect(textOf(body)).toContain('杭州某某机电采购有限公司');
  });

  test.each(locales)('can be chosen: %s, and goes along to the chat', async (locale: Locale) => {
    const get = await open();
    const { body } = await get(`/i/${code}?lang=${locale}`);
    expect(body).toContain(`<html lang="${locale}">`);
    expect(mainButton(body)).toBe(`/?i=${code}&lang=${locale}`);
    expect(body).toMatch(new RegExp(`href="\\?lang=${locale}"[^>]*aria-current="true"`));
  });

  it('is the browser’s when another is asked for that there is not', async () => {
    const get = await open();
    expect((await get(`/i/${code}?lang=xx`)).body).toContain('<html lang="zh-CN">');
    expect((await get(`/i/${code}?lang=en&lang=zh-CN`)).statusCode).toBe(200);
  });
});

describe('a name that means harm', () => {
  test.each([
    '<img src=x onerror=alert(1)>',
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    '</title><script>alert(1)</script>',
    '{{invited}}$&$1',
    '\u202e公司某某\u2066\u0000\u200b',
  ])('is only read: %j', async (name) => {
    const get = await open({ [code]: { ...good, company: name, invited: name } });
    const { body } = await get(`/i/${code}`);
    expect(body.match(/<script\b[^>]*>/g)).toEqual(['<script type="module" src="/chat/page/copy-code.js">']);
    expect(body.match(/<img\b[^>]*>/g)).toHaveLength(1);
    expect(body.replace(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\son\w+=/);
    expect(body).not.toMatch(/[\p{Cf}\p{Co}]|(?!\n)\p{Cc}/u);
  });
});

describe('what goes with every page', () => {
  it('is kept nowhere, found by nobody, and asks no other host for anything', async () => {
    const get = await open(undefined, { ways: async () => all });
    for (const path of [`/i/${code}`, '/i/unknown']) {
      const { headers, body } = await get(path);
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['x-robots-tag']).toBe('noindex, nofollow');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['set-cookie']).toBeUndefined();
      expect(
        [...body.matchAll(/\ssrc="([^"]*)"/g)].map(([, source]) => source).filter((source) => !source?.startsWith('/')),
      ).toEqual([]);
      expect(body).not.toMatch(/\sstyle="/);
    }
  });
});

describe('guessing codes', () => {
  it('is slowed after a few and refused after twenty, for right ones too, from that network alone', async () => {
    const pauses: number[] = [];
    const looked: string[] = [];
    const look: ReadInvitationStatus = async (asked) => {
      looked.push(asked);
      return asked === code ? good : { type: 'unknown' };
    };
    const sleep: InvitationOptions['sleep'] = async (milliseconds) => void pauses.push(milliseconds);
    const get = await open({}, { look, sleep });
    const guess = (number: number) => `/i/AAAA-BBBB-${String(number).padStart(4, '0')}`;
    const statuses: number[] = [];
    for (let number = 0; number < 128; number += 1) statuses.push((await get(guess(number))).statusCode);
    expect(statuses).toEqual([...Array(20).fill(404), ...Array(108).fill(429)]);
    expect(pauses).toHaveLength(15);
    expect(pauses.at(0)).toBe(200);
    expect(pauses.at(-1)).toBe(3_000);

    looked.length = 0;
    const right = await get(`/i/${code}`);
    expect(right.statusCode).toBe(429);
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(590);
    expect(textOf(right.body)).toContain('10 分钟后再打开');
    expect((await get(`/i/${code}/qr.png`)).statusCode).toBe(429);
    expect(looked).toEqual([]);
    expect((await get(`/i/${code}`, {}, '203.0.113.8')).statusCode).toBe(200);
  });

  it('gains nothing by coming all at once', async () => {
    const get = await open();
    const paths = Array.from({ length: 128 }, (_, number) => `/i/AAAA-BBBB-${String(number).padStart(4, '0')}`);
    const answers = await Promise.all([...paths, `/i/${code}`].map((path) => get(path)));
    expect(answers.filter(({ statusCode }) => statusCode === 404).length).toBeLessThanOrEqual(20);
    expect(answers.at(-1)?.statusCode).toBe(429);
  });

  it('counts what one customer may have of IPv6 together', async () => {
    const get = await open(undefined, { limits: { guesses: 3 } });
    for (let host = 1; host <= 3; host += 1) await get('/i/AAAA-BBBB-0001', {}, `2001:db8:1:2::${host}`);
    expect((await get(`/i/${code}`, {}, '2001:db8:1:2:ffff::1')).statusCode).toBe(429);
    expect((await get(`/i/${code}`, {}, '2001:db8:1:3::1')).statusCode).toBe(200);
  });

  it('is not what people do who open void invitations or look often', async () => {
    const get = await open({ [code]: good, 'K7MQ-2XWD-9FHV': { type: 'expired' } });
    for (let time = 0; time < 40; time += 1) {
      expect((await get(`/i/${code}`)).statusCode).toBe(200);
      expect((await get('/i/K7MQ-2XWD-9FHV')).statusCode).toBe(410);
    }
  });

  it('has a limit for pages as well', async () => {
    const get = await open(undefined, { limits: { pages: 2 } });
    await get(`/i/${code}`);
    await get(`/i/${code}`);
    const { statusCode, headers } = await get(`/i/${code}`);
    expect(statusCode).toBe(429);
    expect(headers['retry-after']).toBeDefined();
  });
});
