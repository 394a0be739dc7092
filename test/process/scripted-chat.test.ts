import { describe, expect, it } from 'vitest';
import { inFolder } from './folder.ts';
import { command, linesOf } from './running.ts';
import { Answer, Failure } from './shapes.ts';

const now = ['--now', '2026-03-02T10:00:00+08:00'];

/** Chats by script in a process of its own; every line must be answered by one line of JSON, and the process end with 0. */
const chat = async (
  lines: readonly (string | Buffer | object)[],
  words: readonly string[] = now,
): Promise<unknown[]> => {
  const bytes = lines.map((line) =>
    Buffer.isBuffer(line) ? line : Buffer.from(typeof line === 'string' ? line : JSON.stringify(line)),
  );
  const input = Buffer.concat(bytes.flatMap((line) => [line, Buffer.from('\n')]));
  const { code, stdout, stderr } = await command(['chat', '--json', ...words], input);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const answers = linesOf(stdout).map((line): unknown => JSON.parse(line));
  expect(answers).toHaveLength(lines.length);
  return answers;
};

const answersOf = (answers: readonly unknown[]): Answer[] => answers.map((answer) => Answer.parse(answer));

describe('the scripted chat', () => {
  it('answers in the documented shapes and no others: text, button, picture, voice, group, another person, time', async () => {
    const answers = answersOf(
      await chat(
        [
          '你好',
          { choose: '账号注册好了' },
          { text: '会员名是 东莞永盛五金', group: 'g1' },
          { text: '企业认证提交了', user: 'u2' },
          { kind: 'image' },
          { kind: 'voice', text: '提交了' },
          { kind: 'voice' },
          { kind: 'file' },
          { kind: 'sticker' },
          { wait: 'P4D' },
          { text: '认证被驳回了' },
          { text: '户名填错了' },
          { text: 'please speak English' },
        ],
        [...now, '--user', 'u7'],
      ),
    );
    const users = answers.map(({ state }) => state.user);
    expect(users).toEqual(users.map((_, index) => (index === 3 ? 'u2' : 'u7')));

    const [greeting, registered, inGroup, other, picture, submitted] = answers;
    expect(greeting?.replies[0]).toMatchObject({ to: 'u7', at: '2026-03-02T10:00:00+08:00' });
    expect(greeting?.replies[0]).not.toHaveProperty('group');
    expect(greeting?.reading?.intent).toBe('greet');
    expect(registered?.state.steps.register).toEqual({ status: 'done', at: '2026-03-02T10:00:00+08:00' });
    expect(inGroup?.replies[0]).toMatchObject({ to: 'u7', group: 'g1' });
    expect(inGroup?.state.facts).toEqual({ member_name: '东莞永盛五金' });
    expect(other?.state.facts).toEqual({});
    expect(picture).not.toHaveProperty('reading');
    expect(submitted?.state.steps.enterprise_auth).toMatchObject({ status: 'waiting', for: 'deposit' });

    const pushes = answers[9]?.replies ?? [];
    expect(answers[9]).not.toHaveProperty('reading');
    expect(new Set(pushes.map(({ to }) => to))).toEqual(new Set(['u2', 'u7']));
    expect(pushes.map(({ at }) => at)).toEqual(pushes.map(({ at }) => at).toSorted());
    expect(answers[10]?.state.steps.enterprise_auth?.status).toBe('rejected');
    expect(answers.at(-1)?.state.locale).toBe('en');
  });

  it('answers whatever comes with one line, an answer or an error, and goes on', async () => {
    const refused = 'error';
    const answered = 'answer';
    const bad: readonly (readonly [string | Buffer | object, 'error' | 'answer', string?])[] = [
      ['', refused, 'empty_line'],
      [' \t ', refused, 'empty_line'],
      ['x'.repeat(1_000_000), refused, 'text_too_long'],
      [{ text: '字'.repeat(400_000) }, refused, 'text_too_long'],
      ['{"text":"你好"', refused, 'bad_json'],
      ['{text:你好}', refused, 'bad_json'],
      ['{}', refused, 'bad_line'],
      ['{"__proto__":{"text":"a"}}', refused, 'bad_line'],
      [{ text: 'a', users: 'u2' }, refused, 'bad_line'],
      [{ text: null }, refused, 'bad_line'],
      [{ text: 'a', id: 7 }, refused, 'bad_line'],
      [{ kind: 'smell' }, refused, 'bad_line'],
      [{ wait: 'tomorrow' }, refused, 'bad_duration'],
      [{ wait: '-PT5H' }, refused, 'bad_duration'],
      [{ choose: '没有这个按钮' }, refused, 'no_such_choice'],
      ['啊'.repeat(10_000), refused, 'text_too_long'],
      ['啊'.repeat(4_000), answered],
      [{ text: '😀'.repeat(4_000) }, answered],
      ['\u0000\u0001\u0007\u001b[2J\u007f', answered],
      [{ text: '\u0000\u0008 你好 \u001b[31m' }, answered],
      ['\u202e\u200f你好\u2066\u2069\u200b', answered],
      ['{"text":"\\ud800"}', answered],
      ['{"text":"你\\udc00好\\ud83d"}', answered],
      [Buffer.from([0xff, 0xfe, 0x80, 0xc3]), answered],
      [{ text: '行\u2028分\u2029隔' }, answered],
      ['[1,2]', answered],
      ['null', answered],
      [{ text: 'constructor' }, answered],
      [{ text: '__proto__', user: '__proto__', id: '__proto__' }, answered],
      [{ text: '你好', user: '\ud800' }, answered],
      ['我到哪一步了', answered],
    ];
    const answers = await chat(bad.map(([line]) => line));
    bad.forEach(([line, outcome, code], index) => {
      const what = JSON.stringify(line).slice(0, 60);
      if (outcome === refused) expect(Failure.parse(answers[index]).error.code, what).toBe(code);
      else expect(Answer.safeParse(answers[index]).error, what).toBeUndefined();
    });
    expect(Answer.parse(answers.at(-1)).state.current).toBe('register');
  });

  it('gives ten answers in order to ten lines at once, and one answer to an id that comes five times', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `永盛厂${index}号`);
    const answers = answersOf(
      await chat([
        ...names.map((name) => ({ text: `我的会员名是 ${name}` })),
        ...Array.from({ length: 5 }, () => ({ text: '要备什么', id: 'm1' })),
        { text: '要备什么', id: 'm1', user: 'u2' },
      ]),
    );
    expect(answers.slice(0, 10).map(({ state }) => state.facts.member_name)).toEqual(names);
    expect(answers.slice(0, 10).every(({ replies }) => replies.length === 1)).toBe(true);
    expect(answers.slice(10).map(({ replies }) => replies.length)).toEqual([1, 0, 0, 0, 0, 1]);
  });

  it('goes on with --data where it stopped, its last buttons and its message ids included', () =>
    inFolder(async (folder) => {
      const words = [...now, '--data', folder];
      const [, before] = answersOf(await chat([{ text: '注册好了', id: 'm1' }, '企业认证提交了'], words));
      const [repeated, shown, tapped] = answersOf(
        await chat([{ text: '注册好了', id: 'm1' }, { wait: 'PT0S' }, { choose: '纳税人证明提交了' }], words),
      );
      expect(before?.state.steps.enterprise_auth?.status).toBe('waiting');
      expect(repeated?.replies).toEqual([]);
      expect(shown?.state).toEqual(before?.state);
      expect(tapped?.state.steps.taxpayer?.status).toBe('waiting');
    }));
});
