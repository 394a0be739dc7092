const shift =
  /(提早|提前|早|推迟|延后|推后|往后推|晚|earlier|later)[^\d一二两三四五六七八九十半]{0,3}(半|\d{1,2}|[一二两三四五六七八九十])\s*个?(半)?(小时|钟头|分钟|天|days?|hours?|minutes?)/iu;

const makeIt =
  /\b(?:make|move|push|put)\b[^,.]{0,10}\b(an?|one|two|three|half an?|\d{1,2}) (days?|hours?|minutes?) (later|earlier)\b/iu;

const numbers = '一二三四五六七八九十';

const unitMinutes: readonly (readonly [RegExp, number])[] = [
  [/天|day/iu, 24 * 60],
  [/小时|钟头|hour/iu, 60],
  [/分/u, 1],
  [/minute/iu, 1],
];

/** By how many minutes somebody wants a reminder moved: “提早半个小时” is -30, “推迟一天” 1440. */
export const shiftIn = (text: string): number | undefined => {
  const [, some = '', measure = '', way = ''] = makeIt.exec(text) ?? [];
  const length = unitMinutes.find(([words]) => words.test(measure))?.[1];
  if (length !== undefined) {
    const many = some.startsWith('half')
      ? 0.5
      : Number(some) || Math.max(1, ['one', 'two', 'three'].indexOf(some.toLowerCase()) + 1);
    return Math.round(many * length) * (/earlier/iu.test(way) ? -1 : 1);
  }
  const [, direction = '', count = '', half, unit = ''] = shift.exec(text) ?? [];
  const size = unitMinutes.find(([words]) => words.test(unit))?.[1];
  if (size === undefined) return undefined;
  const written = count === '半' ? 0.5 : count === '两' ? 2 : Number(count) || numbers.indexOf(count) + 1;
  const minutes = Math.round((written + (half ? 0.5 : 0)) * size);
  return /提早|提前|^早|earlier/iu.test(direction) ? -minutes : minutes;
};
