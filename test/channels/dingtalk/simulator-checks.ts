import { z } from 'zod';

/** Shapes that DingTalk takes, strictly: a key too many or too few is a fault of ours. */
const filled = z.string().min(1);
const title = filled.max(200);
const buttonUrl = z.string().regex(/^(https?|dtmd|dingtalk):\/\/\S+$/);

const At = z.strictObject({ atUserIds: z.array(filled).min(1).max(50), isAtAll: z.literal(false) });

/** Bodies of a session webhook. */
export const WebhookBody = z.discriminatedUnion('msgtype', [
  z.strictObject({ msgtype: z.literal('text'), text: z.strictObject({ content: filled }), at: At.optional() }),
  z.strictObject({
    msgtype: z.literal('markdown'),
    markdown: z.strictObject({ title, text: filled }),
    at: At.optional(),
  }),
  z.strictObject({
    msgtype: z.literal('actionCard'),
    actionCard: z.strictObject({
      title,
      text: filled,
      btnOrientation: z.enum(['0', '1']),
      btns: z.array(z.strictObject({ title: filled, actionURL: buttonUrl })).min(1),
    }),
  }),
]);
export type WebhookBody = z.infer<typeof WebhookBody>;

const actions = (buttons: number): readonly string[] =>
  Array.from({ length: buttons }, (_, index) => [`actionTitle${index + 1}`, `actionURL${index + 1}`]).flat();

/** The names in `msgParam`, by `msgKey`; all of them, and no others. */
const paramNames: Readonly<Record<string, readonly string[]>> = {
  sampleText: ['content'],
  sampleMarkdown: ['title', 'text'],
  sampleActionCard: ['title', 'text', 'singleTitle', 'singleURL'],
  ...Object.fromEntries(
    [2, 3, 4, 5].map((buttons) => [`sampleActionCard${buttons}`, ['title', 'text', ...actions(buttons)]]),
  ),
};

/** `msgParam`, when it is what `msgKey` demands. */
export const readParam = (msgKey: string, msgParam: string): Record<string, string> | undefined => {
  const checked = z.record(z.string(), filled).safeParse(JSON.parse(msgParam));
  const names = paramNames[msgKey];
  if (!checked.success || !names || Object.keys(checked.data).sort().join() !== [...names].sort().join())
    return undefined;
  const urls = Object.entries(checked.data).filter(([name]) => /URL/.test(name));
  return urls.every(([, url]) => buttonUrl.safeParse(url).success) ? checked.data : undefined;
};

/** The request for a token. */
export const TokenRequest = z.strictObject({ appKey: filled, appSecret: filled });

/** The gateway's request. */
export const GatewayRequest = z.strictObject({
  clientId: filled,
  clientSecret: filled,
  ua: filled,
  subscriptions: z.array(z.strictObject({ type: z.enum(['EVENT', 'CALLBACK']), topic: filled })).min(1),
});

/** What a client answers to a frame. */
export const Ack = z.looseObject({
  code: z.literal(200),
  message: filled,
  headers: z.looseObject({ messageId: filled, contentType: z.literal('application/json') }),
  data: z.string(),
});

/** `oToMessages/batchSend` and `groupMessages/send`. */
export const BatchRequest = z.strictObject({
  robotCode: filled,
  userIds: z.array(filled).min(1).max(20),
  msgKey: filled,
  msgParam: filled,
});
export const GroupRequest = z.strictObject({
  robotCode: filled,
  openConversationId: filled,
  msgKey: filled,
  msgParam: filled,
});

/** Bytes a webhook's body and a group's `msgParam` may have. */
export const WEBHOOK_BYTES = 20_000;
export const GROUP_BYTES = 15_000;
