import type { FastifyError, FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import type { Instant } from '../../../dialogue/model/instant.ts';
import type { Log } from '../../log.ts';
import { DeadlineError, within } from '../../shared/deadline.ts';
import { errorCodeOf } from '../../shared/error-code.ts';
import type { Sleep } from '../../sleep.ts';
import type { CallbackSettings } from '../settings.ts';
import type { CallbackPriority } from './callback-priority.ts';
import { createEnvelope, EnvelopeError, type Stamp } from './envelope.ts';
import { createReplayGuard } from './replay-guard.ts';
import { encryptedIn, type Fields, readXml, XmlError } from './xml.ts';

/** What the callback is made of. */
export interface CallbackDeps {
  readonly settings: CallbackSettings;
  readonly clock: () => Instant;
  readonly sleep: Sleep;
  readonly log: Log;
  /** Told of every call that is being answered. */
  readonly calls: CallbackPriority;
  /** Each is given every verified call and leaves alone what is not its own; resolves once it is saved. */
  readonly doors: readonly ((fields: Fields) => Promise<void>)[];
}

/** The path that WeCom calls, for the app and for WeChat customer service. */
const CALLBACK_PATH = '/wecom/callback';

const BODY_BYTES = 1024 * 1024;

/** WeCom hangs up after 5 s and calls again; until then it has to be said that it was not saved. */
const ANSWER_WITHIN = 4_000;

const Query = z.object({
  msg_signature: z.string().regex(/^[0-9a-fA-F]{40}$/),
  timestamp: z.string().regex(/^\d{1,11}$/),
  nonce: z.string().min(1).max(128),
});
const Verification = Query.extend({ echostr: z.string().min(1).max(4_096) });

const malformed = (message: string): EnvelopeError => new EnvelopeError(400, 'malformed', message);

const stampOf = (query: z.infer<typeof Query>): Stamp => ({
  signature: query.msg_signature,
  timestamp: query.timestamp,
  nonce: query.nonce,
});

/** The answer to what went wrong; a body beyond the cap is malformed like any other. */
const refusalOf = (error: FastifyError | EnvelopeError): { status: number; code: string; message: string } => {
  if (error instanceof EnvelopeError) return { status: error.statusCode, code: error.code, message: error.message };
  if (error instanceof XmlError) return { status: 400, code: 'malformed', message: error.message };
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status !== undefined && status < 500 && status !== 429) {
    return { status: 400, code: 'malformed', message: 'The call cannot be read.' };
  }
  if (status === 429) return { status, code: 'too_many_requests', message: 'Too many calls at once; come again.' };
  return { status: 503, code: 'message_not_saved', message: 'The message could not be saved; send it again.' };
};

/**
 * The place that WeCom calls. Who does not know the token is turned away before anything happens. 200 with an empty body
 * is said once everything in the call is saved; 503 when that failed or took too long, so that WeCom calls again.
 */
export const callbackRoutes = ({ settings, clock, sleep, log, calls, doors }: CallbackDeps): FastifyPluginAsync => {
  const envelope = createEnvelope(settings, clock);
  const admission = createReplayGuard(clock);

  const take = async (plain: string): Promise<void> => {
    const fields = readXml(plain);
    for (const door of doors) await door(fields);
  };

  const answer = async (signature: string, plain: string): Promise<void> => {
    const taken = admission.once(signature, () => take(plain));
    // Once nobody waits for it, its failure is nobody's; WeCom calls again.
    taken.catch(() => undefined);
    const answered = within(ANSWER_WITHIN, sleep, () => taken);
    calls.begin(answered);
    await answered;
  };

  return async (server) => {
    server.removeAllContentTypeParsers();
    server.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_BYTES }, (_request, body, done) => {
      done(null, body);
    });

    server.setErrorHandler((error: FastifyError, _request, reply) => {
      const { status, code, message } = refusalOf(error);
      if (status >= 500) {
        const cause = error instanceof DeadlineError ? 'too_slow' : errorCodeOf(error);
        log.error({ code: 'message_not_saved', cause }, 'A message could not be saved; it comes again.');
      } else {
        log.warn({ code: 'callback_refused', cause: code }, 'A call to /wecom/callback was refused.');
      }
      return reply.code(status).header('cache-control', 'no-store').send({ error: { code, message } });
    });

    server.get(CALLBACK_PATH, async ({ query }, reply) => {
      const checked = Verification.safeParse(query);
      if (!checked.success) throw malformed('msg_signature, timestamp, nonce and echostr are needed.');
      const plain = envelope.open(stampOf(checked.data), checked.data.echostr);
      return reply.type('text/plain').send(plain);
    });

    server.post(CALLBACK_PATH, { bodyLimit: BODY_BYTES }, async ({ query, body }, reply) => {
      const checked = Query.safeParse(query);
      if (!checked.success) throw malformed('msg_signature, timestamp and nonce are needed.');
      const encrypted = encryptedIn(typeof body === 'string' ? body : '');
      if (encrypted === undefined) throw malformed('There is nothing encrypted in it.');
      const stamp = stampOf(checked.data);
      const plain = envelope.open(stamp, encrypted);
      await answer(stamp.signature.toLowerCase(), plain);
      return reply.code(200).type('text/plain').send('');
    });
  };
};
