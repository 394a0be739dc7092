/** Parts of a day as people name them. `early` is the small hours (凌晨), which only tells what a clock time means. */
export type Part = 'early' | 'morning' | 'daytime' | 'noon' | 'afternoon' | 'dusk' | 'evening' | 'night';

/** A day as it was named, before it is known which one that is. */
export type Day =
  /** So many days from today: tomorrow is 1. */
  | { readonly type: 'days'; readonly days: number }
  /** The same day of the month, so many months from now. */
  | { readonly type: 'months'; readonly months: number }
  /** A weekday, 1 (Monday) to 7 (Sunday): of so many weeks from this one, or the next to come when no week is named. */
  | { readonly type: 'weekday'; readonly weekday: number; readonly week?: number }
  /** A day of a month; the month is named, counted from this one, or the next one that fits. */
  | {
      readonly type: 'date';
      readonly day: number | 'last';
      readonly month?: number;
      readonly year?: number;
      readonly monthsAhead?: number;
    };

/** A time on the clock. `exact` when the hour is known to be of the 24-hour clock. */
export interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly exact: boolean;
}

/** What one time expression says. Minutes are counted from now; vague is "later" without saying when. */
export interface Named {
  readonly day?: Day;
  readonly part?: Part;
  readonly clock?: Clock;
  readonly minutes?: number;
  readonly vague?: true;
}

/** A time expression and where it stands in the text. */
export interface Mention extends Named {
  readonly start: number;
  readonly end: number;
}

/** A rule that reads one piece of a time expression; `read` may still decline what `shape` found. */
export interface Rule {
  /** Sticky. */
  readonly shape: RegExp;
  readonly read: (groups: Readonly<Record<string, string | undefined>>) => Named | undefined;
}

/** Finds the pieces of time expressions in a text: at every place the first rule that reads something wins. */
export function scan(text: string, rules: readonly Rule[]): Mention[] {
  const found: Mention[] = [];
  let place = 0;
  while (place < text.length) {
    const piece = pieceAt(text, place, rules);
    if (piece) found.push(piece);
    place = piece?.end ?? place + 1;
  }
  return found;
}

function pieceAt(text: string, start: number, rules: readonly Rule[]): Mention | undefined {
  for (const { shape, read } of rules) {
    shape.lastIndex = start;
    const match = shape.exec(text);
    if (!match || match[0] === '') continue;
    const named = read(match.groups ?? {});
    if (named) return { ...named, start, end: start + match[0].length };
  }
  return undefined;
}

const gap = /^(?:\s|,|、|的|在|就|那天|大概|大约|差不多|at|on|in|the|around|about|by|of|@)*$/i;

/** Puts together neighbouring pieces that tell different things of one time: a day, a part of it, the clock. */
export function join(text: string, pieces: readonly Mention[]): Mention[] {
  const joined: Mention[] = [];
  for (const piece of [...pieces].sort((left, right) => left.start - right.start)) {
    const last = joined.at(-1);
    if (last && piece.start < last.end) continue;
    if (last && gap.test(text.slice(last.end, piece.start)) && complete(last, piece)) {
      joined[joined.length - 1] = { ...last, ...piece, start: last.start };
    } else {
      joined.push(piece);
    }
  }
  return joined;
}

function complete(left: Named, right: Named): boolean {
  const alone = (named: Named) => named.minutes !== undefined;
  const vagueToday = (named: Named) => named.vague === undefined || named.day === undefined;
  return (
    !alone(left) &&
    !alone(right) &&
    vagueToday(left) &&
    vagueToday(right) &&
    !(left.day && right.day) &&
    !(left.part && right.part) &&
    !(left.clock && right.clock) &&
    !(left.vague && right.vague)
  );
}
