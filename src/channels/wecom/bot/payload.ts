import { z } from 'zod';

const From = z.object({ userid: z.string().min(1) });

/** What every frame of WeCom has that asks for something. */
const Headers = z.object({ req_id: z.string().min(1) });

const Text = z.object({ content: z.string() });

/**
 * A message frame, `aibot_msg_callback` (developer.work.weixin.qq.com, 101463 and 100719). Only what is needed to answer is
 * demanded; the body is read apart, by {@link Body}.
 */
export const MessageFrame = z.object({
  headers: Headers,
  body: z.object({
    msgid: z.string().min(1),
    chattype: z.enum(['single', 'group']).catch('single'),
    chatid: z.string().min(1).optional().catch(undefined),
    from: From,
    msgtype: z.string(),
  }),
});
export type MessageFrame = z.infer<typeof MessageFrame>;

/** What was said, by `msgtype`. A quotation beside it is what was answered to, not what is said. */
export const Body = z.discriminatedUnion('msgtype', [
  z.object({ msgtype: z.literal('text'), text: Text }),
  z.object({ msgtype: z.literal('voice'), voice: z.object({ content: z.string().optional().catch(undefined) }) }),
  z.object({
    msgtype: z.literal('mixed'),
    mixed: z.object({ msg_item: z.array(z.looseObject({ text: Text.optional().catch(undefined) })) }),
  }),
  z.object({ msgtype: z.literal('image') }),
  z.object({ msgtype: z.literal('file') }),
  z.object({ msgtype: z.literal('video') }),
]);
export type Body = z.infer<typeof Body>;

/** An event frame, `aibot_event_callback` (101027). What an event is about lies below its own name; the SDK's types say otherwise. */
export const EventFrame = z.object({
  headers: Headers,
  body: z.object({
    msgid: z.string().min(1),
    chattype: z.enum(['single', 'group']).optional().catch(undefined),
    chatid: z.string().min(1).optional().catch(undefined),
    from: From,
    event: z.looseObject({ eventtype: z.string() }),
  }),
});
export type EventFrame = z.infer<typeof EventFrame>;

/** The event of a connection that is closed because another one was opened for the same bot; it has no sender. */
export const DisconnectedFrame = z.object({
  body: z.object({ event: z.object({ eventtype: z.literal('disconnected_event') }) }),
});

/** A tap on a button. */
export const CardEvent = z.object({
  template_card_event: z.object({ event_key: z.string(), task_id: z.string().optional().catch(undefined) }),
});

/** A refusal: the SDK rejects with the frame itself. */
export const RefusalFrame = z.object({ errcode: z.number().int() });
