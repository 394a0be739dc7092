import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { home } from '../src/app/paths.ts';

const pureRooms = ['src/dialogue', 'src/text'];
const impure = /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\.|\basync\b|\bawait\b|\bfetch\(/u;
const comments = /\/\*[\s\S]*?\*\/|\/\/.*/gu;

const filesIn = (room: string): string[] =>
  readdirSync(join(home, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(room, name));

describe('the pure rooms ask nobody for the time, for chance, or for anything that takes a while', () => {
  test.each(pureRooms.flatMap(filesIn))('%s', (file) => {
    const code = readFileSync(join(home, file), 'utf8').replace(comments, '');
    expect(impure.exec(code)?.[0]).toBeUndefined();
  });
});
