import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Instant } from '../../../src/dialogue/model/instant.ts';
import type { Screen } from '../channel-contract.ts';
import { cardScreen, kfScreen, textScreen } from './screens.ts';
import { callback } from './seal.ts';
import { AppSend, AppUpdate, KfLink, KfSend, KfWelcome, Sync } from './simulator-checks.ts';

/** The secrets that the simulator takes, and what they are for. */
export const app = { agentId: 1000002, secret: 'app-secret-simulated-0123456789' } as const;
export const kf = { openKfId: 'wkSimulated00001', secret: 'kf-secret-simulated-9876543210' } as const;

/** How a door answers instead of doing its work. `hang` never answers, `reset` cuts the line; `lost` does its work first. */
export type Answer = { readonly status: number; readonly body: unknown } | 'hang' | 'reset' | 'lost';

/** The doors of the API that can be made to fail. */
export type Door = 'gettoken' | 'getcallbackip' | 'send' | 'update' | 'sync' | 'kf_send' | 'kf_welcome' | 'kf_link';

/** A message as `sync_msg` gives it out. */
export type KfMessage = Readonly<Record<string, unknown>>;

/** WeCom's server API on this machine. */
export interface ApiSimulator {
  readonly base: string;
  /** Faults of ours that WeCom would have punished or hidden. Must be empty at the end. */
  readonly violations: readonly string[];
  readonly screens: readonly Screen[];
  readonly calls: Readonly<Record<Door, number>>;
  /** Cards that were marked, by what the button says now. */
  readonly marked: readonly string[];
  fail(door: Door, answer: Answer, times?: number): void;
  /** Everything fails, as when the network is gone. */
  goAway(): void;
  calm(): void;
  revokeTokens(): void;
  /** Members that the app does not reach. */
  readonly unreachable: Set<string>;
  readonly unlicensed: Set<string>;
  /** A response code for a card that was tapped. */
  responseCode(): string;
  /** Adds to what `sync_msg` gives out; a hint's token that is good for ten minutes. */
  kfPut(message: KfMessage): string;
  /** The customer wrote: the window is open anew, with so many messages. */
  kfWindow(user: string, at?: Instant): void;
  /** A welcome code for somebody who opened the chat. */
  kfWelcomeCode(user: string): string;
  /** How many messages a page holds. */
  pageSize: number;
  close(): Promise<void>;
}

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

const ok = (body: object = {}): Answer => ({ status: 200, body: { errcode: 0, errmsg: 'ok', ...body } });

/** A refusal as WeCom gives it. */
export const refused = (errcode: number): Answer => ({ status: 200, body: { errcode, errmsg: `refused ${errcode}` } });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Starts a simulator. */
export const simulateApi = async (now: () => Instant): Promise<ApiSimulator> => {
  const violations: string[] = [];
  const screens: Screen[] = [];
  const marked: string[] = [];
  const calls: Record<Door, number> = {
    ...{ gettoken: 0, getcallbackip: 0, send: 0, update: 0, sync: 0, kf_send: 0, kf_welcome: 0, kf_link: 0 },
  };
  const failing = new Map<Door, { readonly answer: Answer; left: number }>();
  const tokens = new Map<string, { readonly value: string; readonly until: Instant }>();
  const hanging = new Set<ServerResponse>();
  const unreachable = new Set<string>();
  const unlicensed = new Set<string>();
  const responseCodes = new Set<string>();
  const requests = new Map<string, Instant>();
  const taskIds = new Set<string>();
  const sendTimes = new Map<string, Instant[]>();
  const messages: KfMessage[] = [];
  const hintTokens = new Map<string, Instant>();
  const windows = new Map<string, { readonly at: Instant; left: number }>();
  const welcomeCodes = new Map<string, { readonly user: string; readonly until: Instant }>();
  const msgids = new Set<string>();
  let away = false;
  let counter = 0;
  const next = (): number => {
    counter += 1;
    return counter;
  };
  const violated = (what: string): Answer => {
    violations.push(what);
    return refused(40058);
  };

  const gettoken = (url: URL): Answer => {
    const secret = url.searchParams.get('corpsecret') ?? '';
    if (url.searchParams.get('corpid') !== callback.corpId) return refused(40013);
    if (secret !== app.secret && secret !== kf.secret) return refused(40001);
    let token = tokens.get(secret);
    if (!token || token.until <= now()) token = { value: `token-simulated-${next()}`, until: now() + 7_200_000 };
    tokens.set(secret, token);
    return ok({ access_token: token.value, expires_in: Math.floor((token.until - now()) / 1_000) });
  };

  /** Which door's token it is; what is wrong with it. */
  const refusedToken = (url: URL, secret: string | undefined): Answer | undefined => {
    const given = url.searchParams.get('access_token');
    const [owner, token] = [...tokens].find(([, { value }]) => value === given) ?? [];
    if (!token) return refused(40014);
    if (token.until <= now()) return refused(42001);
    return secret === undefined || owner === secret ? undefined : violated('the token of another door');
  };

  /** 30 a minute and 1,000 an hour for a member; the excess is dropped without a word. */
  const isDropped = (user: string): boolean => {
    const times = (sendTimes.get(user) ?? []).filter((at) => at > now() - HOUR);
    sendTimes.set(user, [...times, now()]);
    if (times.length < 1_000 && times.filter((at) => at > now() - MINUTE).length < 30) return false;
    violations.push('send: too many, dropped');
    return true;
  };

  const send = (body: unknown): Answer => {
    const checked = AppSend.safeParse(body);
    if (!checked.success) return violated(`send: ${checked.error.message}`);
    const message = checked.data;
    const user = message.touser;
    if (message.agentid !== app.agentId) return refused(40056);
    if (unreachable.has(user)) return refused(81013);
    const same = JSON.stringify(message);
    const before = requests.get(same);
    requests.set(same, now());
    if (before !== undefined && before > now() - message.duplicate_check_interval * 1_000) return ok({ msgid: 'same' });
    if (unlicensed.has(user)) return ok({ unlicenseduser: user.toLowerCase() });
    if (user === 'GonePerson') return ok({ invaliduser: 'goneperson' });
    if (isDropped(user)) return ok();
    if (message.msgtype === 'text')
      screens.push(textScreen({ to: user }, message.text.content.replace(/\u200b+$/u, '')));
    else {
      const { task_id: taskId } = message.template_card;
      if (taskIds.has(taskId)) return violated('send: a task_id twice');
      taskIds.add(taskId);
      screens.push(cardScreen({ to: user }, message.template_card));
    }
    return ok({ msgid: `m${next()}` });
  };

  const update = (body: unknown): Answer => {
    const checked = AppUpdate.safeParse(body);
    if (!checked.success) return violated(`update: ${checked.error.message}`);
    if (!responseCodes.delete(checked.data.response_code)) return violated('update: response code unknown or used');
    marked.push(checked.data.button.replace_name);
    return ok();
  };

  const sync = (body: unknown): Answer => {
    const checked = Sync.safeParse(body);
    if (!checked.success) return violated(`sync: ${checked.error.message}`);
    const { cursor, token, open_kfid: account } = checked.data;
    if (account !== kf.openKfId) return refused(95000);
    if (token !== undefined && (hintTokens.get(token) ?? 0) <= now()) return refused(95007);
    const from = cursor === undefined ? 0 : Number(cursor.replace('cursor-', ''));
    if (Number.isNaN(from)) return violated('sync: a cursor of nobody');
    const page = messages.slice(from, from + simulator.pageSize);
    const end = from + page.length;
    return ok({ next_cursor: `cursor-${end}`, has_more: end < messages.length ? 1 : 0, msg_list: page });
  };

  const kfSend = (body: unknown): Answer => {
    const checked = KfSend.safeParse(body);
    if (!checked.success) return violated(`kf_send: ${checked.error.message}`);
    const { touser: user, open_kfid: account, msgid } = checked.data;
    if (account !== kf.openKfId) return refused(95000);
    if (msgids.has(msgid)) return refused(95998);
    const window = windows.get(user);
    if (!window || now() > window.at + 48 * HOUR) return refused(95002);
    if (window.left === 0) return refused(95001);
    window.left -= 1;
    msgids.add(msgid);
    screens.push(kfScreen({ to: user }, checked.data));
    return ok({ msgid });
  };

  const kfWelcome = (body: unknown): Answer => {
    const checked = KfWelcome.safeParse(body);
    if (!checked.success) return violated(`kf_welcome: ${checked.error.message}`);
    const welcome = welcomeCodes.get(checked.data.code);
    welcomeCodes.delete(checked.data.code);
    if (!welcome || welcome.until <= now()) return refused(95997);
    screens.push(kfScreen({ to: welcome.user }, checked.data));
    return ok({ msgid: checked.data.msgid });
  };

  const kfLink = (body: unknown): Answer => {
    const checked = KfLink.safeParse(body);
    if (!checked.success) return violated(`kf_link: ${checked.error.message}`);
    if (checked.data.open_kfid !== kf.openKfId) return refused(95000);
    return ok({ url: `https://work.weixin.qq.com/kf/kfSimulated?enc_scene=ENC${checked.data.scene.length}` });
  };

  const doors: Readonly<
    Record<string, { readonly door: Door; readonly secret?: string; work(url: URL, body: unknown): Answer }>
  > = {
    'GET /cgi-bin/gettoken': { door: 'gettoken', work: gettoken },
    'GET /cgi-bin/getcallbackip': { door: 'getcallbackip', work: () => ok({ ip_list: ['1.2.3.4'] }) },
    'POST /cgi-bin/message/send': { door: 'send', secret: app.secret, work: (_url, body) => send(body) },
    'POST /cgi-bin/message/update_template_card': {
      door: 'update',
      secret: app.secret,
      work: (_url, body) => update(body),
    },
    'POST /cgi-bin/kf/sync_msg': { door: 'sync', secret: kf.secret, work: (_url, body) => sync(body) },
    'POST /cgi-bin/kf/send_msg': { door: 'kf_send', secret: kf.secret, work: (_url, body) => kfSend(body) },
    'POST /cgi-bin/kf/send_msg_on_event': {
      door: 'kf_welcome',
      secret: kf.secret,
      work: (_url, body) => kfWelcome(body),
    },
    'POST /cgi-bin/kf/add_contact_way': { door: 'kf_link', secret: kf.secret, work: (_url, body) => kfLink(body) },
  };

  const faultAt = (door: Door): Answer | undefined => {
    calls[door] += 1;
    if (away) return 'reset';
    const failure = failing.get(door);
    if (!failure) return undefined;
    failure.left -= 1;
    if (failure.left <= 0) failing.delete(door);
    return failure.answer;
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const found = doors[`${request.method} ${url.pathname}`];
    const raw = await readBody(request);
    if (!found) {
      violations.push(`unknown door: ${request.method} ${url.pathname}`);
      response.writeHead(404).end();
      return;
    }
    const work = (): Answer => {
      const refusal = found.door === 'gettoken' ? undefined : refusedToken(url, found.secret);
      return refusal ?? found.work(url, raw === '' ? undefined : JSON.parse(raw));
    };
    const fault = faultAt(found.door);
    if (fault === 'lost') work();
    const answer = fault ?? work();
    if (answer === 'hang') {
      hanging.add(response);
      return;
    }
    if (answer === 'reset' || answer === 'lost') {
      request.socket.destroy();
      return;
    }
    const isText = typeof answer.body === 'string';
    response.writeHead(answer.status, { 'content-type': isText ? 'text/html' : 'application/json' });
    response.end(isText ? answer.body : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = z.object({ port: z.number() }).parse(server.address() as AddressInfo).port;

  const simulator: ApiSimulator = {
    base: `http://127.0.0.1:${port}`,
    violations,
    screens,
    calls,
    marked,
    unreachable,
    unlicensed,
    pageSize: 1_000,
    fail(door, answer, times = Number.POSITIVE_INFINITY) {
      failing.set(door, { answer, left: times });
    },
    goAway() {
      away = true;
    },
    calm() {
      away = false;
      failing.clear();
    },
    revokeTokens: () => tokens.clear(),
    responseCode() {
      const code = `response-${next()}`;
      responseCodes.add(code);
      return code;
    },
    kfPut(message) {
      messages.push(message);
      const token = `hint-${next()}`;
      hintTokens.set(token, now() + 10 * MINUTE);
      return token;
    },
    kfWindow(user, at = now()) {
      windows.set(user, { at, left: 5 });
    },
    kfWelcomeCode(user) {
      const code = `welcome-${next()}`;
      welcomeCodes.set(code, { user, until: now() + 20_000 });
      return code;
    },
    async close() {
      for (const response of hanging) response.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return simulator;
};
