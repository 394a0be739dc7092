import type { Line } from './payload.ts';

/** What somebody types at the prompt. */
export type Typed =
  | { readonly type: 'nothing' | 'quit' | 'wait_how' | 'as_how' }
  | { readonly type: 'as'; readonly user: string }
  | { readonly type: 'line'; readonly line: Line }
  | { readonly type: 'unknown'; readonly command: string };

const units: Readonly<Record<string, string>> = { m: 'M', h: 'H', d: 'D', w: 'W' };

/** `26h`, `3d`, `1d12h`, `90m` or ISO 8601, as ISO 8601; undefined for anything else. */
export function durationTyped(written: string): string | undefined {
  if (/^P[\dTYMWDHS]+$/i.test(written)) return written.toUpperCase();
  if (!/^(?:\d{1,5}[wdhm])+$/i.test(written)) return undefined;
  const parts = [...written.toLowerCase().matchAll(/(\d+)([wdhm])/g)];
  const of = (wanted: string) =>
    parts
      .filter(([, , unit = '']) => wanted.includes(unit))
      .map(([, count, unit = '']) => `${count}${units[unit]}`)
      .join('');
  const time = of('hm');
  return `P${of('wd')}${time === '' ? '' : `T${time}`}`;
}

/** Reads what was typed. A number picks one of `choices` buttons; any other text is said. */
export function readTyped(typed: string, labels: readonly string[]): Typed {
  const text = typed.trim();
  if (text === '') return { type: 'nothing' };
  const picked = /^\d{1,2}$/.test(text) ? labels[Number(text) - 1] : undefined;
  if (picked !== undefined) return { type: 'line', line: { choose: picked } };
  if (!text.startsWith('/')) return { type: 'line', line: { text } };
  const [command = '', argument = ''] = text.split(/\s+/);
  switch (command) {
    case '/quit':
    case '/exit':
      return { type: 'quit' };
    case '/as':
      return argument === '' ? { type: 'as_how' } : { type: 'as', user: argument };
    case '/wait': {
      const wait = durationTyped(argument);
      return wait === undefined ? { type: 'wait_how' } : { type: 'line', line: { wait } };
    }
    default:
      return { type: 'unknown', command };
  }
}
