import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket as NetSocket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Instant } from '../../../src/dialogue/model/instant.ts';
import type { Screen } from '../channel-contract.ts';
import { settle, until } from '../fake-time.ts';
import { type Payload, payload } from './payload.ts';
import {
  Ack,
  BatchRequest,
  GatewayRequest,
  GROUP_BYTES,
  GroupRequest,
  readParam,
  TokenRequest,
  WEBHOOK_BYTES,
  WebhookBody,
} from './simulator-checks.ts';
import { apiScreen, webhookScreen } from './simulator-screen.ts';

const ROBOT_TOPIC = '/v1.0/im/bot/messages/get';

/** The credentials that the simulator takes. */
export const credentials = { clientId: 'dingsimulated0001', clientSecret: 'sEcReT-simulated-9f8e7d6c5b4a' } as const;

/** How a door answers instead of doing its work. `hang` never answers; `reset` cuts the line. */
export type Answer = { readonly status: number; readonly body: unknown } | 'hang' | 'reset';

/** The doors of the platform that can be made to fail. */
export type Door = 'gateway' | 'handshake' | 'token' | 'webhook' | 'batch' | 'group';

/** A message on its way to the robot. */
export interface Push {
  readonly id: string;
  readonly data: Payload;
  acknowledged: boolean;
  /** How often it was sent. */
  times: number;
}

/** One connection as DingTalk sees it. */
interface Line {
  readonly socket: WebSocket;
  readonly awaiting: Map<string, Push | 'ping'>;
  retired: boolean;
  mute: boolean;
}

/** A sender, for making a payload. */
export interface From {
  readonly user: string;
  readonly group?: string;
}

/** DingTalk on this machine: gateway, Stream connections, session webhooks, token and sending. */
export interface Simulator {
  readonly base: string;
  /** Faults of ours that DingTalk would have punished. Must be empty at the end. */
  readonly violations: readonly string[];
  readonly screens: readonly Screen[];
  readonly calls: Readonly<Record<Door, number>>;
  readonly lines: readonly Line[];
  /** Makes a door answer so, `times` times. */
  fail(door: Door, answer: Answer, times?: number): void;
  calm(): void;
  /** A text message's payload with its own webhook. */
  text(text: string, id: string, from: From): Payload;
  /** Gives a recorded payload this machine's webhook and the present time. */
  localise(recorded: Payload): Payload;
  /** Sends a robot message by one of the connections. */
  push(data: Payload): Push;
  /** Sends again what was not acknowledged, with a new envelope, as DingTalk does after a minute. */
  redeliver(): number;
  /** Sends anything at all by every connection. */
  raw(frame: string): void;
  /** A round trip: what was sent before is dealt with by now. */
  ping(): Promise<void>;
  /** Connections that would still be given messages and can take them. */
  live(): number;
  open(): number;
  /** Cuts, without a word. */
  drop(): void;
  retire(): void;
  /** The network swallows everything from now on; the sockets stay open. */
  halfOpen(): void;
  revokeToken(): void;
  endWebhooks(): void;
  /** Lets go of what was dealt with, so that the simulator's own memory stays flat. */
  forget(): void;
  close(): Promise<void>;
}

interface Session extends From {
  readonly expiresAt: Instant;
}

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

const ok = (body: unknown): Answer => ({ status: 200, body });
const refused = (status: number, code: string): Answer => ({ status, body: { code, requestid: 'R-1', message: code } });

/** Starts a simulator. `random` decides which of several connections a message goes to. */
export const simulateDingtalk = async (
  now: () => Instant,
  random: () => number = Math.random,
  { staff = ['li', 'wang'], groups = ['g1'] }: { staff?: readonly string[]; groups?: readonly string[] } = {},
): Promise<Simulator> => {
  const violations: string[] = [];
  const screens: Screen[] = [];
  const lines: Line[] = [];
  const pushes = new Set<Push>();
  const tickets = new Map<string, Instant>();
  const sessions = new Map<string, Session>();
  const hanging = new Set<ServerResponse | NetSocket>();
  const failing = new Map<Door, { readonly answer: Answer; left: number }>();
  const calls: Record<Door, number> = { gateway: 0, handshake: 0, token: 0, webhook: 0, batch: 0, group: 0 };
  let token: { value: string; until: Instant } | undefined;
  let counter = 0;
  let base = '';
  const next = (): number => {
    counter += 1;
    return counter;
  };

  const faultAt = (door: Door): Answer | undefined => {
    calls[door] += 1;
    const failure = failing.get(door);
    if (!failure) return undefined;
    failure.left -= 1;
    if (failure.left <= 0) failing.delete(door);
    return failure.answer;
  };

  const gateway = (request: IncomingMessage, body: unknown): Answer => {
    if (request.headers.accept !== 'application/json') violations.push('gateway: no accept header');
    const checked = GatewayRequest.safeParse(body);
    if (!checked.success) {
      violations.push(`gateway: ${checked.error.message}`);
      return refused(400, 'invalidParameter');
    }
    const { clientId, clientSecret } = checked.data;
    if (clientId !== credentials.clientId || clientSecret !== credentials.clientSecret)
      return refused(401, 'authFailed');
    const ticket = `ti+ck/et=${next()}`;
    tickets.set(ticket, now() + 90_000);
    return ok({ endpoint: `${base.replace('http', 'ws')}/connect`, ticket });
  };

  const accessToken = (body: unknown): Answer => {
    const { data } = TokenRequest.safeParse(body);
    if (data?.appKey !== credentials.clientId || data.appSecret !== credentials.clientSecret) {
      return refused(400, 'invalidClientIdOrSecret');
    }
    if (!token || token.until <= now()) token = { value: `token-${next()}-simulated`, until: now() + 7_200_000 };
    return ok({ accessToken: token.value, expireIn: Math.floor((token.until - now()) / 1_000) });
  };

  const webhook = (url: URL, raw: string, body: unknown): Answer => {
    const session = sessions.get(url.searchParams.get('session') ?? '');
    if (!session || session.expiresAt <= now()) return ok({ errcode: 300001, errmsg: 'session 不存在' });
    if (Buffer.byteLength(raw) > WEBHOOK_BYTES) {
      violations.push('webhook: too long');
      return ok({ errcode: 460101, errmsg: 'message too long, exceed 20000 bytes' });
    }
    const checked = WebhookBody.safeParse(body);
    if (!checked.success) {
      violations.push(`webhook: ${checked.error.message}`);
      return ok({ errcode: 400105, errmsg: 'unsupported' });
    }
    const said = checked.data;
    const at = 'at' in said ? (said.at?.atUserIds ?? []) : [];
    const text = said.msgtype === 'text' ? said.text.content : said.msgtype === 'markdown' ? said.markdown.text : '';
    if (at.some((id) => !text.includes(`@${id}`))) violations.push('webhook: mentioned, but not in the text');
    if (at.length > 0 && session.group === undefined) violations.push('webhook: mention outside a group');
    screens.push(webhookScreen(said, placeOf(session)));
    return ok({ errcode: 0, errmsg: 'ok' });
  };

  const placeOf = ({ user, group }: From) => (group === undefined ? { to: user } : { to: user, group });

  const checkParam = (robotCode: string, msgKey: string, msgParam: string): Record<string, string> | Answer => {
    if (robotCode !== credentials.clientId) return refused(400, 'robot.notExist');
    const param = readParam(msgKey, msgParam);
    if (param) return param;
    violations.push(`${msgKey}: wrong msgParam`);
    return refused(400, 'invalidParameter.msgParam.invalid');
  };

  const isAnswer = (value: Record<string, string> | Answer): value is Answer =>
    typeof value === 'string' || 'status' in value;

  const sendByApi = (request: IncomingMessage, door: 'batch' | 'group', body: unknown): Answer => {
    const given = request.headers['x-acs-dingtalk-access-token'];
    if (!token || given !== token.value || token.until <= now()) return refused(400, 'InvalidAuthentication');
    const checked = door === 'batch' ? BatchRequest.safeParse(body) : GroupRequest.safeParse(body);
    if (!checked.success) {
      violations.push(`${door}: ${checked.error.message}`);
      return refused(400, 'invalidParameter');
    }
    const { robotCode, msgKey, msgParam } = checked.data;
    const param = checkParam(robotCode, msgKey, msgParam);
    if (isAnswer(param)) return param;
    if ('openConversationId' in checked.data) {
      const { openConversationId } = checked.data;
      if (Buffer.byteLength(msgParam) > GROUP_BYTES) {
        violations.push('group: too long');
        return refused(400, 'invalidParameter.msgParam.tooLong');
      }
      if (!groups.includes(openConversationId)) return refused(400, 'group.disbanded');
      screens.push(apiScreen(msgKey, param, { to: '', group: openConversationId }));
      return ok({ processQueryKey: `q${next()}` });
    }
    const { userIds } = checked.data;
    for (const user of userIds) if (staff.includes(user)) screens.push(apiScreen(msgKey, param, { to: user }));
    const invalidStaffIdList = userIds.filter((user) => !staff.includes(user));
    return ok({ processQueryKey: `q${next()}`, invalidStaffIdList, flowControlledStaffIdList: [] });
  };

  const doors: Readonly<Record<string, Door>> = {
    '/v1.0/gateway/connections/open': 'gateway',
    '/v1.0/oauth2/accessToken': 'token',
    '/robot/sendBySession': 'webhook',
    '/v1.0/robot/oToMessages/batchSend': 'batch',
    '/v1.0/robot/groupMessages/send': 'group',
  };

  const work = (door: Door, request: IncomingMessage, url: URL, raw: string): Answer => {
    const body: unknown = JSON.parse(raw);
    if (request.headers['content-type'] !== 'application/json') violations.push(`${door}: content type`);
    if (door === 'gateway') return gateway(request, body);
    if (door === 'token') return accessToken(body);
    if (door === 'webhook') return webhook(url, raw, body);
    return sendByApi(request, door === 'batch' ? 'batch' : 'group', body);
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', base);
    const door = doors[url.pathname];
    const raw = await readBody(request);
    if (!door || request.method !== 'POST') {
      violations.push(`unknown door: ${request.method} ${url.pathname}`);
      response.writeHead(404).end();
      return;
    }
    const answer = faultAt(door) ?? work(door, request, url, raw);
    if (answer === 'hang') {
      hanging.add(response);
      return;
    }
    if (answer === 'reset') {
      request.socket.destroy();
      return;
    }
    const isText = typeof answer.body === 'string';
    response.writeHead(answer.status, { 'content-type': isText ? 'text/html' : 'application/json' });
    response.end(isText ? answer.body : JSON.stringify(answer.body));
  });

  const hearAck = (line: Line, data: string): void => {
    const checked = Ack.safeParse(JSON.parse(data));
    if (!checked.success) {
      violations.push(`ack: ${checked.error.message}`);
      return;
    }
    const { messageId } = checked.data.headers;
    const push = line.awaiting.get(messageId);
    line.awaiting.delete(messageId);
    if (push === undefined) violations.push('ack: for nothing that was sent on this connection');
    else if (push === 'ping') {
      if (JSON.parse(checked.data.data).opaque !== messageId) violations.push('ping: opaque lost');
    } else {
      JSON.parse(checked.data.data);
      push.acknowledged = true;
    }
  };

  const sockets = new WebSocketServer({ noServer: true, autoPong: false });
  server.on('upgrade', (request, socket, head) => {
    const ticket = new URL(request.url ?? '/', base).searchParams.get('ticket') ?? '';
    const until = tickets.get(ticket);
    tickets.delete(ticket);
    const fault = faultAt('handshake');
    if (fault === 'hang') {
      hanging.add(socket as NetSocket);
      return;
    }
    if (fault !== undefined || until === undefined || until <= now()) {
      if (fault === undefined) violations.push('handshake: ticket unknown, used or too old');
      socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      const line: Line = { socket: opened, awaiting: new Map(), retired: false, mute: false };
      lines.push(line);
      opened.on('ping', () => {
        if (!line.mute) opened.pong();
      });
      opened.on('message', (data) => {
        if (!line.mute) hearAck(line, String(data));
      });
      opened.on('error', () => opened.terminate());
      opened.on('close', () => lines.splice(lines.indexOf(line), 1));
    });
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const usable = (): Line[] => lines.filter(({ retired, socket }) => !retired && socket.readyState === 1);

  const sendTo = (line: Line, push: Push): void => {
    const messageId = `${next()}_974_${push.id}`;
    push.times += 1;
    if (line.mute) return;
    line.awaiting.set(messageId, push);
    line.socket.send(
      JSON.stringify({
        specVersion: '1.0',
        type: 'CALLBACK',
        headers: {
          appId: '1305d5f5-simulated',
          connectionId: '2f9c95bd-simulated',
          contentType: 'application/json',
          messageId,
          time: String(now()),
          topic: ROBOT_TOPIC,
        },
        data: JSON.stringify(push.data),
      }),
    );
  };

  const dispatch = (push: Push): void => {
    const choices = usable();
    const line = choices[Math.floor(random() * choices.length)];
    if (line) sendTo(line, push);
  };

  const newSession = (from: From): { sessionWebhook: string; sessionWebhookExpiredTime: Instant } => {
    const session = `session-${next()}`;
    const expiresAt = now() + 5_400_000;
    sessions.set(session, { ...from, expiresAt });
    return { sessionWebhook: `${base}/robot/sendBySession?session=${session}`, sessionWebhookExpiredTime: expiresAt };
  };

  const simulator: Simulator = {
    get base() {
      return base;
    },
    violations,
    screens,
    calls,
    lines,
    fail(door, answer, times = Number.POSITIVE_INFINITY) {
      failing.set(door, { answer, left: times });
    },
    calm: () => failing.clear(),
    text(text, id, from) {
      const recorded = payload(from.group === undefined ? 'text' : 'group-text');
      return {
        ...recorded,
        ...newSession(from),
        msgId: id,
        createAt: now(),
        senderStaffId: from.user,
        senderId: `$:LWCP_v1:$${from.user}==`,
        conversationId: from.group ?? `cid-${from.user}`,
        text: { content: from.group === undefined ? text : ` ${text}` },
      };
    },
    localise: (recorded) => {
      const user = String(recorded.senderStaffId ?? recorded.senderId);
      const group = recorded.conversationType === '2' ? { group: String(recorded.conversationId) } : {};
      return { ...recorded, ...newSession({ user, ...group }), createAt: now() };
    },
    push(data) {
      const push: Push = { id: String(data.msgId), data, acknowledged: false, times: 0 };
      pushes.add(push);
      dispatch(push);
      return push;
    },
    redeliver() {
      const again = [...pushes].filter(({ acknowledged }) => !acknowledged);
      for (const push of [...pushes]) if (push.acknowledged) pushes.delete(push);
      for (const push of again) dispatch(push);
      return again.length;
    },
    raw(frame) {
      for (const { socket } of lines) socket.send(frame);
    },
    async ping() {
      const asked = usable().filter(({ mute }) => !mute);
      for (const line of asked) {
        const messageId = `ping-${next()}`;
        line.awaiting.set(messageId, 'ping');
        const headers = { topic: 'ping', messageId, contentType: 'application/json' };
        const data = JSON.stringify({ opaque: messageId });
        line.socket.send(JSON.stringify({ specVersion: '1.0', type: 'SYSTEM', headers, data }));
      }
      await until(
        () =>
          asked.every(({ awaiting, socket }) => socket.readyState !== 1 || ![...awaiting.values()].includes('ping')),
        'a ping answered',
      );
    },
    live: () => usable().filter(({ mute }) => !mute).length,
    open: () => lines.length,
    drop() {
      for (const { socket } of [...lines]) socket.terminate();
    },
    retire() {
      for (const line of usable()) {
        line.retired = true;
        const headers = { topic: 'disconnect', contentType: 'application/json' };
        const data = JSON.stringify({ reason: 'connection is expired' });
        line.socket.send(JSON.stringify({ specVersion: '1.0', type: 'SYSTEM', headers, data }));
      }
    },
    halfOpen() {
      for (const line of lines) line.mute = true;
    },
    revokeToken() {
      token = { value: `token-${next()}-simulated`, until: now() + 7_200_000 };
    },
    endWebhooks: () => sessions.clear(),
    forget() {
      screens.length = 0;
      sessions.clear();
      tickets.clear();
      for (const push of [...pushes]) if (push.acknowledged) pushes.delete(push);
    },
    async close() {
      for (const held of hanging) held.destroy();
      for (const { socket } of [...lines]) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await settle(1);
    },
  };
  return simulator;
};
