import { describe, expect, it } from 'vitest';
import { brokenContent } from './broken-content.ts';
import { inFolder } from './folder.ts';
import { command, linesOf } from './running.ts';
import { Understood } from './shapes.ts';

describe('check', () => {
  it('finds nothing wrong with the built-in content', async () => {
    const { code, stdout } = await command(['check']);
    expect(code).toBe(0);
    expect(linesOf(stdout).at(-1)).toMatch(/^content is right: /);
  });

  it('names file, line and reason of a mistake, and ends with 1', () =>
    inFolder(async (folder) => {
      const { file, line } = await brokenContent(folder);
      const { code, stdout } = await command(['check', '--content', folder]);
      expect(code).toBe(1);
      const named = linesOf(stdout).filter((written) => written.startsWith(`${file}:${line}: `));
      expect(named).toEqual([expect.stringContaining('step_regster')]);
      expect(linesOf(stdout).at(-1)).toMatch(/^content refused: [1-9]/);
    }));
});

describe('export and import', () => {
  it('carry everybody into another folder unchanged: the same lines and the same digest', () =>
    inFolder(async (folder) => {
      const from = `${folder}/from`;
      const to = `${folder}/to`;
      const said = [
        { text: '注册好了，会员名 东莞永盛五金' },
        { text: '认证提交了' },
        { text: '火星上\u2028有没有\u0007咖啡店 \ud800', user: 'u2' },
        { text: '你好', user: '另一位 "三"', group: 'g:1' },
      ];
      const chatted = await command(
        ['chat', '--json', '--data', from],
        said.map((line) => JSON.stringify(line)).join('\n'),
      );
      expect(chatted.code).toBe(0);

      const first = await command(['export', '--data', from]);
      expect(first).toMatchObject({ code: 0, stderr: '' });
      expect(linesOf(first.stdout)).toHaveLength(5);
      const imported = await command(['import', '--data', to], first.stdout);
      expect(imported.code).toBe(0);
      expect(imported.stderr).toContain('added 3, replaced 0, unchanged 0, kept 0, refused 0');

      const second = await command(['export', '--data', to]);
      expect(linesOf(second.stdout).toSorted()).toEqual(linesOf(first.stdout).toSorted());
      const { digest } = JSON.parse(linesOf(first.stdout).at(-1) ?? '');
      expect(JSON.parse(linesOf(second.stdout).at(-1) ?? '')).toMatchObject({ conversations: 3, left_out: 0, digest });
      expect(imported.stderr).toContain(digest);
    }));
});

describe('attention', () => {
  it('names who needs looking after, and what the operator can do', () =>
    inFolder(async (folder) => {
      const said = [
        { text: '认证资料提交了' },
        { wait: 'P12D' },
        { text: '转人工', user: 'u2' },
        { text: '你好', user: 'u3' },
      ];
      const lines = said.map((line) => JSON.stringify(line)).join('\n');
      await command(['chat', '--json', '--now', '2026-03-02T10:00:00+08:00', '--data', folder], lines);
      const { code, stdout } = await command(['attention', '--data', folder]);
      expect(code).toBe(0);
      expect(linesOf(stdout).map((line) => line.trim())).toEqual([
        'terminal:u1',
        'waits too long at enterprise_auth',
        expect.stringMatching(/^Call them/),
        'terminal:u2',
        'asked for a person',
        expect.stringMatching(/^Write or call/),
      ]);
    }));
});

describe('understand', () => {
  it('writes one line of JSON for every line it reads, with the documented keys', async () => {
    const texts = [
      '你好',
      '',
      '  ',
      '到账了 0.37',
      '{"text":"你好"}',
      '今天天气怎么样',
      '字'.repeat(100_000),
      '\u202e\u0000\u200f',
      '注册好了，收费吗',
    ];
    const { code, stdout, stderr } = await command(['understand'], `${texts.join('\n')}\n`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = linesOf(stdout).map((line) => Understood.parse(JSON.parse(line)));
    expect(lines.map(({ text }) => text)).toEqual(texts);
    expect(lines.map(({ intent }) => intent)).toMatchObject({
      0: 'greet',
      1: 'out_of_scope',
      3: 'deposit_received',
      5: 'out_of_scope',
    });
    expect(lines[3]?.entities).toHaveProperty('amount');
    for (const { intent, intents } of lines) expect(intents[0]).toBe(intent);
  });
});
