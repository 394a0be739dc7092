import { describe, expect, it } from 'vitest';
import { inFolder } from './folder.ts';
import { command, failedStart, startServer } from './running.ts';
import { visitor } from './visitor.ts';

describe('the operator’s desk', () => {
  it('is not there without its secret', () =>
    inFolder(async (folder) => {
      const server = await startServer(folder);
      for (const path of ['/desk/', '/desk/page/console.css'])
        expect((await fetch(`${server.url}${path}`)).status).toBe(404);
      expect((await fetch(`${server.url}/desk/files/AAAAAAAAAAAAAAAAAAAAAA.xlsx`)).status).toBe(404);
      await server.kill();
    }));

  it('is refused with a secret that is too short, which is not repeated', async () => {
    const { code, stdout, stderr } = await failedStart({ DESK_TOKEN: 'tooshort' });
    expect(code).toBe(1);
    expect(stderr).toContain('DESK_TOKEN');
    expect(stdout + stderr).not.toContain('tooshort');
  });
});

describe('a purchaser named beside a running server', () => {
  it('is claimed there, and its invitations are good there, at once', () =>
    inFolder(async (folder) => {
      const server = await startServer(folder);
      const at = ['--json', '--data', folder];
      const added = await command(['purchaser', 'add', '--company', '永盛采购', '--account', 'yongsheng', ...at]);
      const { purchaser, claim } = JSON.parse(added.stdout);
      const buyer = visitor();
      const claimed = await buyer.say(server.url, claim);
      expect(claimed.state.role).toBe('purchaser');
      expect((await visitor().say(server.url, claim)).state.role).toBe('supplier');

      const invited = await command(['invite', '--purchaser', purchaser, '--company', '张三五金', ...at]);
      const { code } = JSON.parse(invited.stdout);
      const supplier = await visitor().say(server.url, `你好，邀请码是 ${code.toLowerCase()}`);
      expect(supplier.replies.map(({ text }) => text).join('\n')).toContain('永盛采购');
      const listed = await command(['purchaser', 'list', ...at]);
      expect(JSON.parse(listed.stdout)).toMatchObject({ people: 1, suppliers: 1 });
      await server.kill();
    }));
});
