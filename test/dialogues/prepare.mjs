// Makes two purchasers and an invitation of each, by the commands.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
const run = promisify(execFile);
export default async function prepare({ need, projectDir, dataDir }) {
  if (need !== 'invite') return undefined;
  const npm = async (...args) => {
    const { stdout } = await run('npm', ['run', '-s', ...args, '--data', dataDir, '--json'], { cwd: projectDir, timeout: 120_000 });
    return JSON.parse(stdout.trim().split('\n').filter((l) => l.startsWith('{')).pop());
  };
  const a = await npm('purchaser', '--', 'add', '--company', '海川重工', '--account', '海川采购部');
  const b = await npm('purchaser', '--', 'add', '--company', '明远电器', '--account', '明远集采', '--credit', '3000000', '--days', '45');
  const ia = await npm('invite', '--', '--purchaser', String(a.purchaser));
  const ib = await npm('invite', '--', '--purchaser', String(b.purchaser));
  return { vars: { INVITE_A: ia.code, INVITE_A_SLOPPY: ia.code.toLowerCase().replace(/-/g, ''), LINK_A: ia.link, INVITE_B: ib.code, LINK_B: ib.link } };
}
