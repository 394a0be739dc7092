import { clean } from '../../text/normalise.ts';
import type { Diagnostic } from '../parse/diagnostic.ts';
import { type LabelledPhrasings, OUT_OF_SCOPE } from '../schema/intent.ts';

/** An intent with the file it stands in, and where in that file each of its phrasings is. */
export interface PlacedIntent {
  /** Path within the content folder, with `/`. */
  readonly file: string;
  readonly intent: LabelledPhrasings;
  /** The line, from 1, of an entry of the file. */
  readonly line: (path: readonly (string | number)[]) => number;
}

/** Fewer phrasings than this make an intent thin. */
const fewestPhrasings = { zh: 60, en: 20, outOfScope: 500 } as const;

/** A finer question is told apart within its intent alone, which takes fewer. */
const fewestOfTopic = { zh: 10, en: 4 } as const;

/** Phrasings of two intents that share this part of their character pairs are near-duplicates. */
const nearlySame = 0.8;
/** Shorter ones are alike by nature: 好的, 好了. */
const shortestCompared = 6;

interface Phrasing {
  readonly bare: string;
  readonly text: string;
  readonly placed: PlacedIntent;
  readonly path: readonly [string, 'zh' | 'en', number];
}

/**
 * Looks for what makes the recogniser worse: the same phrasing twice in an intent, one phrasing in two intents, nearly the
 * same phrasing in two intents, and intents with few phrasings. Pure; takes about a second for a whole catalogue.
 */
export function checkPhrasings(intents: readonly PlacedIntent[]): Diagnostic[] {
  const phrasings = intents.flatMap(listPhrasings);
  return [...intents.flatMap(thin), ...duplicates(phrasings), ...nearDuplicates(phrasings)];
}

/** What of a phrasing counts when phrasings are compared: no case, width, punctuation or spaces. */
export function bareText(text: string): string {
  const lower = clean(text).toLowerCase();
  const bare = lower.replace(/[\p{P}\p{Z}]+/gu, '');
  return bare === '' ? lower : bare;
}

function listPhrasings(placed: PlacedIntent): Phrasing[] {
  return (['zh', 'en'] as const).flatMap((language) =>
    placed.intent.phrasings[language].map((text, index) => ({
      bare: bareText(text),
      text,
      placed,
      path: ['phrasings', language, index] as const,
    })),
  );
}

function problem(phrasing: Phrasing, severity: Diagnostic['severity'], reason: string): Diagnostic {
  return { file: phrasing.placed.file, line: phrasing.placed.line(phrasing.path), reason, severity };
}

function where(phrasing: Phrasing): string {
  return `${phrasing.placed.file}:${phrasing.placed.line(phrasing.path)}`;
}

function thin(placed: PlacedIntent): Diagnostic[] {
  const { id, phrasings } = placed.intent;
  const warning = (path: readonly (string | number)[], reason: string): Diagnostic => ({
    file: placed.file,
    line: placed.line(path),
    reason,
    severity: 'warning',
  });
  if (id === OUT_OF_SCOPE) {
    const count = phrasings.zh.length + phrasings.en.length;
    if (count >= fewestPhrasings.outOfScope) return [];
    return [
      warning(
        ['phrasings'],
        `only ${count} phrasings; ${fewestPhrasings.outOfScope} are needed to learn what to refuse`,
      ),
    ];
  }
  const fewest = placed.intent.reported_as === undefined ? fewestPhrasings : fewestOfTopic;
  return (['zh', 'en'] as const)
    .filter((language) => phrasings[language].length < fewest[language])
    .map((language) =>
      warning(
        ['phrasings', language],
        `only ${phrasings[language].length} phrasings in ${language}; write at least ${fewest[language]} that differ in words`,
      ),
    );
}

function duplicates(phrasings: readonly Phrasing[]): Diagnostic[] {
  const first = new Map<string, Phrasing>();
  return phrasings.flatMap((phrasing) => {
    const before = first.get(phrasing.bare);
    if (before === undefined) {
      first.set(phrasing.bare, phrasing);
      return [];
    }
    const same = before.placed === phrasing.placed;
    return [
      same
        ? problem(phrasing, 'warning', `“${phrasing.text}” is there already, at ${where(before)}`)
        : problem(
            phrasing,
            'error',
            `“${phrasing.text}” means ${before.placed.intent.id} at ${where(before)}; it can mean only one`,
          ),
    ];
  });
}

/** A phrasing with what it is compared by. */
interface Compared {
  readonly phrasing: Phrasing;
  readonly pairs: ReadonlySet<string>;
}

function nearDuplicates(phrasings: readonly Phrasing[]): Diagnostic[] {
  const compared = phrasings
    .filter(({ bare }) => [...bare].length >= shortestCompared)
    .map((phrasing): Compared => ({ phrasing, pairs: pairsOf(phrasing.bare) }));
  const occurrences = new Map<string, number>();
  for (const { pairs } of compared) for (const pair of pairs) occurrences.set(pair, (occurrences.get(pair) ?? 0) + 1);
  const rarity = (one: string, other: string) =>
    (occurrences.get(one) ?? 0) - (occurrences.get(other) ?? 0) || (one < other ? -1 : 1);
  const holders = new Map<string, Compared[]>();
  const diagnostics: Diagnostic[] = [];
  for (const one of compared) {
    // Sets as alike as that must share one of this many rarest members (prefix filtering; Chaudhuri et al. 2006).
    const telling = [...one.pairs].sort(rarity).slice(0, one.pairs.size - Math.ceil(nearlySame * one.pairs.size) + 1);
    const candidates = new Set(telling.flatMap((pair) => holders.get(pair) ?? []));
    for (const pair of telling) {
      const others = holders.get(pair);
      if (others === undefined) holders.set(pair, [one]);
      else others.push(one);
    }
    const alike = [...candidates].find((other) => isNearly(one, other));
    if (alike === undefined) continue;
    const { phrasing } = one;
    const { phrasing: other } = alike;
    const reason = `“${phrasing.text}” is nearly “${other.text}”, which means ${other.placed.intent.id} (${where(other)})`;
    diagnostics.push(problem(phrasing, 'warning', reason));
  }
  return diagnostics;
}

/** Whether two phrasings mean different things in nearly the same words. */
function isNearly(one: Compared, other: Compared): boolean {
  if (other.phrasing.placed === one.phrasing.placed || other.phrasing.bare === one.phrasing.bare) return false;
  const [smaller, larger] = one.pairs.size < other.pairs.size ? [one.pairs, other.pairs] : [other.pairs, one.pairs];
  if (smaller.size < nearlySame * larger.size) return false;
  let shared = 0;
  for (const pair of smaller) if (larger.has(pair)) shared += 1;
  return shared / (smaller.size + larger.size - shared) >= nearlySame;
}

function pairsOf(bare: string): Set<string> {
  const characters = ['', ...bare, ''];
  return new Set(characters.slice(1).map((character, place) => `${characters[place] ?? ''}${character}`));
}
