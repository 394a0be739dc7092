import type { Instant } from '../../dialogue/model/instant.ts';
import type { Log } from '../log.ts';
import { within } from '../shared/deadline.ts';
import { describeShape } from '../shared/describe-shape.ts';
import { errorCodeOf } from '../shared/error-code.ts';
import type { HttpClient } from '../shared/http-client.ts';
import type { Sleep } from '../sleep.ts';
import { askGateway, ConnectionError } from './gateway.ts';
import type { DingtalkSettings } from './settings.ts';
import { Stream } from './stream.ts';

/** How a connection ended: closed by anybody, retired by DingTalk, silent although it looks open, or not wanted any more. */
export type LinkEnd = 'closed' | 'retired' | 'silent' | 'stopped';

/** One live connection. */
export interface Link {
  /** Resolves when nothing more will come by it; never rejects. */
  readonly ended: Promise<LinkEnd>;
  /** Answers what is still being saved, for at most ten seconds, and closes. Never rejects. */
  leave(): Promise<void>;
}

/** What a connection is made of. */
export interface LinkDeps {
  readonly settings: DingtalkSettings;
  readonly post: HttpClient;
  /** Resolves once the message is saved or known to be of no use; rejects when it must come again. */
  readonly message: (data: string) => Promise<void>;
  readonly clock: () => Instant;
  readonly sleep: Sleep;
  readonly log: Log;
  /** Aborted when no connection is wanted any more. */
  readonly stopping: AbortSignal;
}

/** How long the WebSocket may take to open. */
const HANDSHAKE = 10_000;

/** When nothing came for so long, the peer is asked whether it is there; and so long after that it is given up. */
const ASK_AFTER = 20_000;
const SILENT_AFTER = 60_000;

/** DingTalk closes a retired connection after ten seconds. */
const LEAVE_WITHIN = 10_000;
const CLOSE_WITHIN = 2_000;

/**
 * Opens one connection and resolves once it is open.
 * @throws ConnectionError
 */
export const openLink = async (deps: LinkDeps): Promise<Link> => {
  const { settings, post, clock, sleep, log, stopping } = deps;
  const saving = new Set<Promise<void>>();
  const gone = new AbortController();
  let lastHeard = clock();
  let settle: (how: LinkEnd) => void = () => {};
  const ended = new Promise<LinkEnd>((resolve) => {
    settle = resolve;
  });
  const end = (how: LinkEnd): void => {
    stopping.removeEventListener('abort', stop);
    settle(how);
  };
  const stop = (): void => end('stopped');

  const take = async (data: string, acknowledge: () => void): Promise<void> => {
    try {
      await deps.message(data);
    } catch (error) {
      log.error(
        { code: 'message_not_saved', cause: errorCodeOf(error) },
        'A message could not be saved; it is not acknowledged.',
      );
      return;
    }
    acknowledge();
  };

  const stream = new Stream(settings, () => askGateway(settings, post), {
    message(data, acknowledge) {
      const taken = take(data, acknowledge).finally(() => saving.delete(taken));
      saving.add(taken);
    },
    retired: () => end('retired'),
    odd: (frame) =>
      log.warn({ code: 'odd_frame', shape: describeShape(frame) }, 'DingTalk sent a frame of unknown form.'),
  });

  await stream.getEndpoint();
  const opening = within(HANDSHAKE, sleep, () => stream._connect(), stopping);
  const socket = stream.webSocket;
  const heard = (): void => {
    lastHeard = clock();
  };
  for (const event of ['message', 'ping', 'pong'] as const) socket?.on(event, heard);
  socket?.on('close', () => {
    gone.abort();
    end('closed');
  });
  try {
    await opening;
    if (!socket) throw new ConnectionError('handshake_failed');
  } catch {
    socket?.terminate();
    throw new ConnectionError('handshake_failed');
  }

  const watch = async (): Promise<void> => {
    while (!gone.signal.aborted) {
      await sleep(ASK_AFTER, gone.signal);
      const silence = clock() - lastHeard;
      if (gone.signal.aborted || silence < ASK_AFTER) continue;
      if (silence >= SILENT_AFTER) {
        end('silent');
        socket.terminate();
        return;
      }
      socket.ping();
    }
  };
  heard();
  stopping.addEventListener('abort', stop);
  if (stopping.aborted) stop();
  void watch();

  const closed = (): Promise<void> =>
    new Promise((resolve) => {
      if (gone.signal.aborted) resolve();
      else gone.signal.addEventListener('abort', () => resolve(), { once: true });
    });

  return {
    ended,
    async leave() {
      await within(LEAVE_WITHIN, sleep, () => Promise.all(saving)).catch(() => undefined);
      if (gone.signal.aborted) return;
      socket.close(1000);
      await within(CLOSE_WITHIN, sleep, closed).catch(() => socket.terminate());
    },
  };
};
