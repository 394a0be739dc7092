import { describe, expect, it } from 'vitest';
import { brokenContent } from './broken-content.ts';
import { inFolder } from './folder.ts';
import { failedStart, startServer } from './running.ts';
import type { HttpAnswer } from './shapes.ts';
import { type Visitor, visitor } from './visitor.ts';

const standing = ({ state }: HttpAnswer): string =>
  Object.values(state.steps)
    .map((step) => (step.status === 'waiting' ? `waiting ${step.for}` : step.status))
    .join(', ');

/** What is said, and how the six steps stand after it; a question has its answer's words instead. */
type Line = readonly [said: string, after: string | { readonly answered: string }];

const firstHalf: readonly Line[] = [
  ['你好', 'doing, todo, todo, todo, todo, todo'],
  ['收不到验证码', { answered: '60 秒' }],
  ['注册好了', 'done, doing, todo, todo, todo, todo'],
  ['东莞永盛五金', 'done, doing, todo, todo, todo, todo'],
  ['提交了', 'done, waiting deposit, doing, todo, todo, todo'],
  ['现在哪有16个点的票', { answered: '13%' }],
  ['传上去了', 'done, waiting deposit, waiting review, doing, todo, todo'],
];

const secondHalf: readonly Line[] = [
  ['阿里的打款到了', 'done, doing, waiting review, doing, todo, todo'],
  ['认证成功了', 'done, done, waiting review, doing, todo, todo'],
  ['审核过了', 'done, done, done, doing, todo, todo'],
  ['融易收是不是贷款', { answered: '不是贷款' }],
  ['融易收资料交了', 'done, done, done, waiting deposit, todo, todo'],
  ['到账了 0.42', 'done, done, done, doing, todo, todo'],
  ['开通成功了', 'done, done, done, done, doing, todo'],
  ['弄好了，买家也加了', 'done, done, done, done, done, waiting purchaser'],
  ['看到询价单了', 'done, done, done, done, done, doing'],
  ['报完了', 'done, done, done, done, done, done'],
];

const walk = async (supplier: Visitor, url: string, lines: readonly Line[]): Promise<HttpAnswer[]> => {
  const answers: HttpAnswer[] = [];
  for (const [said, after] of lines) {
    const answer = await supplier.say(url, said);
    expect(answer.replies.length, said).toBeGreaterThan(0);
    if (typeof after === 'string') expect(standing(answer), said).toBe(after);
    else expect(answer.replies.map(({ text }) => text).join('\n'), said).toContain(after.answered);
    answers.push(answer);
  }
  return answers;
};

describe('a supplier who walks the whole journey by HTTP', () => {
  it('loses nothing when the process is killed half way and started again; SIGTERM then ends it with 0', () =>
    inFolder(async (folder) => {
      const supplier = visitor();
      const first = await startServer(folder);
      const before = (await walk(supplier, first.url, firstHalf)).at(-1)?.state;
      await first.kill();

      const second = await startServer(folder);
      const again = await supplier.say(second.url, '我到哪一步了');
      expect(again.state).toEqual(before);
      expect(again.state.facts).toEqual({ member_name: '东莞永盛五金' });

      const last = (await walk(supplier, second.url, secondHalf)).at(-1)?.state;
      expect(last).toMatchObject({ current: null, mode: 'finished', facts: { member_name: '东莞永盛五金' } });
      expect(last?.steps.register).toEqual(before?.steps.register);

      // It ends itself with 1 when stopping takes ten seconds; 0 says that it took less. An open page does not hold it.
      await supplier.listen(second.url);
      expect(await second.stop()).toBe(0);
    }));

  it('gets ten answers to ten messages at once, each once; the same id five times is one answer', () =>
    inFolder(async (folder) => {
      const server = await startServer(folder);
      const supplier = visitor();
      const { numbers } = await supplier.say(server.url, '你好');
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) => supplier.say(server.url, '要备什么', `m${index}`)),
      );
      const given = answers.flatMap((answer) => answer.numbers);
      const first = numbers.length + 1;
      expect(given.toSorted((left, right) => left - right)).toEqual(given.map((_, index) => first + index));
      expect(given.length).toBeGreaterThanOrEqual(10);
      expect(answers.every(({ replies }) => replies.length > 0)).toBe(true);

      const same = await Promise.all(Array.from({ length: 5 }, () => supplier.say(server.url, '要备什么', 'same')));
      expect(same.filter(({ replies }) => replies.length > 0)).toHaveLength(1);
      expect(await server.stop()).toBe(0);
    }));
});

describe('a start that must be refused ends with 1', () => {
  it('names every wrong setting, and no value', async () => {
    const wrong = {
      PORT: 'port-4711',
      TZ_NAME: 'Mars/Olympus',
      DINGTALK_CLIENT_SECRET: 'tooshort',
      STORE_URL: 'mysql://me:pw@db',
    };
    const { code, stdout, stderr } = await failedStart(wrong);
    expect(code).toBe(1);
    for (const [name, value] of Object.entries(wrong)) {
      expect(stderr).toContain(name);
      expect(stdout + stderr).not.toContain(value);
    }
  });

  it('names file and line of a mistake in the content', () =>
    inFolder(async (folder) => {
      const { file, line } = await brokenContent(folder);
      const { code, stderr } = await failedStart({ CONTENT_DIR: folder, STORE_URL: `file:${folder}/store` });
      expect(code).toBe(1);
      expect(stderr).toContain(`${file}:${line}: `);
      expect(stderr).toContain('step_regster');
    }));
});
