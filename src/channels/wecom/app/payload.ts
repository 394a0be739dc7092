import { z } from 'zod';

/**
 * What the app is told, decrypted (developer.work.weixin.qq.com, 90239 and 90240): messages and events. Only what is
 * needed to answer is demanded. Everything is text: `MsgId` has 64 bits.
 */
export const AppCall = z.object({
  FromUserName: z.string().min(1).max(128),
  CreateTime: z.string().regex(/^\d{1,12}$/),
  MsgType: z.string().min(1),
  AgentID: z.string().optional().catch(undefined),
  MsgId: z.string().min(1).max(64).optional().catch(undefined),
  Content: z.string().optional().catch(undefined),
  Event: z.string().optional().catch(undefined),
  EventKey: z.string().optional().catch(undefined),
  TaskId: z.string().optional().catch(undefined),
  ResponseCode: z.string().optional().catch(undefined),
});
export type AppCall = z.infer<typeof AppCall>;

/** Answer of `POST /cgi-bin/message/send`: code 0 does not mean that everybody got it. Ids are in small letters, joined by "|". */
export const SendAnswer = z.object({
  invaliduser: z.string().optional().catch(undefined),
  unlicenseduser: z.string().optional().catch(undefined),
});
