import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chat } from './chat.ts';

const answers = async (
  lines: readonly (string | object)[],
  ...rest: [options?: object, saved?: ReadonlyMap<string, { label: string; say: string }[]>]
) => {
  const { written, engine, closed } = await chat(
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))),
    ...rest,
  );
  const parsed = written
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  return { parsed, engine, closed };
};

const errorOf = async (line: string | object) => {
  const { parsed, engine } = await answers([line]);
  expect(engine.events).toEqual([]);
  return parsed[0].error;
};

describe('one line of JSON comes out for each that goes in', () => {
  test('a text is answered with replies, reading and state', async () => {
    const { parsed } = await answers([{ text: '你好' }]);
    expect(parsed).toEqual([
      {
        replies: [
          {
            to: 'u1',
            text: 'echo 你好',
            links: [{ label: '打开', url: 'https://example.com/a' }],
            choices: [
              { label: '下一步', say: '继续' },
              { label: '看清单', say: '要准备什么' },
            ],
            at: '2026-03-02T10:00:00+08:00',
          },
        ],
        reading: { intent: 'greet', confidence: 0.9 },
        state: expect.objectContaining({ user: 'u1', current: 'taxpayer' }),
      },
    ]);
  });

  test('a bare line is a text, even one that would be JSON', async () => {
    const { parsed } = await answers(['你好', '37', '"quoted"']);
    expect(parsed.map(({ replies }) => replies[0].text)).toEqual(['echo 你好', 'echo 37', 'echo "quoted"']);
  });

  test('each person is spoken to by their own name', async () => {
    const { parsed } = await answers([{ text: 'a' }, { text: 'b', user: 'u2' }], { user: 'boss' });
    expect(parsed.map(({ replies, state }) => [replies[0].to, state.user])).toEqual([
      ['boss', 'boss'],
      ['u2', 'u2'],
    ]);
  });

  test('a reply posted in a group names it; one that goes to the person alone does not', async () => {
    const { parsed } = await answers([{ text: 'secret', group: 'g1' }, { text: 'secret' }]);
    expect(parsed[0].replies.map(({ to, group, text }: Record<string, string>) => [to, group, text])).toEqual([
      ['u1', undefined, 'in private'],
      ['u1', 'g1', 'echo secret'],
    ]);
    expect('group' in parsed[1].replies[0]).toBe(false);
  });

  test('a redelivery is answered with no replies and the same state', async () => {
    const { parsed, engine } = await answers([
      { text: 'a', id: 'm1' },
      { text: 'a', id: 'm1' },
      { text: 'a', id: 'm1', user: 'u2' },
    ]);
    expect(parsed.map(({ replies }) => replies.length)).toEqual([1, 0, 1]);
    expect(parsed[1].state).toEqual(parsed[0].state);
    expect(engine.events).toHaveLength(2);
  });

  test('ids that are not given rise in order and belong to this run', async () => {
    const { engine } = await answers(['a', 'b', { text: 'c', id: 'mine' }, 'd']);
    expect(engine.events.map(({ id }) => id)).toEqual(['run-1', 'run-2', 'mine', 'run-4']);
  });

  test('other things than text are passed on as what they are', async () => {
    const { engine } = await answers([
      { kind: 'image' },
      { kind: 'voice', text: '说的' },
      { kind: 'voice' },
      { kind: 'file' },
      { kind: 'sticker', user: 'u2', group: 'g' },
    ]);
    expect(engine.events.map((event) => event.type === 'said' && event.content)).toEqual([
      { type: 'image' },
      { type: 'voice', text: '说的' },
      { type: 'voice' },
      { type: 'file' },
      { type: 'sticker' },
    ]);
  });

  test('a fault of the engine is an error on its line, and the next line is answered', async () => {
    const { parsed, closed } = await answers(['fail', 'a']);
    expect(parsed[0]).toEqual({ error: { code: 'store_full', message: 'the disk is full' } });
    expect(parsed[1].replies).toHaveLength(1);
    expect(closed).toBe(1);
  });
});

describe('a button', () => {
  test('says what it stands for', async () => {
    const { parsed } = await answers(['a', { choose: '看清单' }]);
    expect(parsed[1].replies[0].text).toBe('echo 要准备什么');
  });

  test('of a message in a group is tapped in that group', async () => {
    const { parsed } = await answers([{ text: 'a', group: 'g1' }, { choose: '下一步' }]);
    expect(parsed[1].replies[0].group).toBe('g1');
  });

  test('that is not there is refused, and those that are are named', async () => {
    const { parsed, engine } = await answers(['a', { choose: '没有' }]);
    expect(parsed[1].error.code).toBe('no_such_choice');
    expect(parsed[1].error.message).toContain('"下一步", "看清单"');
    expect(engine.events).toHaveLength(1);
  });

  test('of somebody else does not count', async () => {
    const { parsed } = await answers(['a', { choose: '下一步', user: 'u2' }]);
    expect(parsed[1].error.code).toBe('no_such_choice');
  });

  test('of a run before this one still works', async () => {
    const saved = new Map([['terminal:u1', [{ label: '到账了', say: '钱到了' }]]]);
    const { parsed } = await answers([{ choose: '到账了' }], {}, saved);
    expect(parsed[0].replies[0].text).toBe('echo 钱到了');
  });
});

describe('waiting', () => {
  test('goes through every due moment with the clock exactly there, and gives all pushes in order', async () => {
    const { parsed } = await answers(['remind 30', { text: 'remind 5', user: 'u2' }, { wait: 'P2D' }, 'a']);
    expect(parsed[2].replies.map(({ to, at }: Record<string, string>) => [to, at])).toEqual([
      ['u2', '2026-03-02T15:00:00+08:00'],
      ['u1', '2026-03-03T16:00:00+08:00'],
    ]);
    expect(parsed[2].state.user).toBe('u1');
    expect(parsed[3].replies[0].at).toBe('2026-03-04T10:00:00+08:00');
  });

  test('stops where the duration ends', async () => {
    const { parsed } = await answers(['remind 30', { wait: 'PT29H59M' }, { wait: 'PT1M' }]);
    expect(parsed.slice(1).map(({ replies }) => replies.length)).toEqual([0, 1]);
  });

  test('moves a running clock too', async () => {
    const { parsed } = await answers(['remind 1', { wait: 'PT2H' }, 'a'], { now: undefined });
    expect(parsed[1].replies[0].at).toBe('2030-01-01T09:00:00+08:00');
    expect(parsed[2].replies[0].at).toBe('2030-01-01T10:00:00+08:00');
  });

  test('before anybody spoke shows no state', async () => {
    const { parsed } = await answers([{ wait: 'PT1H' }]);
    expect(parsed[0]).toEqual({ replies: [], state: null });
  });

  test('makes the answered button the one of the reminder', async () => {
    const { parsed } = await answers(['remind 1', { wait: 'PT1H' }, { choose: '下一步' }]);
    expect(parsed[2].replies[0].text).toBe('echo 继续');
  });
});

describe('a line that cannot be used changes nothing', () => {
  test.each([
    ['', 'empty_line'],
    ['   ', 'empty_line'],
    ['{"text":', 'bad_json'],
    ['{你好}', 'bad_json'],
    ['{}', 'bad_line'],
    [{ text: '' }, 'bad_line'],
    [{ text: '  ' }, 'bad_line'],
    [{ text: 3 }, 'bad_line'],
    [{ text: 'a', users: 'u2' }, 'bad_line'],
    [{ text: 'a', user: '' }, 'bad_line'],
    [{ kind: 'smell' }, 'bad_line'],
    [{ kind: 'image', text: 'a' }, 'bad_line'],
    [{ choose: 'a', text: 'b' }, 'bad_line'],
    [{ wait: 'PT1H', text: 'b' }, 'bad_line'],
    [{ wait: 3 }, 'bad_line'],
    [{ wait: '26h' }, 'bad_duration'],
    [{ wait: '-PT1H' }, 'bad_duration'],
    [{ wait: 'P' }, 'bad_duration'],
    [{ wait: 'P11Y' }, 'bad_duration'],
    [{ choose: '没有' }, 'no_such_choice'],
    [{ text: '长'.repeat(4001) }, 'text_too_long'],
    ['长'.repeat(4001), 'text_too_long'],
  ])('%j', async (line, code) => expect(await errorOf(line)).toMatchObject({ code, message: expect.any(String) }));

  test('a mistake is named by its key', async () => {
    expect((await errorOf({ text: 'a', users: 'u2' })).message).toContain('users');
  });

  test('a text of 4,000 characters is taken, however many units they are', async () => {
    const { parsed } = await answers([{ text: '😀'.repeat(4000) }]);
    expect(parsed[0].replies).toHaveLength(1);
  });

  test('whatever the line, exactly one line of JSON answers it', async () => {
    const anyLine = fc.oneof(
      fc.string(),
      fc.json().map((json) => json.replace(/[\r\n]/g, ' ')),
      fc.record({ text: fc.anything() }).map((line) => JSON.stringify(line)),
      fc.record({ wait: fc.string() }).map((line) => JSON.stringify(line)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          anyLine.filter((line) => !/[\r\n\u2028\u2029]/.test(line)),
          { minLength: 1, maxLength: 4 },
        ),
        async (lines) => {
          const { parsed } = await answers(lines);
          expect(parsed).toHaveLength(lines.length);
          for (const answer of parsed) expect('error' in answer || 'replies' in answer).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});
