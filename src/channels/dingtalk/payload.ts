import { z } from 'zod';

const Text = z.string().optional().catch(undefined);

/**
 * A robot message, topic `/v1.0/im/bot/messages/get` (open.dingtalk.com, "接收消息"). Only what is needed to answer is
 * demanded; everything else may be missing or odd. The body is read apart, by {@link Body}.
 */
export const RobotMessage = z.object({
  msgId: z.string().min(1),
  /** `1` one-to-one, `2` group. */
  conversationType: z.union([z.enum(['1', '2']), z.literal([1, 2]).transform((type) => (type === 1 ? '1' : '2'))]),
  conversationId: z.string().min(1),
  /** Encrypted; stable for a person and a robot, but no API takes it. */
  senderId: z.string().min(1),
  /** Missing or empty for people outside the organisation, and for everybody before the robot is published. */
  senderStaffId: Text,
  robotCode: Text,
  msgtype: z.string().optional().catch(undefined),
  isInAtList: z.boolean().optional().catch(undefined),
  sessionWebhook: z
    .url({ protocol: /^https?$/ })
    .optional()
    .catch(undefined),
  sessionWebhookExpiredTime: z.coerce.number().int().positive().optional().catch(undefined),
  /** 20001: the organisation's messages of this month are used up, and the body was left out. */
  errorCode: z.coerce.number().optional().catch(undefined),
});
export type RobotMessage = z.infer<typeof RobotMessage>;

/** What was said, by `msgtype`. */
export const Body = z.discriminatedUnion('msgtype', [
  z.object({ msgtype: z.literal('text'), text: z.object({ content: z.string() }) }),
  z.object({ msgtype: z.literal('audio'), content: z.object({ recognition: Text }) }),
  z.object({
    msgtype: z.literal('richText'),
    content: z.object({ richText: z.array(z.looseObject({ text: Text })) }),
  }),
  z.object({ msgtype: z.literal('picture') }),
  z.object({ msgtype: z.literal('video') }),
  z.object({ msgtype: z.literal('file') }),
]);
export type Body = z.infer<typeof Body>;

/** Answer of `POST /v1.0/gateway/connections/open`. */
export const GatewayAnswer = z.object({ endpoint: z.url({ protocol: /^wss?$/ }), ticket: z.string().min(1) });

/** Answer of `POST /v1.0/oauth2/accessToken`; `expireIn` in seconds. */
export const TokenAnswer = z.object({ accessToken: z.string().min(1), expireIn: z.number().positive() });

const Code = z.union([z.string(), z.number()]).transform(String);

/**
 * How DingTalk says that something went wrong: `code` on the newer API, `errcode` (within HTTP 200) on the older one and
 * the session webhook, `status` and `wait` (minutes) when a network address is shut out.
 */
export const Trouble = z.object({
  code: Code.optional().catch(undefined),
  errcode: Code.optional().catch(undefined),
  status: z.number().optional().catch(undefined),
  wait: z.number().optional().catch(undefined),
});

const People = z
  .array(z.string())
  .nullish()
  .transform((people) => people ?? []);

/** Answer of `oToMessages/batchSend`: HTTP 200 does not mean that anybody got it. */
export const BatchAnswer = z.object({
  invalidStaffIdList: People,
  flowControlledStaffIdList: People,
});
