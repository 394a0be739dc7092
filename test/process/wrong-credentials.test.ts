import { expect, it } from 'vitest';
import { credentials, simulateDingtalk } from '../channels/dingtalk/simulator.ts';
import { inFolder } from './folder.ts';
import { linesOf, startServer } from './running.ts';
import { visitor } from './visitor.ts';

/** Asks until the answer is as expected, or for the last time. */
const asked = async (url: string, isExpected: (text: string) => boolean): Promise<{ status: number; text: string }> => {
  for (let tries = 1; ; tries += 1) {
    const response = await fetch(url);
    const text = await response.text();
    if (isExpected(text) || tries === 500) return { status: response.status, text };
  }
};

it('with wrong credentials for DingTalk the process lives, the web chat works, and /readyz says what is wrong', () =>
  inFolder(async (folder) => {
    const dingtalk = await simulateDingtalk(Date.now);
    try {
      const secret = 'not-the-secret-of-this-app-01';
      const server = await startServer(folder, {
        DINGTALK_CLIENT_ID: credentials.clientId,
        DINGTALK_CLIENT_SECRET: secret,
        DINGTALK_API_BASE: dingtalk.base,
      });
      const ready = await asked(`${server.url}/readyz`, (text) => text.includes('credentials_refused'));
      expect(ready.status).toBe(503);
      expect(ready.text).toContain('dingtalk: credentials_refused');
      expect(ready.text).toContain('DINGTALK_CLIENT_SECRET');

      const { replies } = await visitor().say(server.url, '你好');
      expect(replies).toHaveLength(1);
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
      const metrics = await (await fetch(`${server.url}/metrics`)).text();
      expect(await server.stop()).toBe(0);

      expect(linesOf(server.logged()).filter((line) => line.includes('credentials_refused'))).toHaveLength(1);
      expect(server.logged() + ready.text + metrics).not.toContain(secret);
      expect(dingtalk.calls.gateway).toBe(1);
    } finally {
      await dingtalk.close();
    }
  }));
