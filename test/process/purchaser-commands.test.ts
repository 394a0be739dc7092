import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inFolder } from './folder.ts';
import { command, linesOf } from './running.ts';
import { Failure } from './shapes.ts';

const Code = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
const Added = z.strictObject({ purchaser: z.string().regex(/^p[0-9a-z]{8,20}$/), claim: Code });
const Invited = z.strictObject({ code: Code, link: z.url() });
const InvitedCompany = Invited.extend({ company: z.string() });

const lines = <T>(shape: z.ZodType<T>, stdout: string): T[] =>
  linesOf(stdout).map((line) => shape.parse(JSON.parse(line)));

const named = ['--company', '永盛采购', '--account', 'yongsheng-cg'];

describe('purchaser and invite', () => {
  it('name, list, invite and take away, in the documented shapes', () =>
    inFolder(async (folder) => {
      const at = ['--json', '--data', folder];
      const added = await command([
        'purchaser',
        'add',
        ...named,
        '--accept',
        'small_scale',
        '--accept',
        'other_rates',
        ...at,
      ]);
      expect(added).toMatchObject({ code: 0, stderr: '' });
      const [{ purchaser, claim } = { purchaser: '', claim: '' }] = lines(Added, added.stdout);

      const again = await command(['purchaser', 'claim', '--purchaser', purchaser, ...at]);
      expect(lines(Added, again.stdout)[0]?.claim).not.toBe(claim);

      const listed = await command(['purchaser', 'list', ...at]);
      expect(JSON.parse(listed.stdout)).toEqual({
        ...{ purchaser, company: '永盛采购', account: 'yongsheng-cg', credit: 5_000_000, days: 30 },
        ...{ accepts: ['small_scale', 'other_rates'], people: 0, suppliers: 0 },
      });

      const invited = await command(['invite', '--purchaser', purchaser, '--company', '张三五金', ...at]);
      const [invitation] = lines(Invited, invited.stdout);
      expect(invitation?.link).toBe(`http://127.0.0.1:3000/i/${invitation?.code}`);

      const removed = await command(['purchaser', 'remove', '--purchaser', purchaser, ...at]);
      expect(JSON.parse(removed.stdout)).toEqual({ purchaser, told: 0 });
      const late = await command(['invite', '--purchaser', purchaser, ...at]);
      expect(late).toMatchObject({ code: 1, stderr: expect.stringContaining('purchaser_removed') });
      expect(lines(Failure, late.stdout)[0]?.error.code).toBe('purchaser_removed');
    }));

  it('invites everybody in a file; the same file again prints the same codes', () =>
    inFolder(async (folder) => {
      const data = ['--json', '--data', `${folder}/store`];
      const added = await command(['purchaser', 'add', ...named, ...data]);
      const [{ purchaser } = { purchaser: '' }] = lines(Added, added.stdout);
      const file = `${folder}/names.txt`;
      await writeFile(file, '\uFEFF张三五金\r\n\r\n  李四标牌 \r\n张三五金\r\n');
      const invite = ['invite', '--purchaser', purchaser, ...data, '--file'];
      const first = await command([...invite, file]);
      const invitations = lines(InvitedCompany, first.stdout);
      expect(invitations.map(({ company }) => company)).toEqual(['张三五金', '李四标牌']);
      expect((await command([...invite, file])).stdout).toBe(first.stdout);

      await writeFile(file, `张三五金\n${'长'.repeat(81)}\n`);
      const tooLong = await command([...invite, file]);
      expect(tooLong).toMatchObject({ code: 1, stderr: expect.stringMatching(/bad_company: .*line 2/) });
      const missing = await command([...invite, `${folder}/none.txt`]);
      expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('file_unreadable') });
    }));

  it('say for people what can be forwarded as it is', () =>
    inFolder(async (folder) => {
      const added = await command(['purchaser', 'add', ...named, '--data', folder]);
      expect(added).toMatchObject({ code: 0, stderr: '' });
      expect(added.stdout).toMatch(/永盛采购在入驻助手里开通好了[\s\S]*http:\/\/127\.0\.0\.1:3000\/i\//);
      const purchaser = /p[0-9a-z]{12}/.exec(added.stdout)?.[0] ?? '';
      const invited = await command(['invite', '--purchaser', purchaser, '--company', '张三五金', '--data', folder]);
      expect(invited).toMatchObject({ code: 0, stderr: '' });
      expect(invited.stdout).toMatch(/张三五金，您好：\n永盛采购邀请[\s\S]*poster\.png/);
    }));

  it.each([
    ['no credit', ['purchaser', 'add', ...named, '--credit', '-5'], /bad_terms: --credit/],
    ['half days', ['purchaser', 'add', ...named, '--days', '1.5'], /bad_terms: --days/],
    ['no company', ['purchaser', 'add', '--company', ' ', '--account', 'a'], /bad_terms: .*company/],
    ['an unknown exception', ['purchaser', 'add', ...named, '--accept', 'everything'], /small_scale/],
    ['an unknown purchaser', ['invite', '--purchaser', 'pnobody000'], /purchaser_unknown/],
  ])('refuse %s with a reason and exit code 1', (_name, words, reason) =>
    inFolder(async (folder) => {
      const { code, stdout, stderr } = await command([...words, '--data', folder]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(reason);
    }),
  );
});
