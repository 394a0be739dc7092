import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openContent, openRecogniserFor } from '../../src/app/content/open-content.ts';
import { home } from '../../src/app/paths.ts';
import type { Content } from '../../src/content/content.ts';
import type { Recogniser } from '../../src/understanding/recogniser.ts';
import { onEachStore } from '../each-store.ts';
import { cellsOf } from '../purchasers/files/sheet.ts';
import { nameHengtong } from './invitation/invitations.ts';
import { people, type Seen, type Stage, setStage } from './invitation/stage.ts';

const HOUR = 3_600_000;

const list = `邀请供应商
1. 永康张三五金厂 13800000000
2. 宏达电器有限公司
3. 鑫源包装`;

let content: Content;
let recogniser: Recogniser;
let stage: Stage;
/** Everything that anybody saw, for what must not be among it. */
let everything: Record<keyof Seen, string>;
beforeAll(async () => {
  content = await openContent(home);
  recogniser = await openRecogniserFor(content, () => {});
}, 60_000);

/** What each of the four sees: the words named for them, and nothing at all when none are. */
const expectSeen = (seen: Seen, expected: { readonly [Who in keyof Seen]?: readonly string[] }): Seen => {
  for (const who of people) {
    everything[who] += `${seen[who]}\n`;
    if (!expected[who]) expect(seen[who], `what ${who} sees`).toBe('');
    for (const words of expected[who] ?? []) expect(seen[who], `what ${who} sees`).toContain(words);
  }
  return seen;
};
const sees = async (happens: () => Promise<unknown>, expected: Parameters<typeof expectSeen>[1]): Promise<Seen> =>
  expectSeen(await stage.after(happens), expected);

/** What a page of ours links to, by how the link begins. */
const linkOn = (page: string, start: string): URL => {
  const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, link]) => (link ?? '').replaceAll('&amp;', '&'));
  return new URL(links.find((link) => link.startsWith(start)) ?? '', 'https://ruzhu.example');
};
const decoded = (png: Buffer): string | undefined => {
  const { data, width, height } = PNG.sync.read(png);
  return jsqr.default(new Uint8ClampedArray(data), width, height, { inversionAttempts: 'dontInvert' })?.data;
};

/** The purchasing officer claims by typing the code and invites three suppliers; the links of the three. */
const invite = async (): Promise<readonly [zhang: string, hong: string, xin: string]> => {
  const { buyer } = stage;
  const { claim } = await nameHengtong(stage.store, stage.now());
  await sees(() => buyer.says(`你好，认领码是 ${claim}`), { buyer: ['您现在是恒通集团这边的人', '邀请供应商'] });
  const { buyer: told } = await sees(() => buyer.says(list), { buyer: ['张三五金', '宏达电器', '鑫源包装', '.xlsx'] });
  const [zhang = '', hong = '', xin = '', ...more] = told.match(/https:\/\/ruzhu\.example\/i\/[0-9A-Z-]{14}/g) ?? [];
  expect(more).toEqual([]);
  return [zhang, hong, xin];
};

/** Each of the three opens the link they were sent, and goes on from there on a platform of their own. */
const join = async ([forZhang, forHong, forXin]: readonly [string, string, string]): Promise<void> => {
  const { zhang, hong, xin, get } = stage;
  const telegram = linkOn((await get(forZhang)).body, 'https://t.me/');
  const start = `/start ${telegram.searchParams.get('start')}`;
  await sees(() => zhang.says(start), { zhang: ['恒通集团', 'Step 1 of 6'] });
  const wechat = linkOn((await get(forHong)).body, 'https://work.weixin.qq.com/kf/');
  const scene = wechat.searchParams.get('scene_param') ?? '';
  await sees(() => hong.enters(scene), { hong: ['恒通集团的邀请', '第 1 步'] });
  const here = linkOn((await get(forXin)).body, '/?i=');
  const code = here.searchParams.get('i') ?? '';
  await sees(() => xin.opens(code), { xin: ['恒通集团的邀请', '第 1 步'] });
};

/** All three tell their member names; the purchaser adds them, one by one and all at once. */
const getListed = async (): Promise<void> => {
  const { buyer, zhang, hong, xin } = stage;
  await sees(() => zhang.says('registration is done'), { zhang: ['member name'] });
  await sees(() => zhang.says('zhang5j'), {
    zhang: ['zhang5j', 'Step 2 of 6'],
    buyer: ['永康张三五金厂', '\nzhang5j\n', '供应商管理名录'],
  });
  await sees(() => buyer.taps('已添加 永康张三五金厂'), { buyer: ['永康张三五金厂'], zhang: ['恒通集团', 'free'] });
  await sees(() => hong.says('注册好了，会员名是hongda88'), {
    hong: ['转给恒通集团', '第 2 步'],
    buyer: ['宏达电器', '\nhongda88\n'],
  });
  await sees(() => xin.says('注册好了'), { xin: ['会员名'] });
  await sees(() => xin.says('xinyuanbz'), { xin: ['第 2 步'], buyer: ['鑫源包装', '\nxinyuanbz\n'] });
  await sees(() => buyer.says('都加好了'), {
    buyer: ['宏达电器', '鑫源包装'],
    hong: ['加进供应商管理名录', '不收费'],
    xin: ['加进供应商管理名录', '不收费'],
  });
};

/** One hands in and hears nothing more, one is rejected, one gets through to the quote. */
const partWays = async (): Promise<void> => {
  const { buyer, zhang, hong, xin } = stage;
  await sees(() => zhang.says('I submitted the certification'), { zhang: ['Step 3 of 6'] });
  await sees(() => hong.says('纳税人证明提交了'), { hong: ['审核'] });
  expectSeen(await stage.wait(28 * HOUR), {
    buyer: ['新加入：', '永康张三五金厂', '宏达电器有限公司', '鑫源包装'],
    zhang: ['deposit'],
    hong: ['纳税人'],
  });
  await sees(() => hong.says('纳税人审核被退回了'), { hong: ['被退回'] });
  await sees(() => hong.says('税率不对'), { hong: ['13%'] });
  await sees(() => xin.says('认证资料提交了'), { xin: ['第 3 步'] });
  await sees(() => xin.says('阿里的打款到了'), { xin: ['验证框'] });
  await sees(() => xin.says('企业认证成功了'), { xin: ['第 2 步企业名称认证完成'] });
  await sees(() => xin.says('纳税人证明提交了'), { xin: ['第 4 步'] });
  await sees(() => xin.says('融易收资料提交了'), { xin: ['72 小时'] });
  await sees(() => xin.says('网商银行的打款到了，0.42'), { xin: ['第 4 步'] });
  await sees(() => xin.says('融易收开通成功了'), { xin: ['hengtong采购', '5,000,000', '30 天'] });
  await sees(() => xin.says('纳税人审核通过了'), { xin: ['第 3 步一般纳税人证明通过'] });
  await sees(() => xin.says('账期开好、买家加好了'), { xin: ['第 6 步'], buyer: ['鑫源包装', '询价单'] });
  await sees(() => buyer.taps('已邀请 鑫源包装'), { buyer: ['鑫源包装'], xin: ['询价单发了'] });
  await sees(() => xin.says('报价提交了'), { xin: ['六步都走完了'] });
};

onEachStore((stores) => {
  beforeEach(async () => {
    stage = await setStage(content, recogniser, Date.parse('2026-03-02T09:30:00+08:00'), stores.open);
    everything = { buyer: '', zhang: '', hong: '', xin: '' };
  });
  afterEach(async () => {
    await stage.close();
    expect(stage.violations()).toEqual([]);
  });

  describe('a purchaser in DingTalk, and suppliers in Telegram, in WeChat and in a browser', () => {
    it('invites on Monday and knows on Thursday whom to call', async () => {
      const { buyer, zhang, hong } = stage;
      await join(await invite());
      await getListed();
      await partWays();
      expectSeen(await stage.wait(49 * HOUR), {
        buyer: ['做完了：鑫源包装', '永康张三五金厂：企业认证等阿里打款', '宏达电器有限公司：纳税人被退回'],
        zhang: ['deposit'],
      });
      await sees(() => buyer.says('进度'), {
        buyer: ['一共 3 家：做完 1，在办 2，其中卡住 2', '⚠ 永康张三五金厂', '⚠ 宏达电器有限公司', '✓ 鑫源包装'],
      });
      const { buyer: stuck } = await sees(() => buyer.says('谁卡住了'), { buyer: ['阿里打款', '退回'] });
      expect(stuck).not.toContain('鑫源');
      await sees(() => buyer.says('催一下张三五金'), { buyer: ['永康张三五金厂'], zhang: ['恒通集团 asked me'] });
      await sees(() => buyer.says('催一下张三五金'), { buyer: ['今天已经催过了'] });
      await sees(() => zhang.says('what can the purchaser see?'), { zhang: ['恒通集团 can see'] });
      await sees(() => hong.says('进度'), { hong: ['纳税人：被退回'] });

      expect(everything.buyer).not.toMatch(/13800000000|税率不对|0\.42|registration is done/);
      expect(everything.zhang).not.toMatch(/宏达|鑫源|hongda|xinyuan/);
      expect(everything.hong).not.toMatch(/张三|鑫源|zhang5j|xinyuan/);
      expect(everything.xin).not.toMatch(/张三|宏达|zhang5j|hongda|0\.42/);
    }, 60_000);

    it('gives the purchaser a table of how far everybody is, and nobody else a way to it', async () => {
      const { buyer, zhang, get } = stage;
      await join(await invite());
      await getListed();
      await sees(() => zhang.says('I submitted the certification'), { zhang: ['Step 3 of 6'] });
      const { buyer: told } = await sees(() => buyer.says('导出表格'), { buyer: ['.xlsx', '.csv'] });
      const [link = ''] = /https:\S+\.xlsx/.exec(told) ?? [];
      const file = await get(link);
      expect(file.statusCode).toBe(200);
      const [headings = [], ...rows] = cellsOf(file.rawPayload);
      const shown = rows.map((row) => Object.fromEntries(headings.map((heading, column) => [heading, row[column]])));
      expect(shown).toMatchObject([
        { 供应商: '宏达电器有限公司', '1688 会员名': 'hongda88', 当前步骤: '2 企业认证' },
        { 供应商: '鑫源包装', '1688 会员名': 'xinyuanbz', 当前步骤: '2 企业认证' },
        { 供应商: '永康张三五金厂', '1688 会员名': 'zhang5j', 企业名称认证: '等阿里打款 2026-03-02 起' },
        { 供应商: '义乌赵六模具厂', 当前步骤: '邀请没打开' },
      ]);
      expect((await get(link.replace(/.\.xlsx$/, 'x.xlsx'))).statusCode).toBe(404);
      const { zhang: refused } = await stage.after(() => zhang.says('export the progress of all suppliers'));
      expect(refused).not.toContain('/desk/files/');
    }, 60_000);

    it('shows each link as a code to scan, which is void for a second company', async () => {
      const { zhang, hong, get } = stage;
      const [link, another] = await invite();
      expect(decoded((await get(`${link}/qr.png`)).rawPayload)).toBe(link);
      await sees(() => zhang.says(`hello, I was sent this: ${link}`), { zhang: ['恒通集团'] });
      const { hong: told } = await stage.after(() => hong.says(`采购发我的 ${link}`));
      expect(told).not.toContain('按他们的要求');
      expect((await get(link)).statusCode).toBe(410);
      await sees(() => hong.says(`这个呢 ${another}`), { hong: ['恒通集团的邀请'] });
    }, 60_000);

    it('takes a claim code once, from whoever sends it first', async () => {
      const { buyer, hong } = stage;
      const { claim } = await nameHengtong(stage.store, stage.now());
      await sees(() => buyer.says(claim), { buyer: ['恒通集团'] });
      const { hong: told } = await stage.after(() => hong.says(claim));
      expect(told).not.toContain('您现在是');
      const { hong: answer, buyer: heard } = await stage.after(() => hong.says('导出表格'));
      expect(answer).not.toContain('/desk/files/');
      expect(heard).toBe('');
    }, 60_000);
  });
});
