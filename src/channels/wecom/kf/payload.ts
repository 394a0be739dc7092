import { z } from 'zod';

/** The hint that there is something to fetch (developer.work.weixin.qq.com, 94670); it holds no message itself. */
export const Hint = z.object({
  MsgType: z.literal('event'),
  Event: z.literal('kf_msg_or_event'),
  Token: z.string().min(1),
  OpenKfId: z.string().min(1),
});

/** Answer of `POST /cgi-bin/kf/sync_msg`. Messages are read one by one, so that an odd one does not hold up the others. */
export const Page = z.object({
  next_cursor: z.string().optional().catch(undefined),
  has_more: z.number().optional().catch(undefined),
  msg_list: z.array(z.unknown()).default([]),
});
export type Page = z.infer<typeof Page>;

/** Where a message comes from: what the customer sent, and what the system tells. 5 is a colleague's own message. */
export const Origin = { customer: 3, system: 4 } as const;

/** What every fetched message has; `send_time` in seconds. */
const Base = z.object({ msgid: z.string().min(1), send_time: z.number().int().nonnegative(), msgtype: z.string() });

/** Something a customer sent. `menu_id` is the id of the menu line that was tapped. */
export const CustomerMessage = Base.extend({
  origin: z.literal(Origin.customer),
  open_kfid: z.string(),
  external_userid: z.string().min(1),
  text: z
    .object({ content: z.string(), menu_id: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
export type CustomerMessage = z.infer<typeof CustomerMessage>;

/** Something that happened. */
export const SystemMessage = Base.extend({
  msgtype: z.literal('event'),
  event: z.looseObject({ event_type: z.string() }),
});
export type SystemMessage = z.infer<typeof SystemMessage>;

/**
 * A customer opened the chat; with a welcome code when they may be welcomed. `context` belongs to the link that was made for
 * the account, `scene_param` was added to that link by whoever passed it on.
 */
export const EnterSession = z.object({
  open_kfid: z.string(),
  external_userid: z.string().min(1),
  scene: z.string().optional().catch(undefined),
  scene_param: z.string().optional().catch(undefined),
  welcome_code: z.string().optional().catch(undefined),
});

/** Answer of `POST /cgi-bin/kf/add_contact_way` (94665). */
export const ContactWay = z.object({ url: z.url({ protocol: /^https$/ }) });

/** A message that was taken and then not delivered. */
export const SendFailed = z.object({
  external_userid: z.string().min(1),
  fail_type: z.number().int().optional().catch(undefined),
});
