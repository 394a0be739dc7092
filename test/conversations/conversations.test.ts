import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import dayjs from 'dayjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { openContent, openRecogniserFor } from '../../src/app/content/open-content.ts';
import { home } from '../../src/app/paths.ts';
import type { Content } from '../../src/content/content.ts';
import { publicStateOf } from '../../src/dialogue/core/public-state.ts';
import { concernsOf } from '../../src/operator/attention.ts';
import type { Recogniser } from '../../src/understanding/recogniser.ts';
import { onEachStore } from '../each-store.ts';
import { type Happening, Page } from './page.ts';
import { type Heard, type Stage, setStage } from './play.ts';

const pages = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .sort();

let content: Content;
let recogniser: Recogniser;
beforeAll(async () => {
  content = await openContent(home);
  recogniser = await openRecogniserFor(content, () => {});
}, 60_000);

const happen = async (
  stage: Stage,
  happening: Happening,
  choices: ReadonlyMap<string, string>,
  written: (text: string) => Promise<string>,
): Promise<readonly Heard[]> => {
  if ('me' in happening) {
    const { user, group } = happening;
    return stage.say(await written(happening.me), { ...(user ? { user } : {}), ...(group ? { group } : {}) });
  }
  if ('tap' in happening) {
    const say = choices.get(happening.tap);
    expect(say, `there is no choice “${happening.tap}”, only ${[...choices.keys()].join(', ')}`).toBeDefined();
    return stage.say(say ?? '', happening.user ? { user: happening.user } : {});
  }
  if ('sends' in happening) return stage.send({ type: happening.sends }, happening.user);
  if ('wait' in happening) return stage.wait(happening.wait);
  if ('down' in happening) return stage.down(happening.down);
  if ('redelivered' in happening) return stage.again();
  return stage.crashAfter(happening.crash_after);
};

const statusOf = (step: { status: string; for?: string } | undefined): string =>
  step ? [step.status, step.for].filter((part) => part !== undefined).join(' ') : 'no such step';

const localTime = (at: number): string => dayjs.utc(at).utcOffset(480).format('MM-DD HH:mm');

/** Who did something on a line of a page. */
const actorOf = (happening: Happening): string => ('user' in happening ? happening.user : undefined) ?? 'u1';

const spokenTo = (heard: readonly Heard[], user: string): readonly Heard[] =>
  heard.filter(({ item }) => item.address.user === user);

const check = async (stage: Stage, expected: Happening, everything: readonly Heard[]): Promise<void> => {
  const isAct = !('wait' in expected || 'down' in expected);
  const named = 'user' in expected && expected.user !== undefined;
  const heard = isAct || named ? spokenTo(everything, actorOf(expected)) : everything;
  for (const [user, words] of Object.entries(expected.others ?? {})) {
    const told = spokenTo(everything, user).map(({ item }) => item.message.text);
    if (words.length === 0) expect(told, `${user} hears nothing`).toEqual([]);
    for (const word of words) expect(told.join('\n'), `what ${user} hears`).toContain(word);
  }
  const said = heard.map(({ item }) => item.message.text).join('\n');
  for (const words of expected.bot ?? []) expect(said).toContain(words);
  for (const words of expected.not ?? []) expect(said).not.toContain(words);
  if (expected.silent) expect(heard).toHaveLength(0);
  else if (expected.messages !== undefined) expect(heard).toHaveLength(expected.messages);
  else if (!('wait' in expected) && !('down' in expected) && !('redelivered' in expected))
    expect(heard, 'one message a turn').toHaveLength(1);
  const labels = heard.flatMap(({ item }) => item.message.choices.map(({ label }) => label));
  for (const label of expected.offers ?? []) expect(labels).toContain(label);
  const lastAt = heard.at(-1)?.at;
  if (expected.at !== undefined) expect(lastAt === undefined ? 'never' : localTime(lastAt)).toBe(expected.at);
  const conversation = await stage.conversation('user' in expected ? expected.user : undefined);
  if (!conversation) throw new Error('nothing is stored of the person');
  const state = publicStateOf(conversation, {
    now: stage.now(),
    content,
    offset: () => 480,
    publicUrl: 'https://ruzhu.example',
  });
  for (const [step, status] of Object.entries(expected.steps ?? {})) {
    expect(`${step} ${statusOf(state.steps[step])}`).toBe(`${step} ${status}`);
  }
  if (expected.current !== undefined) expect(state.current).toBe(expected.current);
  if (expected.mode !== undefined) expect(state.mode).toBe(expected.mode);
  if (expected.locale !== undefined) expect(state.locale).toBe(expected.locale);
  if (expected.role !== undefined) expect(state.role).toBe(expected.role);
  if (expected.invited !== undefined) expect(state.invited_by !== undefined).toBe(expected.invited);
  if (expected.reminders_on !== undefined) expect(state.reminders_on).toBe(expected.reminders_on);
  if (expected.member_name !== undefined) expect(state.facts.member_name ?? null).toBe(expected.member_name);
  if (expected.listed !== undefined) {
    expect(concernsOf(conversation).map(({ type }) => type)).toEqual(expected.listed);
  }
  for (const words of expected.never_stored ?? []) expect(JSON.stringify(conversation)).not.toContain(words);
};

describe('conversations', () => {
  onEachStore((stores) => {
    test.each(pages)('%s', async (name) => {
      const page = Page.parse(parse(readFileSync(join(import.meta.dirname, name), 'utf8')));
      const openStore = stores.open;
      const stage = await setStage({ content, recogniser, start: Date.parse(page.now), on: page.channel, openStore });
      const choices = new Map<string, ReadonlyMap<string, string>>();
      const remember = (heard: readonly Heard[]): void => {
        for (const { item } of heard) {
          choices.set(item.address.user, new Map(item.message.choices.map(({ label, say }) => [label, say])));
        }
      };
      const claims = new Map<string, string>();
      for (const [purchaser, terms] of Object.entries(page.purchasers)) {
        claims.set(purchaser, await stage.addPurchaser(terms));
      }
      const written = async (text: string): Promise<string> => {
        const [whole, kind, name = ''] = /\{(claim|invitation) ([^}]+)\}/u.exec(text) ?? [];
        if (whole === undefined) return text;
        return text.replace(whole, kind === 'claim' ? (claims.get(name) ?? '') : await stage.invitation(name));
      };
      for (const line of page.before) remember(await stage.say(line));
      for (const [index, happening] of page.talk.entries()) {
        const heard = await happen(stage, happening, choices.get(actorOf(happening)) ?? new Map(), written);
        remember(heard);
        await check(stage, happening, heard).catch((error: unknown) => {
          if (error instanceof Error) {
            const said = heard.map(({ item }) => item.message.text).join('\n---\n');
            error.message = `line ${index + 1} ${JSON.stringify(happening)}\n${error.message}\nsaid:\n${said}`;
          }
          throw error;
        });
      }
    });
  });
});
