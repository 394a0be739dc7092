import { z } from 'zod';

const Id = z.number().int();

const Button = z.union([
  z.strictObject({
    text: z.string().min(1),
    callback_data: z
      .string()
      .refine((data) => Buffer.byteLength(data) >= 1 && Buffer.byteLength(data) <= 64, 'BUTTON_DATA_INVALID'),
  }),
  z.strictObject({ text: z.string().min(1), url: z.url() }),
]);
export type Button = z.infer<typeof Button>;

const Command = z.strictObject({
  command: z.string().regex(/^[a-z0-9_]{1,32}$/),
  description: z.string().min(1).max(256),
});

const Allowed = z.array(z.enum(['message', 'edited_message', 'callback_query', 'my_chat_member'])).optional();

/** The parameters of the methods, none too many and none of another kind. */
export const parameters = {
  getMe: z.strictObject({}),
  getUpdates: z.strictObject({
    offset: z.number().int().optional(),
    limit: z.number().int().min(1).max(100).default(100),
    timeout: z.number().int().min(0).max(50).default(0),
    allowed_updates: Allowed,
  }),
  deleteWebhook: z.strictObject({ drop_pending_updates: z.boolean().optional() }),
  setWebhook: z.strictObject({
    url: z.string(),
    secret_token: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,256}$/)
      .optional(),
    max_connections: z.number().int().min(1).max(100).optional(),
    allowed_updates: Allowed,
    drop_pending_updates: z.boolean().optional(),
  }),
  getWebhookInfo: z.strictObject({}),
  setMyCommands: z.strictObject({
    commands: z.array(Command).min(1).max(100),
    language_code: z.string().length(2).optional(),
  }),
  answerCallbackQuery: z.strictObject({
    callback_query_id: z.string().min(1),
    text: z.string().max(200).optional(),
    show_alert: z.boolean().optional(),
  }),
  sendMessage: z.strictObject({
    chat_id: Id,
    message_thread_id: Id.positive().optional(),
    text: z.string(),
    link_preview_options: z.strictObject({ is_disabled: z.boolean() }).optional(),
    reply_parameters: z
      .strictObject({ message_id: Id.positive(), allow_sending_without_reply: z.boolean().optional() })
      .optional(),
    reply_markup: z
      .strictObject({ inline_keyboard: z.array(z.array(Button).min(1).max(8)).min(1).max(100) })
      .optional(),
  }),
} as const;
export type Method = keyof typeof parameters;
