import { readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { runCheck } from '../../src/cli/check.ts';
import type { Content } from '../../src/content/content.ts';
import { dialogueIntents } from '../../src/content/dialogue-intents.ts';
import { loadContent } from '../../src/content/load.ts';
import type { Diagnostic } from '../../src/content/parse/diagnostic.ts';
import { watchContent } from '../../src/content/watch.ts';
import { intents } from '../../src/dialogue/core/intents.ts';
import { builtIn, edited, folderOf, parkingFiles, writeInto } from './fixture.ts';

const today = '2026-12-01';
const fee = 'intents/faq_permit_fee.yaml';

const loaded = async (folder: string): Promise<Content> => {
  const result = await loadContent(folder, { today });
  if ('diagnostics' in result) throw new Error(JSON.stringify(result.diagnostics));
  return result.content;
};

describe('the built-in content', () => {
  test('is right, by the quick reader and by the thorough one alike', { timeout: 60_000 }, async () => {
    const [quick, thorough] = await Promise.all([
      loadContent(builtIn, { today }),
      loadContent(builtIn, { today, strictness: 'thorough' }),
    ]);
    if ('diagnostics' in quick || 'diagnostics' in thorough) throw new Error(JSON.stringify([quick, thorough]));
    expect(quick.content.journeys).toEqual(thorough.content.journeys);
    expect(quick.content.intents).toEqual(thorough.content.intents);
    expect(quick.content.phrases).toEqual(thorough.content.phrases);
    expect(quick.content.terms).toEqual(thorough.content.terms);
    expect(quick.content.settings).toEqual(thorough.content.settings);
  });

  test('has every intent that one of its intents outweighs', async () => {
    const loaded = await loadContent(builtIn, { today });
    if ('diagnostics' in loaded) throw new Error(JSON.stringify(loaded));
    const { intents } = loaded.content;
    const outweighed = [...intents.values()].flatMap(({ outweighs = [] }) => outweighs);
    expect(outweighed.filter((id) => !intents.has(id))).toEqual([]);
  });

  test('takes newcomers on the six steps', async () => {
    const { journey } = await loaded(builtIn);
    expect(journey.steps.map((step) => step.id)).toEqual([
      'register',
      'enterprise_auth',
      'taxpayer',
      'rongyishou',
      'credit_term',
      'quote',
    ]);
  });

  test('holds just the acts that the dialogue knows', () => {
    expect(Object.values(intents).toSorted()).toEqual([...dialogueIntents].sort());
  });
});

describe('a content folder', () => {
  test('is loaded with a hash that changes with any file', async () => {
    const files = await parkingFiles();
    const [one, same, other] = await Promise.all([
      folderOf(files),
      folderOf(files),
      folderOf(edited(files, fee, '办证不收费', '办证免费')),
    ]);
    const { hash } = await loaded(one);
    expect((await loaded(same)).hash).toBe(hash);
    expect((await loaded(other)).hash).not.toBe(hash);
  });

  test('other files beside it do not matter', async () => {
    const folder = await folderOf(await parkingFiles());
    const { hash } = await loaded(folder);
    await writeInto(folder, 'data/store/state.yaml', '{');
    await writeInto(folder, 'data/notes.yaml', '{');
    await writeInto(folder, 'intents/.#faq.yaml', '{');
    await writeInto(folder, 'intents/README.md', 'read me');
    expect((await loaded(folder)).hash).toBe(hash);
  });

  test('that is not there is told by what is missing', async () => {
    const result = await loadContent(join(builtIn, 'no-such-folder'), { today });
    expect('diagnostics' in result && result.diagnostics.map(({ file, reason }) => `${file} ${reason}`)).toContain(
      'data/settings.yaml is missing',
    );
  });

  test('with a file that is not UTF-8, or is called .yml, is refused', async () => {
    const folder = await folderOf(await parkingFiles());
    await writeFile(join(folder, fee), Buffer.from('d6d0cec4', 'hex'));
    await writeInto(folder, 'intents/faq_more.yml', 'id: faq_more\n');
    const result = await loadContent(folder, { today });
    expect('diagnostics' in result && result.diagnostics).toEqual([
      expect.objectContaining({
        file: 'intents/faq_more.yml',
        line: 1,
        reason: 'is not used: rename it to intents/faq_more.yaml',
      }),
      expect.objectContaining({ file: fee, line: 1, reason: 'is not in UTF-8: save it with that encoding' }),
    ]);
  });
});

describe('npm run check', () => {
  const checked = async (folder: string) => {
    const lines: string[] = [];
    const code = await runCheck(folder, (text) => lines.push(text));
    return { code, lines };
  };

  test('ends well when all is right', async () => {
    const { code, lines } = await checked(await folderOf(await parkingFiles()));
    expect(code).toBe(0);
    expect(lines.at(-1)).toMatch(/^content is right: 1 journey, 30 intents; \d+ warnings?\n$/);
  });

  test('prints file, line and reason, and ends with 1', async () => {
    const { code, lines } = await checked(await folderOf(edited(await parkingFiles(), fee, 'kind: faq', 'kind: fqa')));
    expect(code).toBe(1);
    expect(lines).toEqual([`${fee}:2: kind: there is none called “fqa”\n`, 'content refused: 1 error, 0 warnings\n']);
  });
});

describe('content that is edited while it is in use', () => {
  const watched = async () => {
    const folder = await folderOf(await parkingFiles());
    const { hash } = await loaded(folder);
    const seen: { loaded: Content[]; refused: (readonly Diagnostic[])[] } = { loaded: [], refused: [] };
    const watch = watchContent(
      folder,
      hash,
      { onLoaded: (content) => seen.loaded.push(content), onRefused: (diagnostics) => seen.refused.push(diagnostics) },
      0,
    );
    const settle = async () => {
      await watch.check();
      await watch.check();
    };
    await settle();
    return { folder, hash, seen, watch, settle };
  };
  const answerOf = (content: Content | undefined) => {
    const intent = [...(content?.intents.values() ?? [])].find(({ id }) => id === 'faq_permit_fee');
    return intent?.kind === 'faq' ? intent.answer.en : undefined;
  };
  const rewrite = async (folder: string, from: string, to: string) => {
    const text = await readFile(join(folder, fee), 'utf8');
    await writeFile(join(folder, fee), text.replace(from, to));
  };

  afterEach(() => {
    vi.useRealTimers();
  });

  test('is taken up whole', async () => {
    const { folder, seen, settle } = await watched();
    expect(seen.loaded).toEqual([]);
    await rewrite(folder, 'The permit is free', 'The permit costs nothing');
    await settle();
    expect(answerOf(seen.loaded[0])).toContain('costs nothing');
    expect(seen.refused).toEqual([]);
  });

  test('is not read while it is still being written', async () => {
    const { folder, seen, watch } = await watched();
    await rewrite(folder, 'The permit is free', 'The permit takes');
    await watch.check();
    await rewrite(folder, 'permit takes', 'permit takes very little');
    await watch.check();
    expect(seen.loaded).toEqual([]);
    await watch.check();
    expect(answerOf(seen.loaded[0])).toContain('takes very little');
  });

  test('is refused when broken, once, and what was there stays', async () => {
    const { folder, seen, settle } = await watched();
    await rewrite(folder, 'kind: faq', 'kind: fqa');
    await settle();
    await settle();
    expect(seen.loaded).toEqual([]);
    expect(seen.refused).toEqual([[expect.objectContaining({ file: fee, line: 2 })]]);
  });

  test('is refused without being compiled when whoever looks beforehand objects, and the hash tells which edit it was', async () => {
    const folder = await folderOf(await parkingFiles());
    const { hash } = await loaded(folder);
    const heard: { loaded: number; refused: [readonly Diagnostic[], string][] } = { loaded: 0, refused: [] };
    const objection: Diagnostic = { file: fee, line: 1, reason: 'takes too long', severity: 'error' };
    const watch = watchContent(
      folder,
      hash,
      {
        onLoaded: () => {
          heard.loaded += 1;
        },
        onRefused: (diagnostics, edit) => heard.refused.push([diagnostics, edit]),
      },
      0,
      async () => [objection],
    );
    await watch.check();
    await rewrite(folder, 'is free', 'is dear');
    await watch.check();
    await watch.check();
    expect(heard).toEqual({ loaded: 0, refused: [[[objection], (await loaded(folder)).hash]] });
  });

  test('is taken up again when mended, even back to what it was', async () => {
    const { folder, hash, seen, settle } = await watched();
    await rewrite(folder, 'kind: faq', 'kind: fqa');
    await settle();
    await rewrite(folder, 'kind: fqa', 'kind: faq');
    await settle();
    expect(seen.loaded.map((content) => content.hash)).toEqual([hash]);
  });

  test('is noticed when an editor puts a new file in the place of the old one', async () => {
    const { folder, seen, settle } = await watched();
    const text = await readFile(join(folder, fee), 'utf8');
    await writeInto(folder, 'intents/.saving', text.replace('is free', 'is dear'));
    await rename(join(folder, 'intents/.saving'), join(folder, fee));
    await settle();
    expect(answerOf(seen.loaded[0])).toContain('is dear');
  });

  test('is noticed when a file goes or comes', async () => {
    const { folder, seen, settle } = await watched();
    const text = await readFile(join(folder, fee), 'utf8');
    await rm(join(folder, fee));
    await settle();
    expect(answerOf(seen.loaded[0])).toBeUndefined();
    await writeInto(folder, fee, text);
    await settle();
    expect(answerOf(seen.loaded[1])).toContain('is free');
  });

  test('is left alone when a file was only touched', async () => {
    const { folder, seen, settle } = await watched();
    await utimes(join(folder, fee), 0, 0);
    await settle();
    expect(seen).toEqual({ loaded: [], refused: [] });
  });

  test('nothing is heard after stop', async () => {
    const { folder, seen, watch, settle } = await watched();
    await rewrite(folder, 'is free', 'is dear');
    watch.stop();
    await settle();
    expect(seen).toEqual({ loaded: [], refused: [] });
  });

  test('is looked at by the clock', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const folder = await folderOf(await parkingFiles());
    const { hash } = await loaded(folder);
    let heard: (content: Content) => void = () => undefined;
    const taken = new Promise<Content>((resolve) => {
      heard = resolve;
    });
    await rewrite(folder, 'is free', 'is dear');
    const watch = watchContent(
      folder,
      hash,
      { onLoaded: (content) => heard(content), onRefused: () => undefined },
      1000,
    );
    vi.advanceTimersByTime(1000);
    await watch.check();
    vi.advanceTimersByTime(1000);
    expect(answerOf(await taken)).toContain('is dear');
    watch.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
