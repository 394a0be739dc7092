import { clean } from './normalise.ts';

/**
 * Twelve characters of Crockford's base 32 in three groups of four. I, L and O are taken for the digits they are misread
 * for; U is none of it.
 */
const group = '([0-9A-TV-Z]{4})';

/** What people and their keyboards put between groups: nothing, blanks, dashes of every kind. */
const gap = '(\\p{Zs}?[\\p{Pd}\\u2212\\u2500\\u30fc]{0,2}\\p{Zs}?)';

const shape = `${group}${gap}${group}${gap}${group}`;
const whole = new RegExp(`^${shape}$`, 'iu');
const inLink = new RegExp(`/i/${group}(-?)${group}(-?)${group}(?![\\w-])`, 'giu');
const anywhere = new RegExp(`(?<![\\w@])${shape}(?![\\w@])(?!\\.\\w)`, 'iuy');

const address = /https?:\/\/[!-~]+/giu;
const dash = /[\p{Pd}\u2212\u2500\u30fc]/u;
const misread = /[ilo]/iu;
const announced =
  /(?:邀请码|邀請碼|口令|认领码|認領碼|\/start|invitation(?: code)?|invite(?: code)?|claim(?: code)?)[^\p{L}\p{N}]{0,6}(?:is|是|为|為)?[^\p{L}\p{N}]{0,6}$/iu;

/** Another group beside it, one blank away: what was found is a piece of something longer. */
const groupBefore = /(?<!\w)(?=\w*\d)\w{2,6}\p{Zs}$/u;
const groupAfter = /^\p{Zs}(?=\w*\d)\w{2,6}(?!\w)/u;

/** A credit code (GB 32100): eighteen characters, of which the third to the eighth are the digits of a region. */
const creditCode = /^\w\d{7}\w{10}$/;
const groupsBefore = /(?:(?<!\w)\w{1,8}\p{Zs}){1,4}$/u;
const groupsAfter = /^(?:\p{Zs}\w{1,8}(?!\w)){1,4}/u;

const joinedBefore = /\w\p{Pd}$/u;
const joinedAfter = /^\p{Pd}\w/u;

/** So much of what stands beside a code is looked at. */
const BESIDE = 40;

type Groups = readonly [string, string, string];

const hasBoth = (text: string): boolean => /\d/.test(text) && /[^\d]/.test(text);

const canonical = (groups: Groups): string =>
  groups.join('-').toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');

/** Written in one go it must not look like a name with a year behind it, an order number with a date, or a number with a letter or two. */
const standsOut = (solid: string): boolean =>
  /\d.*[A-Z]/i.test(solid) && (solid.match(/[A-Z]/gi)?.length ?? 0) >= 3 && !/\d{8}/.test(solid);

const tokensIn = (text: string | undefined): readonly string[] => text?.trim().split(/\p{Zs}/u) ?? [];

/** Together with groups beside it, it makes up a credit code. */
const isOfCreditCode = (solid: string, before: string, after: string): boolean => {
  const earlier = tokensIn(groupsBefore.exec(before)?.[0]).toReversed();
  const later = tokensIn(groupsAfter.exec(after)?.[0]);
  const heads = [
    '',
    ...earlier.map((_, index) =>
      earlier
        .slice(0, index + 1)
        .toReversed()
        .join(''),
    ),
  ];
  const tails = ['', ...later.map((_, index) => later.slice(0, index + 1).join(''))];
  return heads.some((head) => tails.some((tail) => creditCode.test(head + solid + tail)));
};

const isConvincing = (groups: Groups, gaps: readonly string[], before: string, after: string): boolean => {
  const solid = groups.join('');
  if (!hasBoth(solid)) return false;
  if (announced.test(before)) return true;
  if (joinedBefore.test(before) || joinedAfter.test(after)) return false;
  if (isOfCreditCode(solid, before, after)) return false;
  if (gaps.every((one) => dash.test(one))) return true;
  if (misread.test(solid)) return false;
  if (gaps.every((one) => one === '')) return standsOut(solid);
  return groups.some(hasBoth) && !groupBefore.test(before) && !groupAfter.test(after);
};

/** The invitation code that a text is, and nothing else, as `K7MQ-2XWD-9FHT`; written in any case, grouped in any way. */
export const readInvitationCode = (text: string): string | undefined => {
  const [, first = '', , second = '', , third = ''] = whole.exec(clean(text)) ?? [];
  return hasBoth(first + second + third) ? canonical([first, second, third]) : undefined;
};

/**
 * The invitation codes in a text, as `K7MQ-2XWD-9FHT`: those in links first, then in the order of writing, each once.
 *
 * Order numbers, telephone numbers and invoice numbers have no letters; credit codes and licence keys have more groups.
 * What could be words and numbers side by side is taken for a code only with dashes, or when a word says that it is one.
 */
export const findInvitationCodes = (text: string): readonly string[] => {
  const written = clean(text);
  const found: string[] = [];
  for (const [, first = '', , second = '', , third = ''] of written.matchAll(inLink)) {
    if (hasBoth(first + second + third)) found.push(canonical([first, second, third]));
  }
  const plain = written.replace(address, (link) => ' '.repeat(link.length));
  for (let place = 0; place < plain.length; place += 1) {
    anywhere.lastIndex = place;
    const match = anywhere.exec(plain);
    if (!match) continue;
    const [all, first = '', gapBefore = '', second = '', gapAfter = '', third = ''] = match;
    const groups: Groups = [first, second, third];
    const end = place + all.length;
    if (
      !isConvincing(
        groups,
        [gapBefore, gapAfter],
        plain.slice(Math.max(0, place - BESIDE), place),
        plain.slice(end, end + BESIDE),
      )
    )
      continue;
    found.push(canonical(groups));
    place = end - 1;
  }
  return [...new Set(found)];
};
