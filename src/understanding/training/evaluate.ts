import { OUT_OF_SCOPE } from '../../content/schema/intent.ts';
import type { Reading } from '../reading.ts';
import type { Recogniser } from '../recogniser.ts';
import type { Labelled } from './labelled.ts';

/** How many of how many, and the same as a percentage with one decimal. */
export interface Share {
  readonly right: number;
  readonly of: number;
  readonly percent: number;
}

/** One kind of mistake: what was meant, what was read, and the lines where it happened. */
export interface Confusion {
  readonly wanted: string;
  readonly read: string;
  readonly count: number;
  readonly examples: readonly string[];
}

/** What an evaluation comes to. Every share is over the lines that it is about. */
export interface Evaluation {
  readonly lines: number;
  /** In-scope lines whose first intent is right, by set, and by set and tag (`zh`, `zh hard`). */
  readonly first: Readonly<Record<string, Share>>;
  /** In-scope lines whose right intent is among the first three candidates. */
  readonly withinThree: Readonly<Record<string, Share>>;
  /** Lines with several intents of which all were found. */
  readonly allFound: Share;
  /** In-scope lines that were refused. */
  readonly inScopeRefused: Share;
  /** Out-of-scope lines that would get an answer: a `faq_` or `step_` intent. */
  readonly outOfScopeAnswered: Share;
  /** Out-of-scope lines that were refused. */
  readonly outOfScopeRefused: Share;
  /** Of everything: how sure it was, and whether rightly. */
  readonly certainty: Readonly<Record<Reading['certainty'], Share>>;
  readonly confusions: readonly Confusion[];
}

const within = 3;
const mostConfusions = 25;
const mostExamples = 4;

const share = (right: number, of: number): Share => ({
  right,
  of,
  percent: of === 0 ? 0 : Math.round((1000 * right) / of) / 10,
});

const isOutside = (line: Labelled): boolean => line.wanted.flat().includes(OUT_OF_SCOPE);

interface Read {
  readonly line: Labelled;
  readonly reading: Reading;
  readonly right: boolean;
}

/** Reads every line and counts. */
export function evaluate(recogniser: Pick<Recogniser, 'read'>, lines: readonly Labelled[]): Evaluation {
  const read = lines.map((line): Read => {
    const reading = recogniser.read(line.text);
    const right = line.wanted.some((alternatives) => alternatives.includes(reading.intent));
    return { line, reading, right };
  });
  const single = read.filter(({ line }) => line.wanted.length === 1);
  const double = read.filter(({ line }) => line.wanted.length > 1);
  const inside = single.filter(({ line }) => !isOutside(line));
  const outside = single.filter(({ line }) => isOutside(line));
  const refused = ({ reading }: Read) => reading.certainty === 'refused';
  const counted = (of: readonly Read[], holds: (one: Read) => boolean) => share(of.filter(holds).length, of.length);
  const sure = (certainty: Reading['certainty']) =>
    counted(
      single.filter(({ reading }) => reading.certainty === certainty),
      ({ right }) => right,
    );
  return {
    lines: lines.length,
    first: byGroup(inside, ({ right }) => right),
    withinThree: byGroup(inside, amongFirst),
    allFound: counted(double, ({ line, reading }) =>
      line.wanted.every((alternatives) => reading.intents.some((intent) => alternatives.includes(intent))),
    ),
    inScopeRefused: counted(inside, refused),
    outOfScopeAnswered: counted(outside, ({ reading }) => /^(?:faq|step)_/.test(reading.intent)),
    outOfScopeRefused: counted(outside, refused),
    certainty: { clear: sure('clear'), unsure: sure('unsure'), refused: sure('refused') },
    confusions: confusionsOf(single),
  };
}

function amongFirst({ line, reading }: Read): boolean {
  const offered: string[] = reading.candidates.slice(0, within).map(({ intent }) => intent);
  return line.wanted.flat().some((intent) => offered.includes(intent));
}

function byGroup(read: readonly Read[], holds: (one: Read) => boolean): Record<string, Share> {
  const groups = new Map<string, { right: number; of: number }>();
  for (const one of read) {
    const { set, tags } = one.line;
    for (const group of ['all', set, ...tags.map((tag) => `${set} ${tag}`)]) {
      const counts = groups.get(group) ?? { right: 0, of: 0 };
      groups.set(group, counts);
      counts.of += 1;
      if (holds(one)) counts.right += 1;
    }
  }
  return Object.fromEntries([...groups].map(([group, { right, of }]) => [group, share(right, of)]));
}

function confusionsOf(read: readonly Read[]): Confusion[] {
  const found = new Map<string, { wanted: string; read: string; examples: string[] }>();
  for (const { line, reading, right } of read) {
    if (right) continue;
    const wanted = line.wanted.map((alternatives) => alternatives.join('/')).join('|');
    const key = `${wanted} ${reading.intent}`;
    const confusion = found.get(key) ?? { wanted, read: reading.intent, examples: [] };
    found.set(key, confusion);
    confusion.examples.push(line.text);
  }
  return [...found.values()]
    .map(({ examples, ...pair }) => ({ ...pair, count: examples.length, examples: examples.slice(0, mostExamples) }))
    .sort((one, other) => other.count - one.count || (one.wanted < other.wanted ? -1 : 1))
    .slice(0, mostConfusions);
}

const line = (name: string, { right, of, percent }: Share): string =>
  `${name.padEnd(30)}${percent.toFixed(1).padStart(6)} %   ${right} of ${of}`;

/** An evaluation as a page to read. */
export function formatEvaluation(evaluation: Evaluation): string {
  const groups = Object.keys(evaluation.first);
  const nothing = share(0, 0);
  return [
    `${evaluation.lines} lines`,
    '',
    'Right at the first choice / within three, in scope',
    ...groups.map((group) => {
      const three = evaluation.withinThree[group] ?? nothing;
      return `${line(group, evaluation.first[group] ?? nothing)}   within three ${three.percent.toFixed(1)} %`;
    }),
    '',
    line('all of several intents found', evaluation.allFound),
    line('in scope, refused', evaluation.inScopeRefused),
    line('out of scope, answered', evaluation.outOfScopeAnswered),
    line('out of scope, refused', evaluation.outOfScopeRefused),
    '',
    'Right when it was',
    ...Object.entries(evaluation.certainty).map(([certainty, counts]) => line(certainty, counts)),
    '',
    'Worst confusions (meant -> read)',
    ...evaluation.confusions.flatMap(({ wanted, read, count, examples }) => [
      `${count} x ${wanted} -> ${read}`,
      ...examples.map((example) => `      ${example}`),
    ]),
    '',
  ].join('\n');
}
