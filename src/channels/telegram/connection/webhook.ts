import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyPluginAsync } from 'fastify';
import type { Log } from '../../log.ts';
import { errorCodeOf } from '../../shared/error-code.ts';
import type { Identity } from '../payload.ts';
import { WEBHOOK_PATH, type Webhook } from '../settings.ts';
import type { UpdateReader } from './update-reader.ts';

/** What the webhook needs. */
export interface WebhookDeps {
  /** Nothing when Telegram is asked instead: there is then no such place. */
  readonly webhook: Webhook | undefined;
  readonly intake: UpdateReader;
  /** Who we are, once Telegram told. */
  readonly identity: () => Identity | undefined;
  readonly log: Log;
}

/** Largest update: 4,096 characters and as many marks on them, escaped the longest way, stay below. */
const UPDATE_BYTES = 1024 * 1024;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** In a time that does not tell how much of it is right. */
const isSame = (given: unknown, secret: string): boolean =>
  timingSafeEqual(digest(typeof given === 'string' ? given : ''), digest(secret));

const refusal = (statusCode: number, code: string, message: string): Error =>
  Object.assign(new Error(message), { statusCode, code });

/**
 * The place that Telegram calls. Who does not know the secret is turned away before anything is read. 200 is said once
 * the update is saved; with any other answer Telegram sends it again.
 */
export const webhookRoutes =
  ({ webhook, intake, identity, log }: WebhookDeps): FastifyPluginAsync =>
  async (server) => {
    if (!webhook) return;
    server.route({
      method: 'POST',
      url: WEBHOOK_PATH,
      bodyLimit: UPDATE_BYTES,
      onRequest: async ({ headers }) => {
        if (isSame(headers['x-telegram-bot-api-secret-token'], webhook.secret)) return;
        throw refusal(401, 'wrong_secret', 'This is not Telegram: the secret is missing or wrong.');
      },
      handler: async ({ body }, reply) => {
        const me = identity();
        if (!me) throw refusal(503, 'telegram_not_ready', 'Not connected to Telegram yet; send it again.');
        try {
          await intake.take(body, me);
        } catch (error) {
          log.error(
            { code: 'message_not_saved', cause: errorCodeOf(error) },
            'A message could not be saved; it comes again.',
          );
          throw refusal(503, 'message_not_saved', 'The message could not be saved; send it again.');
        }
        return reply.code(200).send();
      },
    });
  };
