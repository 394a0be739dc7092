import { z } from 'zod';

/** Telegram's ids fit into 52 bits, so a number holds them (Bot API, `User.id` and `Chat.id`). */
const Id = z.number().int();
const Text = z.string().optional().catch(undefined);

const User = z.object({ id: Id, is_bot: z.boolean().catch(false), language_code: Text });

const Chat = z.object({ id: Id, type: z.enum(['private', 'group', 'supergroup', 'channel']) });

const Entity = z.object({
  type: z.string(),
  /** In UTF-16 units. */
  offset: z.number().int().nonnegative(),
  length: z.number().int().nonnegative(),
  user: User.optional().catch(undefined),
});
const Entities = z.array(Entity).default([]).catch([]);

/** A message, as far as it is used; whatever else it holds stays readable by key. */
export const Message = z.looseObject({
  message_id: Id,
  /** Absent for what is posted in a channel's name. */
  from: User.optional().catch(undefined),
  chat: Chat,
  message_thread_id: Id.optional().catch(undefined),
  is_topic_message: z.boolean().optional().catch(undefined),
  text: Text,
  caption: Text,
  media_group_id: Text,
  entities: Entities,
  caption_entities: Entities,
  reply_to_message: z
    .looseObject({ message_id: Id, from: User.optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
export type Message = z.infer<typeof Message>;

const Keyboard = z.object({
  inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: Text }))),
});

/** A tap on an inline button. The message may be too old to be told: it then has neither text nor keyboard. */
export const Tap = z.object({
  id: z.string().min(1),
  from: User,
  data: Text,
  message: z
    .looseObject({
      message_id: Id.optional().catch(undefined),
      chat: Chat,
      message_thread_id: Id.optional().catch(undefined),
      is_topic_message: z.boolean().optional().catch(undefined),
      reply_to_message: z.object({ message_id: Id }).optional().catch(undefined),
      reply_markup: Keyboard.optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});
export type Tap = z.infer<typeof Tap>;

/** An update (Bot API, `Update`). What it holds is read apart. */
export const Update = z.looseObject({
  update_id: Id,
  message: z.unknown().optional(),
  callback_query: z.unknown().optional(),
});
export type Update = z.infer<typeof Update>;

/** The kinds of update that are asked for. */
export const allowedUpdates = ['message', 'callback_query'] as const;

/** Who we are. */
export const Identity = z.object({ id: Id, username: z.string().min(1) });
export type Identity = z.infer<typeof Identity>;

/** Answer of `getUpdates`. */
export const Updates = z.array(Update);

/** Answer of `getWebhookInfo`. */
export const WebhookInfo = z.object({
  url: z.string(),
  pending_update_count: z.number().catch(0),
  /** In seconds since 1970. */
  last_error_date: z.number().optional().catch(undefined),
  last_error_message: Text,
});
