import { describe, expect, test } from 'vitest';
import { durationTyped } from '../../../src/channels/terminal/command.ts';
import { wrap } from '../../../src/channels/terminal/render.ts';
import { chat } from './chat.ts';

const byHand = (...lines: string[]) => chat(lines, { json: false });

describe('talking by hand', () => {
  test('begins with a greeting and ends when the input does', async () => {
    const { written, engine, closed } = await byHand();
    expect(written).toContain('入驻助手');
    expect(written).toContain('│ 您好');
    expect(written.trimEnd().endsWith('再见')).toBe(true);
    expect(engine.events.map(({ type }) => type)).toEqual(['entered']);
    expect(closed).toBe(1);
  });

  test('shows the reply behind a bar, its link, its numbered buttons and how far things are', async () => {
    const { written } = await byHand('你好');
    expect(written).toContain(
      [
        '│ echo 你好',
        '│ 打开 https://example.com/a',
        '│ 1 下一步',
        '│ 2 看清单',
        '',
        '已办好 1/2 · 现在：步骤 taxpayer',
      ].join('\n'),
    );
  });

  test('a number picks a button; one that no button has is said', async () => {
    const { written } = await byHand('2', '37');
    expect(written).toContain('echo 要准备什么');
    expect(written).toContain('echo 37');
  });

  test('/wait lets time pass', async () => {
    const { written } = await byHand('remind 26', '/wait 26h', '/wait 1d', '/wait soon');
    expect(written).toContain('时间走到了 2026-03-03 12:00');
    expect(written).toContain('│ reminder for u1');
    expect(written).toContain('到 2026-03-04 12:00 没有新消息');
    expect(written).toContain('/wait 26h');
  });

  test('/as speaks as somebody else, and messages to others say so', async () => {
    const { written, engine } = await byHand('remind 1', '/as u2', '你好', '/wait 2h', '/as');
    expect(engine.events.map(({ address }) => address.user)).toEqual(['u1', 'u1', 'u2']);
    expect(written).toContain('│ 发给 u1\n│ reminder for u1');
    expect(written).toContain('/as u2');
  });

  test('/quit leaves, and what comes after it is not said', async () => {
    const { engine } = await byHand('/quit', '你好');
    expect(engine.events).toHaveLength(1);
  });

  test('what cannot be taken is told in a word', async () => {
    const { written } = await byHand('/fly', 'fail', '长'.repeat(4001));
    expect(written).toContain('没有 /fly');
    expect(written).toContain('没收下 store_full');
    expect(written).toContain('最多 4000 个字');
  });

  test('colours come only when they are wanted', async () => {
    const plain = await byHand('你好');
    const coloured = await chat(['你好'], { json: false, colours: true });
    expect(plain.written).not.toContain('\u001b[');
    expect(coloured.written).toContain('\u001b[36m│\u001b[39m');
  });
});

test('durations are typed short', () => {
  expect(durationTyped('26h')).toBe('PT26H');
  expect(durationTyped('1d12h')).toBe('P1DT12H');
  expect(durationTyped('90m')).toBe('PT90M');
  expect(durationTyped('2w')).toBe('P2W');
  expect(durationTyped('PT26H')).toBe('PT26H');
  expect(durationTyped('soon')).toBeUndefined();
  expect(durationTyped('')).toBeUndefined();
});

test('lines break between words, never inside an address, and never before a comma', () => {
  expect(wrap('one two three', 10)).toEqual(['one two', 'three']);
  expect(wrap('第一步请打开登录页面', 12).every((line) => [...line].length <= 6)).toBe(true);
  const address = 'https://example.com/a/very/long/address?with=query';
  expect(wrap(`打开 ${address} 看看`, 20)).toContain(address);
  expect(wrap('一二三四五，六七八九十，', 10).some((line) => line.startsWith('，'))).toBe(false);
  expect(wrap('a\n\nb', 20)).toEqual(['a', '', 'b']);
});
