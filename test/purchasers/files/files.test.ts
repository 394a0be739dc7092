import { pino } from 'pino';
import { Registry } from 'prom-client';
import { describe, expect, test } from 'vitest';
import { openContent } from '../../../src/app/content/open-content.ts';
import { home } from '../../../src/app/paths.ts';
import { StepId } from '../../../src/content/schema/journey.ts';
import type { PurchaserRequest } from '../../../src/dialogue/model/effect.ts';
import { DAY, HOUR, type Instant } from '../../../src/dialogue/model/instant.ts';
import { httpServer } from '../../../src/http/server.ts';
import { csvOf } from '../../../src/purchasers/files/csv.ts';
import { contentDisposition } from '../../../src/purchasers/files/file.ts';
import type { Table } from '../../../src/purchasers/files/table.ts';
import { xlsxOf } from '../../../src/purchasers/files/xlsx.ts';
import { leavePurchaser, removePurchaser } from '../../../src/purchasers/registry.ts';
import { filesRoutes } from '../../../src/web/console/files.ts';
import { monday, person } from '../../store/sample-conversation.ts';
import { type Stage, setUp, stores } from '../stage.ts';
import { cellsOf } from './sheet.ts';

const [li, zhang, wang] = [person('li'), person('zhang'), person('wang')];
const offset = () => 480;
const content = await openContent(home);

const dangerous = [
  '=1+1',
  '+86 138',
  '-5',
  '@SUM(A1)',
  '\t=1',
  '＝cmd',
  ' =1',
  '"a","b"',
  'a\nb',
  'a\rb',
  '张三\ud800',
  '0012345678',
];
const table: Table = {
  title: '表',
  columns: [
    { heading: '供应商', width: 10 },
    { heading: '时间', width: 17 },
    { heading: '人数', width: 6 },
  ],
  rows: [...dangerous.map((text) => [text, { at: monday }, 2]), [undefined, undefined, 0]],
};

describe('a table as CSV', () => {
  const text = csvOf(table, offset).toString('utf8');

  test('begins with the mark by which Excel knows UTF-8, and has its lines ended as RFC 4180 wants', () => {
    expect(text.startsWith('\uFEFF供应商,时间,人数\r\n')).toBe(true);
    expect(text.endsWith('\r\n,,0\r\n')).toBe(true);
  });

  test('has nothing in it that a program could run', () => {
    expect(text).toContain(`\r\n'=1+1,2026-03-09 09:00,2\r\n`);
    for (const start of [`'+86 138`, `'-5`, `'@SUM(A1)`, `'\t=1`, `'＝cmd`, `' =1`])
      expect(text).toContain(`\r\n${start}`);
    expect(text).toContain('\r\n"""a"",""b""",');
    expect(text).toContain('\r\n"a\nb",');
  });

  test('keeps a name of digits alone as the text it is, zeros first', () => {
    expect(text).toContain(`\r\n'0012345678,`);
  });
});

test('a table as a workbook keeps every text as text, and moments as dates in local time', async () => {
  const cells = cellsOf(await xlsxOf(table, offset));
  expect(cells[0]).toEqual(['供应商', '时间', '人数']);
  expect(cells.slice(1, 9).map(([first]) => first)).toEqual(dangerous.slice(0, 8));
  expect(cells[1]).toEqual(['=1+1', '2026-03-09T09:00', '2']);
});

test('a long table is written as well as a short one', async () => {
  const rows = Array.from({ length: 1_000 }, (_, index) => [`供应商${index}`, { at: monday }, index]);
  const cells = cellsOf(await xlsxOf({ ...table, rows }, offset));
  expect(cells).toHaveLength(1_001);
  expect(cells.at(-1)).toEqual(['供应商999', '2026-03-09T09:00', '999']);
});

test('a file is saved under a Chinese name, whatever is in it', () => {
  expect(contentDisposition({ name: '永盛"采购"/进度 (3)', format: 'csv' })).toBe(
    `attachment; filename="ruzhu.csv"; filename*=UTF-8''${encodeURIComponent('永盛 采购 进度 ')}%283%29.csv`,
  );
});

/** A purchaser with one supplier who waits for the deposit, one who was sent back, and one who has not come. */
const withSuppliers = async (open: Parameters<typeof setUp>[0]): Promise<Stage> => {
  const stage = await setUp(open);
  await stage.claim(li);
  await stage.join(zhang, (await stage.invite({ company: '张三五金' })).code);
  await stage.join(wang, (await stage.invite({ company: '=王五注塑' })).code);
  await stage.invite({ company: '李四标牌' });
  const [register, authentication] = [StepId.parse('register'), StepId.parse('enterprise_auth')];
  const submitted = { reached: { submitted: { at: monday, by: 'supplier' } } } as const;
  for (const who of [zhang, wang]) {
    const conversation = (await stage.store.load(who))?.conversation;
    if (!conversation) throw new Error('nobody was saved');
    const rejected = { reached: {}, rejectedAt: monday + HOUR };
    await stage.keep({
      ...conversation,
      facts: who === wang ? { member_name: 'wang-zhusu' } : {},
      progress: { [register]: submitted, [authentication]: who === wang ? rejected : submitted },
    });
  }
  return stage;
};

const serve = async ({ store }: Stage, now: Instant) => {
  const world = () => ({ now, content, offset, publicUrl: 'https://ruzhu.example' });
  return httpServer({
    logger: pino({ level: 'error' }),
    publicUrl: new URL('https://ruzhu.example'),
    metrics: new Registry(),
    readiness: async () => [],
    rooms: [filesRoutes({ store, world, filesPerMinute: 5 })],
  });
};

const requests: Readonly<Record<'export' | 'invite', PurchaserRequest>> = {
  export: { type: 'export' },
  invite: { type: 'invite', as: 'supplier', companies: ['赵六包装', '孙七模具'] },
};

const exported = async ({ purchasers, purchaser }: Stage, asks: keyof typeof requests): Promise<string> => {
  const notification = await purchasers.handleRequest(requests[asks], {
    purchaser: purchaser.id,
    by: li,
    effect: 'li/1',
    now: monday,
  });
  if (notification.type === 'file') return notification.pass;
  if (notification.type === 'invited' && notification.list !== undefined) return notification.list;
  throw new Error(`not a file: ${notification.type}`);
};

describe.each(stores)('files by their pass, with the $name store', ({ open }) => {
  test('the progress of every supplier, the stuck ones first with the reason, and those who have not come', async () => {
    const stage = await withSuppliers(open);
    const server = await serve(stage, monday + DAY + 12 * HOUR);
    const pass = await exported(stage, 'export');
    const response = await server.inject(`/desk/files/${pass}.xlsx`);
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-disposition': expect.stringContaining(encodeURIComponent('永盛采购 供应商进度 2026-03-10')),
    });
    const [headings, ...rows] = cellsOf(response.rawPayload);
    expect(headings?.slice(0, 8).concat(headings.slice(-2))).toEqual([
      ...['供应商', '1688 会员名', '当前步骤', '从什么时候起', '在等什么', '卡住了', '可能的原因', '建议'],
      ...['最近一次来', '几个人在办'],
    ]);
    expect(headings).toHaveLength(16);
    expect(rows.map(([name, member, step]) => [name, member, step])).toEqual([
      ['张三五金', '', '3 纳税人'],
      ['=王五注塑', 'wang-zhusu', '2 企业认证'],
      ['李四标牌', '', '邀请没打开'],
    ]);
    const [deposit, rejected] = rows;
    expect(deposit?.slice(4, 7)).toEqual(['阿里打款（企业认证）', '是', expect.stringMatching(/打款，3月9日起/)]);
    expect(deposit?.slice(8, 11)).toEqual(['做好了 2026-03-09', '等阿里打款 2026-03-09 起', '在办']);
    expect(rejected?.slice(4, 7)).toEqual(['', '是', expect.stringMatching(/被退回，3月9日起/)]);
    expect(rejected?.[9]).toBe('被退回 2026-03-09');

    const csv = (await server.inject(`/desk/files/${pass}.csv`)).body;
    expect(csv).toContain("'=王五注塑,wang-zhusu,");
    expect(csv).not.toContain('terminal:');
    await server.close();
  });

  test('the invitations of one errand, each with its link and what to say', async () => {
    const stage = await withSuppliers(open);
    const server = await serve(stage, monday);
    const response = await server.inject(`/desk/files/${await exported(stage, 'invite')}.xlsx`);
    const [headings, ...rows] = cellsOf(response.rawPayload);
    expect(headings).toEqual(['公司', '链接', '邀请码', '有效期到', '状态', '可以直接转发的话']);
    expect(rows.map(([name]) => name)).toEqual(['赵六包装', '孙七模具']);
    const [, link = '', code = '', expires, state, message = ''] = rows[0] ?? [];
    expect(link).toBe(`https://ruzhu.example/i/${code}`);
    expect([expires, state]).toEqual(['2026-05-08T09:00', '没人用过']);
    expect(message).toContain('赵六包装');
    expect(message).toContain(link);
    expect(message).not.toContain('\n');
    await server.close();
  });

  test('are in the language of whoever asked for them', async () => {
    const stage = await withSuppliers(open);
    const conversation = (await stage.store.load(li))?.conversation;
    if (conversation) await stage.keep({ ...conversation, locale: 'en' });
    const server = await serve(stage, monday);
    const response = await server.inject(`/desk/files/${await exported(stage, 'export')}.csv`);
    expect(response.body).toMatch(/^\uFEFFSupplier,1688 member name,Current step/);
    await server.close();
  });

  test('are over once whoever asked has left, or the purchaser is gone', async () => {
    const stage = await withSuppliers(open);
    const pass = await exported(stage, 'export');
    const server = await serve(stage, monday);
    const status = async () => (await server.inject(`/desk/files/${pass}.csv`)).statusCode;
    expect(await status()).toBe(200);
    await leavePurchaser(stage.documents, stage.purchaser.id, li);
    expect(await status()).toBe(410);
    await removePurchaser(stage.documents, stage.purchaser.id, monday);
    expect(await status()).toBe(410);
    await server.close();
  });

  test('are over after two days, unknown when mistyped, and refused to who fetches one after the other', async () => {
    const stage = await withSuppliers(open);
    const pass = await exported(stage, 'export');
    const late = await serve(stage, monday + 2 * DAY);
    expect((await late.inject(`/desk/files/${pass}.csv`)).json()).toMatchObject({ error: { code: 'file_expired' } });
    const opened = await late.inject({
      url: `/desk/files/${pass}.csv`,
      headers: { accept: 'text/html,*/*', 'accept-language': 'zh-CN' },
    });
    expect([opened.statusCode, opened.headers['content-type']]).toEqual([410, 'text/html; charset=utf-8']);
    expect(opened.body).toContain('导出表格');
    const unknown = await late.inject('/desk/files/AAAAAAAAAAAAAAAAAAAAAA.xlsx');
    expect([unknown.statusCode, unknown.json().error.code]).toEqual([404, 'file_unknown']);
    expect((await late.inject(`/desk/files/${pass}.pdf`)).statusCode).toBe(404);
    for (let index = 0; index < 5; index += 1) await late.inject(`/desk/files/${pass}.csv`);
    expect((await late.inject(`/desk/files/${pass}.csv`)).statusCode).toBe(429);
    await late.close();
  });
});
