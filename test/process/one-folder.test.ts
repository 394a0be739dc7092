import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { inFolder } from './folder.ts';
import { startServer } from './running.ts';
import { spawnServer } from './spawned.ts';
import { telegramStandIn, token } from './telegram-stand-in.ts';
import { isReady, until } from './until.ts';

describe('one folder', () => {
  it('lets one process ask Telegram, also when a second one is started beside it, and the next at once after a kill', () =>
    inFolder(async (folder) => {
      const telegram = await telegramStandIn();
      onTestFinished(() => telegram.close());
      const start = (name: string) =>
        startServer(folder, { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: telegram.rootFor(name) });
      const first = await start('first');
      await until(() => telegram.asking().includes('first'));
      const second = await start('second');
      await until(() => isReady(second.url));
      expect(await second.stop()).toBe(0);
      expect(telegram.asking()).toEqual(['first']);
      await first.stop();
      const third = await start('third');
      await until(() => telegram.asking().includes('third'));
      await third.kill();
      // It left the right behind for seconds; the next one sees that it is gone.
      const fourth = await start('fourth');
      await until(() => telegram.asking().includes('fourth'));
      expect(telegram.clashes.count).toBe(0);
      expect(fourth.logged()).not.toContain('sole_right');
    }));
});

describe('SIGTERM while it starts', () => {
  it('ends it with 0, although the database does not answer', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void silent.close());
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { child } = spawnServer({ STORE_URL: `postgres://ruzhu@127.0.0.1:${port}/ruzhu` });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    const [socket] = await once(silent, 'connection');
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    socket.destroy();
  });
});
