/**
 * A process that is WeCom, so that its work is not counted as ours: it takes what is sent, and calls `/wecom/callback` in
 * bursts. It says where its API is, is told the port to call, and says how long each call took, in milliseconds.
 */
import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { callback, type SealedCall, seal, xmlOf } from '../channels/wecom/seal.ts';
import { app, simulateApi } from '../channels/wecom/simulator-api.ts';

const Task = z.object({ port: z.number(), atOnce: z.number(), bursts: z.number(), pause: z.number() });

/** A process that runs for months is compiled through and through; that takes this many calls, and nobody waits for them. */
const WARM_UP_BURSTS = 80;
const WARM_UP_PAUSE = 150;
const PEOPLE = 2_000;
const texts = ['你好', '注册好了', '收不到验证码', '要准备什么', '现在哪有16个点的票', '融易收是不是贷款'];

const api = await simulateApi(Date.now);
let said = 0;

const sealed = (): SealedCall => {
  said += 1;
  return seal(
    xmlOf({
      ToUserName: callback.corpId,
      FromUserName: `user${said % PEOPLE}`,
      CreateTime: Math.floor(Date.now() / 1_000),
      MsgType: 'text',
      Content: texts[said % texts.length] ?? '你好',
      MsgId: String(7_000_000_000_000_000 + said),
      AgentID: String(app.agentId),
    }),
    Date.now(),
  );
};

const run = async ({ port, atOnce, bursts, pause }: z.infer<typeof Task>): Promise<number[]> => {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const timeOf = ({ url, body }: SealedCall): Promise<number> =>
    new Promise((resolve, reject) => {
      const before = performance.now();
      const headers = { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(body) };
      const sent = request({ host: '127.0.0.1', port, path: url, method: 'POST', agent, headers }, (response) => {
        response.resume().on('end', () => {
          if (response.statusCode === 200) resolve(performance.now() - before);
          else reject(new Error(`A call was answered ${response.statusCode}.`));
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  const times: number[] = [];
  for (let burst = -WARM_UP_BURSTS; burst < bursts; burst += 1) {
    const taken = await Promise.all(Array.from({ length: atOnce }, sealed).map(timeOf));
    if (burst >= 0) times.push(...taken);
    await delay(burst < 0 ? WARM_UP_PAUSE : pause);
  }
  agent.destroy();
  return times;
};

process.once('message', async (message) => {
  const times = await run(Task.parse(message));
  process.send?.({ times }, () => process.exit());
});
process.send?.({ base: api.base });
