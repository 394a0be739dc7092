import { createServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Instant } from '../../../src/dialogue/model/instant.ts';
import type { Screen } from '../channel-contract.ts';
import { cardScreen, markdownScreen, textScreen } from './screens.ts';
import { Push, Respond, Subscribe, Update, Welcome } from './simulator-checks.ts';

/** The credentials that the simulator takes. */
export const bot = { botId: 'aibSimulated0001', secret: 'bot-secret-simulated-13579bdf' } as const;

const HOUR = 3_600_000;

const Frame = z.strictObject({
  cmd: z.string(),
  headers: z.strictObject({ req_id: z.string().min(1) }),
  body: z.unknown().optional(),
});

/** What a frame asks an answer for: by whom and where, and until when. */
interface Asked {
  readonly kind: 'message' | 'enter' | 'tap';
  readonly to: string;
  readonly group?: string;
  readonly until: Instant;
  used: boolean;
}

/** One connection as WeCom sees it. */
interface Line {
  readonly socket: WebSocket;
  readonly asked: Map<string, Asked>;
  subscribed: boolean;
  mute: boolean;
}

/** One bubble on a screen; a stream may take the place of what it showed before. */
interface Bubble {
  readonly id: string;
  screen: Screen;
}

/** Somebody, in a chat of two or in a group. */
export interface From {
  readonly user: string;
  readonly group?: string;
}

/** WeCom's long connection on this machine. */
export interface BotSimulator {
  readonly url: string;
  /** Faults of ours that WeCom would have punished. Must be empty at the end. */
  readonly violations: readonly string[];
  screens(): readonly Screen[];
  /** Frames that arrived, by their command. */
  readonly frames: readonly { readonly cmd: string; readonly body: unknown }[];
  /** Cards that were marked: what their button says now. */
  readonly marked: readonly string[];
  subscriptions: number;
  /** Connections that are subscribed and can be reached. */
  live(): number;
  open(): number;
  /** A message as WeCom sends it; the `req_id` of its frame. */
  says(from: From, body: Readonly<Record<string, unknown>>, msgid: string): string | undefined;
  event(from: From, event: Readonly<Record<string, unknown>>, msgid: string): string | undefined;
  /** Sends anything at all. */
  raw(text: string): void;
  /** Answers the next frames of a command with a code; they do nothing. */
  refuse(cmd: string, code: number, times?: number): void;
  /** Does its work and says nothing: all commands, or so many frames. */
  loseAcks(times?: number): void;
  /** Keeps back acknowledgements until {@link BotSimulator.ackNow}. */
  holdAcks(): void;
  ackNow(): void;
  /** Takes connections and never answers a subscription. */
  ignoreSubscriptions(does: boolean): void;
  /** Refuses connections. */
  goAway(): void;
  calm(): void;
  /** Cuts, without a word. */
  drop(): void;
  /** Another process subscribes with the same bot. */
  kick(): void;
  /** Forgets the subscription while the connection stays open. */
  forget(): void;
  /** The network swallows everything; the socket stays open. */
  halfOpen(): void;
  close(): Promise<void>;
}

const cmds = {
  aibot_respond_msg: 'message',
  aibot_respond_welcome_msg: 'enter',
  aibot_respond_update_msg: 'tap',
} as const;

/** Starts a simulator. */
export const simulateBot = async (now: () => Instant): Promise<BotSimulator> => {
  const violations: string[] = [];
  const bubbles: Bubble[] = [];
  const frames: { cmd: string; body: unknown }[] = [];
  const marked: string[] = [];
  const lines: Line[] = [];
  const contacts = new Set<string>();
  const sendTimes = new Map<string, Instant[]>();
  const taskIds = new Set<string>();
  const refusals = new Map<string, { readonly code: number; left: number }>();
  const held: (() => void)[] = [];
  let lost = 0;
  let holding = false;
  let ignoring = false;
  let away = false;
  let counter = 0;
  const next = (): number => {
    counter += 1;
    return counter;
  };

  /** The place that a frame is for, or a code. */
  const isTooMuch = (chat: string): boolean => {
    const times = (sendTimes.get(chat) ?? []).filter((at) => at > now() - HOUR);
    if (times.length >= 1_000 || times.filter((at) => at > now() - 60_000).length >= 30) {
      violations.push('more than 30 a minute or 1,000 an hour');
      return true;
    }
    sendTimes.set(chat, [...times, now()]);
    return false;
  };

  const show = (id: string, screen: Screen): void => {
    const known = bubbles.find((bubble) => bubble.id === id);
    if (known) known.screen = screen;
    else bubbles.push({ id, screen });
  };

  const isNewTask = (taskId: string): boolean => {
    if (taskIds.has(taskId)) violations.push('a task_id twice');
    taskIds.add(taskId);
    return true;
  };

  const malformed = (what: string, error: z.ZodError): number => {
    violations.push(`${what}: ${error.message}`);
    return 40058;
  };

  const answer = (line: Line, cmd: keyof typeof cmds, requestId: string, body: unknown): number => {
    const asked = line.asked.get(requestId);
    if (asked?.kind !== cmds[cmd] || asked.until < now()) return 846605;
    const place = { to: asked.to, ...(asked.group === undefined ? {} : { group: asked.group }) };
    if (cmd === 'aibot_respond_update_msg') {
      const checked = Update.safeParse(body);
      if (!checked.success) return malformed(cmd, checked.error);
      if (!taskIds.has(checked.data.template_card.task_id)) violations.push('update: a card of nobody');
      marked.push(checked.data.template_card.button_list.map(({ text }) => text).join());
      return 0;
    }
    if (isTooMuch(asked.group ?? asked.to)) return 45009;
    if (cmd === 'aibot_respond_welcome_msg') {
      const checked = Welcome.safeParse(body);
      if (!checked.success) return malformed(cmd, checked.error);
      if (asked.used) return 846605;
      asked.used = true;
      const message = checked.data;
      if (message.msgtype === 'text') show(`w${next()}`, textScreen(place, message.text.content));
      else if (isNewTask(message.template_card.task_id)) show(`w${next()}`, cardScreen(place, message.template_card));
      return 0;
    }
    const checked = Respond.safeParse(body);
    if (!checked.success) return malformed(cmd, checked.error);
    const message = checked.data;
    if (message.msgtype === 'stream')
      show(`s ${requestId} ${message.stream.id}`, markdownScreen(place, message.stream.content));
    else if (message.msgtype === 'markdown') show(`m${next()}`, markdownScreen(place, message.markdown.content));
    else if (isNewTask(message.template_card.task_id)) show(`m${next()}`, cardScreen(place, message.template_card));
    return 0;
  };

  const push = (body: unknown): number => {
    const checked = Push.safeParse(body);
    if (!checked.success) return malformed('push', checked.error);
    const message = checked.data;
    if (!contacts.has(message.chatid)) return 93006;
    if (isTooMuch(message.chatid)) return 45009;
    const place = message.chat_type === 2 ? { to: '', group: message.chatid } : { to: message.chatid };
    if (message.msgtype === 'markdown') show(`p${next()}`, markdownScreen(place, message.markdown.content));
    else if (isNewTask(message.template_card.task_id)) show(`p${next()}`, cardScreen(place, message.template_card));
    return 0;
  };

  const subscribe = (line: Line, body: unknown): number => {
    const checked = Subscribe.safeParse(body);
    if (!checked.success) return malformed('subscribe', checked.error);
    if (checked.data.bot_id !== bot.botId || checked.data.secret !== bot.secret) return 853000;
    for (const other of lines.filter((one) => one !== line && one.subscribed)) kickOut(other);
    line.subscribed = true;
    simulator.subscriptions += 1;
    return 0;
  };

  const kickOut = (line: Line): void => {
    const event = { eventtype: 'disconnected_event' };
    const body = {
      msgtype: 'event',
      event,
      msgid: `k${next()}`,
      create_time: Math.floor(now() / 1_000),
      aibotid: bot.botId,
    };
    line.socket.send(JSON.stringify({ cmd: 'aibot_event_callback', headers: { req_id: `kick${next()}` }, body }));
    line.socket.close();
  };

  const work = (line: Line, cmd: string, requestId: string, body: unknown): number => {
    const refusal = refusals.get(cmd);
    if (refusal) {
      refusal.left -= 1;
      if (refusal.left <= 0) refusals.delete(cmd);
      return refusal.code;
    }
    if (cmd === 'aibot_subscribe') return subscribe(line, body);
    if (cmd === 'ping') return 0;
    if (!line.subscribed) return 846609;
    if (cmd === 'aibot_send_msg') return push(body);
    if (cmd in cmds) return answer(line, cmd as keyof typeof cmds, requestId, body); // just looked up
    violations.push(`an unknown command ${cmd}`);
    return 40058;
  };

  const hear = (line: Line, data: string): void => {
    const checked = Frame.safeParse(JSON.parse(data));
    if (!checked.success) {
      violations.push(`frame: ${checked.error.message}`);
      return;
    }
    const { cmd, headers, body } = checked.data;
    frames.push({ cmd, body });
    if (cmd === 'aibot_subscribe' && ignoring) return;
    const errcode = work(line, cmd, headers.req_id, body);
    const ack = (): void => {
      line.socket.send(JSON.stringify({ headers, errcode, errmsg: errcode === 0 ? 'ok' : 'refused' }));
    };
    const isOurs = cmd === 'ping' || cmd === 'aibot_subscribe';
    if (!isOurs && lost > 0) lost -= 1;
    else if (!isOurs && holding) held.push(ack);
    else ack();
  };

  const server = createServer();
  const sockets = new WebSocketServer({ noServer: true, autoPong: false });
  server.on('upgrade', (request, socket, head) => {
    if (away) {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      const line: Line = { socket: opened, asked: new Map(), subscribed: false, mute: false };
      lines.push(line);
      opened.on('message', (data) => {
        if (!line.mute) hear(line, String(data));
      });
      opened.on('error', () => opened.terminate());
      opened.on('close', () => lines.splice(lines.indexOf(line), 1));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());

  const reachable = (): Line | undefined =>
    lines.find((line) => line.subscribed && !line.mute && line.socket.readyState === 1);

  const sendFrame = (from: From, cmd: string, asked: Asked, body: object): string | undefined => {
    const line = reachable();
    if (!line) return undefined;
    const requestId = `REQ${next()}`;
    line.asked.set(requestId, asked);
    line.socket.send(
      JSON.stringify({
        cmd,
        headers: { req_id: requestId },
        body: { aibotid: bot.botId, from: { userid: from.user }, ...body },
      }),
    );
    return requestId;
  };
  const chat = ({ group }: From) =>
    group === undefined ? { chattype: 'single' } : { chattype: 'group', chatid: group };

  const simulator: BotSimulator = {
    url: `ws://127.0.0.1:${port}`,
    violations,
    screens: () => bubbles.map(({ screen }) => screen),
    frames,
    marked,
    subscriptions: 0,
    live: () => lines.filter((line) => line.subscribed && !line.mute && line.socket.readyState === 1).length,
    open: () => lines.length,
    says(from, body, msgid) {
      contacts.add(from.group ?? from.user);
      const asked: Asked = {
        kind: 'message',
        to: from.user,
        ...(from.group === undefined ? {} : { group: from.group }),
        until: now() + 24 * HOUR,
        used: false,
      };
      return sendFrame(from, 'aibot_msg_callback', asked, { msgid, ...chat(from), ...body });
    },
    event(from, event, msgid) {
      const isEntry = event.eventtype === 'enter_chat';
      const asked: Asked = {
        kind: isEntry ? 'enter' : 'tap',
        to: from.user,
        ...(from.group === undefined ? {} : { group: from.group }),
        until: now() + 5_000,
        used: false,
      };
      const where = isEntry ? {} : chat(from);
      return sendFrame(from, 'aibot_event_callback', asked, {
        ...{ msgid, ...where, msgtype: 'event', create_time: Math.floor(now() / 1_000), event },
      });
    },
    raw(text) {
      for (const { socket } of lines) socket.send(text);
    },
    refuse(cmd, code, times = Number.POSITIVE_INFINITY) {
      refusals.set(cmd, { code, left: times });
    },
    loseAcks(times = Number.POSITIVE_INFINITY) {
      lost = times;
    },
    holdAcks() {
      holding = true;
    },
    ackNow() {
      holding = false;
      for (const ack of held.splice(0)) ack();
    },
    ignoreSubscriptions(does) {
      ignoring = does;
    },
    goAway() {
      away = true;
    },
    calm() {
      away = false;
      ignoring = false;
      lost = 0;
      holding = false;
      refusals.clear();
    },
    drop() {
      for (const { socket } of [...lines]) socket.terminate();
    },
    kick() {
      for (const line of lines.filter(({ subscribed }) => subscribed)) kickOut(line);
    },
    forget() {
      for (const line of lines) line.subscribed = false;
    },
    halfOpen() {
      for (const line of lines) line.mute = true;
    },
    async close() {
      for (const { socket } of [...lines]) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return simulator;
};
