import type { HttpClient } from '../shared/http-client.ts';
import { refusalOf } from './errors.ts';
import { GatewayAnswer } from './payload.ts';
import type { DingtalkSettings } from './settings.ts';
import { ROBOT_TOPIC } from './stream.ts';

/** Why there is no connection. */
export type ConnectionErrorReason =
  | 'credentials_refused'
  | 'connection_refused'
  | 'gateway_busy'
  | 'gateway_not_reached'
  | 'handshake_failed';

/** What each means, in plain words, and what to do. */
export const connectionErrorText = {
  credentials_refused:
    'DingTalk does not accept DINGTALK_CLIENT_ID with DINGTALK_CLIENT_SECRET. Copy both again from the app\'s page "凭证与基础信息", without blanks; it is tried again every 5 minutes.',
  connection_refused:
    'DingTalk refuses the connection. Publish the app, set its robot to Stream mode (消息接收模式), and look for an IP whitelist; it is tried again every minute.',
  gateway_busy: 'DingTalk is busy; it is tried again.',
  gateway_not_reached:
    'DingTalk does not answer at DINGTALK_API_BASE. Let this machine reach api.dingtalk.com and wss-open-connection.dingtalk.com on port 443; it is tried again.',
  handshake_failed:
    'DingTalk names a place to connect to, which then does not take the connection. Let this machine reach wss-open-connection.dingtalk.com on port 443; it is tried again.',
} as const satisfies Record<ConnectionErrorReason, string>;

/** A connection that was not made. */
export class ConnectionError extends Error {
  readonly code: ConnectionErrorReason;
  /** DingTalk's own code, when it gave one. */
  readonly platformCode: string | undefined;

  constructor(code: ConnectionErrorReason, platformCode?: string) {
    super(connectionErrorText[code]);
    this.code = code;
    this.platformCode = platformCode;
  }
}

const troubleOf = (remedy: string): ConnectionErrorReason => {
  if (remedy === 'credentials') return 'credentials_refused';
  return remedy === 'retry' || remedy === 'unknown' ? 'gateway_busy' : 'connection_refused';
};

/**
 * Asks the gateway where to connect to (opensource.dingtalk.com, "Stream 模式协议"). The ticket is URL-encoded, which the
 * SDK forgets.
 * @throws ConnectionError
 */
export const askGateway = async (settings: DingtalkSettings, post: HttpClient): Promise<string> => {
  const { clientId, clientSecret, apiBase } = settings;
  const subscriptions = [{ type: 'CALLBACK', topic: ROBOT_TOPIC }];
  const reply = await post(`${apiBase}/v1.0/gateway/connections/open`, {
    clientId,
    clientSecret,
    ua: 'dingtalk-sdk-nodejs/2.1.5',
    subscriptions,
  });
  if (reply.type !== 'answer') throw new ConnectionError('gateway_not_reached');
  const refusal = refusalOf(reply);
  if (refusal) throw new ConnectionError(troubleOf(refusal.remedy), refusal.reason);
  const answer = GatewayAnswer.safeParse(reply.body);
  if (!answer.success) throw new ConnectionError('gateway_busy', 'answer_not_readable');
  const { endpoint, ticket } = answer.data;
  return `${endpoint}?ticket=${encodeURIComponent(ticket)}`;
};
