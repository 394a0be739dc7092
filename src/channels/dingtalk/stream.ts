import { DWClient, type DWClientDownStream } from 'dingtalk-stream';
import type { DingtalkSettings } from './settings.ts';

/** The topic of what people say to the robot. */
export const ROBOT_TOPIC = '/v1.0/im/bot/messages/get';

/** What is used of the SDK's WebSocket, which its types hide. */
export interface Socket {
  ping(): void;
  close(code: number): void;
  terminate(): void;
  on(event: 'message' | 'ping' | 'pong' | 'close', listener: () => void): unknown;
}

const isSocket = (value: unknown): value is Socket =>
  typeof value === 'object' && value !== null && 'terminate' in value && 'ping' in value && 'on' in value;

/** What happens on a connection. None of these may throw. */
export interface StreamListener {
  /** `acknowledge` answers on the very connection that the message came by, or does nothing when that is gone. */
  message(data: string, acknowledge: () => void): void;
  /** DingTalk will send nothing more here, and close in ten seconds: the next connection is to be opened now. */
  retired(): void;
  /** A frame that is no frame. */
  odd(frame: unknown): void;
}

/**
 * One connection by DingTalk's SDK, to be used once and thrown away.
 *
 * The SDK's own reconnecting doubles connections at every refused handshake, its keep-alive can kill the process, and
 * whatever a listener throws does; so that none of them is used: `connect` and `disconnect` are never called, and what
 * goes on in here never throws.
 */
export class Stream extends DWClient {
  readonly #listener: StreamListener;
  readonly #askForAddress: () => Promise<string>;

  constructor(settings: DingtalkSettings, askForAddress: () => Promise<string>, listener: StreamListener) {
    const { clientId, clientSecret } = settings;
    const options = { clientId, clientSecret, autoReconnect: false, keepAlive: false, debug: false };
    super(options);
    // The SDK shares one list of subscriptions among all its clients, and adds all events of the organisation to it.
    this.config.subscriptions = [{ type: 'CALLBACK', topic: ROBOT_TOPIC }];
    this.#askForAddress = askForAddress;
    this.#listener = listener;
  }

  /** Asks for an address to connect to; valid for one connection, and for 90 seconds. */
  override async getEndpoint(): Promise<this> {
    Reflect.set(this, 'dw_url', await this.#askForAddress());
    return this;
  }

  /** The connection itself, once connecting has begun. */
  get webSocket(): Socket | undefined {
    const socket: unknown = Reflect.get(this, 'socket');
    return isSocket(socket) ? socket : undefined;
  }

  override onDownStream(data: string): void {
    try {
      super.onDownStream(data);
    } catch {
      this.#listener.odd(String(data));
    }
  }

  override onSystem(frame: DWClientDownStream): void {
    super.onSystem(frame);
    if (frame.headers.topic === 'disconnect') this.#listener.retired();
  }

  override onCallback(frame: DWClientDownStream): void {
    const { topic, messageId } = frame.headers;
    if (topic !== ROBOT_TOPIC || typeof messageId !== 'string' || typeof frame.data !== 'string') {
      this.#listener.odd(frame);
      return;
    }
    this.#listener.message(frame.data, () => {
      // A socket that is closing drops it silently; the message then comes again and is known.
      this.socketCallBackResponse(messageId, null);
    });
  }
}
