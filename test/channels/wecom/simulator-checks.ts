import { z } from 'zod';

/** Shapes that WeCom takes, strictly: a key too many or too few is a fault of ours. */
const filled = z.string().min(1);
const bytes = (most: number) => z.string().refine((text) => Buffer.byteLength(text) <= most, `more than ${most} bytes`);
const filledBytes = (most: number) => bytes(most).min(1);
const characters = (most: number) =>
  z
    .string()
    .min(1)
    .refine((text) => [...text].length <= most, `more than ${most} characters`);
const wellFormed = z.string().refine((text) => text.isWellFormed(), 'half a character');

/** A button card (101032, 90236); `title` and `body` are what clients show of it. */
const buttonCard = (title: number, body: number) =>
  z.strictObject({
    card_type: z.literal('button_interaction'),
    main_title: z.strictObject({ title: characters(title) }),
    sub_title_text: characters(body).optional(),
    horizontal_content_list: z
      .array(
        z.strictObject({ type: z.literal(1), keyname: filled, value: filled, url: z.url({ protocol: /^https?$/ }) }),
      )
      .min(1)
      .max(6)
      .optional(),
    button_list: z
      .array(z.strictObject({ text: filled, key: filledBytes(1_024) }))
      .min(1)
      .max(6)
      .refine((buttons) => new Set(buttons.map(({ key }) => key)).size === buttons.length, 'the same key twice'),
    task_id: z.string().regex(/^[\w@-]{1,128}$/),
  });

const BotCard = buttonCard(26, 112);
const AppCard = buttonCard(36, 160);
export type AnyCard = z.infer<typeof BotCard>;

const markdown = filledBytes(20_480).and(wellFormed);

/** `aibot_subscribe` */
export const Subscribe = z.strictObject({ bot_id: filled, secret: filled });

/** `aibot_respond_msg` */
export const Respond = z.discriminatedUnion('msgtype', [
  z.strictObject({
    msgtype: z.literal('stream'),
    stream: z.strictObject({ id: filled, finish: z.boolean(), content: markdown }),
  }),
  z.strictObject({ msgtype: z.literal('markdown'), markdown: z.strictObject({ content: markdown }) }),
  z.strictObject({ msgtype: z.literal('template_card'), template_card: BotCard }),
]);

/** `aibot_respond_welcome_msg` */
export const Welcome = z.discriminatedUnion('msgtype', [
  z.strictObject({ msgtype: z.literal('text'), text: z.strictObject({ content: filledBytes(20_480) }) }),
  z.strictObject({ msgtype: z.literal('template_card'), template_card: BotCard }),
]);

/** `aibot_respond_update_msg` */
export const Update = z.strictObject({ response_type: z.literal('update_template_card'), template_card: BotCard });

/** `aibot_send_msg` */
const pushed = { chatid: filled, chat_type: z.literal([1, 2]) };
export const Push = z.discriminatedUnion('msgtype', [
  z.strictObject({ ...pushed, msgtype: z.literal('markdown'), markdown: z.strictObject({ content: markdown }) }),
  z.strictObject({ ...pushed, msgtype: z.literal('template_card'), template_card: BotCard }),
]);

/** `POST /cgi-bin/message/send` */
const sent = {
  touser: filled,
  agentid: z.number().int(),
  enable_duplicate_check: z.literal(1),
  duplicate_check_interval: z.number().int().min(1).max(14_400),
};
export const AppSend = z.discriminatedUnion('msgtype', [
  z.strictObject({
    ...sent,
    msgtype: z.literal('text'),
    text: z.strictObject({ content: filledBytes(2_048).and(wellFormed) }),
  }),
  z.strictObject({ ...sent, msgtype: z.literal('template_card'), template_card: AppCard }),
]);

/** `POST /cgi-bin/message/update_template_card` */
export const AppUpdate = z.strictObject({
  userids: z.array(filled).length(1),
  agentid: z.number().int(),
  response_code: filled,
  button: z.strictObject({ replace_name: filled }),
});

/** `POST /cgi-bin/kf/sync_msg` */
export const Sync = z.strictObject({
  cursor: filled.optional(),
  token: filled.optional(),
  limit: z.number().int().min(1).max(1_000),
  open_kfid: filled,
});

/** `POST /cgi-bin/kf/add_contact_way` */
export const KfLink = z.strictObject({ open_kfid: filled, scene: z.string().regex(/^[0-9a-zA-Z_-]{1,32}$/) });

const kfBody = {
  text: { msgtype: z.literal('text'), text: z.strictObject({ content: filledBytes(2_048).and(wellFormed) }) },
  menu: {
    msgtype: z.literal('msgmenu'),
    msgmenu: z.strictObject({
      head_content: filledBytes(1_024),
      list: z
        .array(
          z.strictObject({
            type: z.literal('click'),
            click: z.strictObject({ id: filledBytes(64), content: filledBytes(128) }),
          }),
        )
        .min(1)
        .max(10),
    }),
  },
};
const msgid = z.string().regex(/^[\w-]{1,32}$/);

/** `POST /cgi-bin/kf/send_msg` */
const toCustomer = { touser: filled, open_kfid: filled, msgid };
export const KfSend = z.discriminatedUnion('msgtype', [
  z.strictObject({ ...toCustomer, ...kfBody.text }),
  z.strictObject({ ...toCustomer, ...kfBody.menu }),
]);
export type KfSend = z.infer<typeof KfSend>;

/** `POST /cgi-bin/kf/send_msg_on_event` */
const onEvent = { code: filled, msgid };
export const KfWelcome = z.discriminatedUnion('msgtype', [
  z.strictObject({ ...onEvent, ...kfBody.text }),
  z.strictObject({ ...onEvent, ...kfBody.menu }),
]);
export type KfWelcome = z.infer<typeof KfWelcome>;
