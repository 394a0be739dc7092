import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Sleep } from '../../channels/sleep.ts';
import type { Visitors } from '../../channels/web/visitors.ts';
import { networkOf } from '../../http/network.ts';
import { readInvitationCode } from '../../text/invitation-code.ts';
import { languageChosen, languageOf } from '../kit/language.ts';
import { refusal } from '../kit/refusal.ts';
import type { EntryLinks } from './entry-links.ts';
import type { Frame } from './frame.ts';
import { createGuessLimiter, type InvitationLimits } from './guess-limiter.ts';
import { inAppBrowserOf } from './in-app-browser.ts';
import { claimPage, invitationPage } from './invitation-page.ts';
import type { ReadInvitationStatus, ValidInvitation } from './invitation-status.ts';
import type { InvitationText } from './invitation-text.ts';
import type { Picture } from './poster/picture.ts';
import { openPictureWorkers, PictureError, type PictureWorkers } from './poster/worker-pool.ts';
import { shownName } from './shown-name.ts';
import { type Missing, statusOf, voidPage } from './void-page.ts';

/** What the invitation pages are made of. */
export interface InvitationOptions {
  /** Where people reach the server; links and QR codes begin with it. */
  readonly publicUrl: URL;
  /** Tells who looks: those who used an invitation may open it again. */
  readonly visitors: Pick<Visitors, 'seen'>;
  readonly look: ReadInvitationStatus;
  readonly ways: EntryLinks;
  readonly text: InvitationText;
  readonly sleep: Sleep;
  readonly limits?: Partial<InvitationLimits>;
  /** Closed with the server. */
  readonly pictures?: PictureWorkers;
}

/** A company network may have many suppliers' people behind one address; nobody mistypes a link twenty times. */
const defaultLimits: InvitationLimits = { guesses: 20, pages: 300, pictures: 120 };

const Params = z.object({ code: z.string() });

/** What became of a request: a code with what can be seen of it, or why there is nothing. */
type Sight =
  | { readonly code: string; readonly look: ValidInvitation }
  | { readonly missing: Missing; readonly waitSeconds?: number };

const headers = (reply: FastifyReply): FastifyReply =>
  reply.header('cache-control', 'no-store').header('x-robots-tag', 'noindex, nofollow');

/**
 * `GET /i/CODE`: the page of an invitation. `GET /i/CODE/qr.png`, `GET /i/CODE/poster.png`: its pictures. All work
 * without script. Needs the cookie and rate-limit plugins on the server, and the files of the web chat under `/chat/page/`.
 */
export const invitationRoutes =
  (options: InvitationOptions): FastifyPluginAsync =>
  async (server) => {
    const { visitors, look, ways, text, sleep } = options;
    const limits = { ...defaultLimits, ...options.limits };
    const pictures = options.pictures ?? openPictureWorkers();
    const guesses = createGuessLimiter(server, limits.guesses);
    const pages = server.createRateLimit({
      max: limits.pages,
      timeWindow: 60_000,
      keyGenerator: (request: FastifyRequest) => `invitation pages to ${networkOf(request.ip)}`,
    });
    const drawings = server.createRateLimit({
      max: limits.pictures,
      timeWindow: 600_000,
      keyGenerator: (request: FastifyRequest) => `invitation pictures to ${networkOf(request.ip)}`,
    });
    const addressOf = (code: string): string => `${options.publicUrl.href.replace(/\/+$/, '')}/i/${code}`;

    /** Nobody learns anything of a code who tried too many that do not exist, not even whether this one does. */
    const see = async (request: FastifyRequest, reply: FastifyReply): Promise<Sight> => {
      const views = await pages(request);
      if (!views.isAllowed && views.isExceeded) return { missing: 'too_many', waitSeconds: views.ttlInSeconds };
      const before = await guesses.refusedFor(request);
      if (before !== undefined) return { missing: 'too_many', waitSeconds: before };
      const code = readInvitationCode(Params.parse(request.params).code);
      const seen = code === undefined ? undefined : await look(code, visitors.seen(request)?.person);
      if (code === undefined || seen === undefined || seen.type === 'unknown') {
        const counted = await guesses.count(request);
        if ('refusedFor' in counted) return { missing: 'too_many', waitSeconds: counted.refusedFor };
        const gone = new AbortController();
        reply.raw.once('close', () => gone.abort());
        if (counted.holdBackMilliseconds > 0) await sleep(counted.holdBackMilliseconds, gone.signal);
        return { missing: 'unknown' };
      }
      const after = await guesses.refusedFor(request);
      if (after !== undefined) return { missing: 'too_many', waitSeconds: after };
      return seen.type === 'good' ? { code, look: seen } : { missing: seen.type };
    };

    server.get('/i/:code', async (request, reply) => {
      const sight = await see(request, reply);
      const lang = languageChosen(request.query);
      const locale = lang ?? languageOf(request.headers['accept-language']);
      const frame: Frame = { locale, isChosen: lang !== undefined, words: text.texts(locale) };
      headers(reply).header('vary', 'accept-language, user-agent, cookie').type('text/html; charset=utf-8');
      if ('missing' in sight) {
        const { missing, waitSeconds } = sight;
        if (waitSeconds !== undefined) reply.header('retry-after', waitSeconds);
        return reply.code(statusOf(missing)).send(voidPage(frame, missing, waitSeconds));
      }
      const { code, look: seen } = sight;
      const place = inAppBrowserOf(request.headers['user-agent']);
      const opening = { code, place, ways: await ways(code, seen.as) };
      if (seen.as === 'purchaser') return reply.send(claimPage(frame, opening));
      const { steps, prepare } = text.journey(locale);
      return reply.send(invitationPage(frame, { look: seen, opening, address: addressOf(code), steps, prepare }));
    });

    /** The picture of a good invitation. A claim code has none: a picture is passed on, which a claim code is not to be. */
    const picture = async (
      request: FastifyRequest,
      reply: FastifyReply,
      wanted: (code: string, look: Extract<ValidInvitation, { company: string }>) => Picture | undefined,
    ): Promise<FastifyReply> => {
      const sight = await see(request, reply);
      if ('missing' in sight) {
        if (sight.waitSeconds !== undefined) reply.header('retry-after', sight.waitSeconds);
        headers(reply);
        throw refusal(
          statusOf(sight.missing),
          `invitation_${sight.missing}`,
          'There is no picture of this invitation.',
        );
      }
      const asking = sight.look.as === 'purchaser' ? undefined : wanted(sight.code, sight.look);
      if (asking === undefined) throw refusal(404, 'not_found', 'There is no such picture of this invitation.');
      const drawn = await drawings(request);
      if (!drawn.isAllowed && drawn.isExceeded) {
        reply.header('retry-after', drawn.ttlInSeconds);
        throw refusal(429, 'too_many_pictures', `Too many pictures at once; wait ${drawn.ttlInSeconds} s.`);
      }
      const png = await pictures.draw(asking).catch((error: unknown) => {
        if (!(error instanceof PictureError) || error.code !== 'pictures_busy') throw error;
        reply.header('retry-after', 5);
        throw refusal(429, error.code, error.message);
      });
      return headers(reply).type('image/png').send(Buffer.from(png));
    };

    server.get('/i/:code/qr.png', (request, reply) =>
      picture(request, reply, (code) => ({ type: 'qr', link: addressOf(code) })),
    );

    // A poster is passed on among people who speak Chinese, whatever fetches it: its language is asked for.
    server.get('/i/:code/poster.png', (request, reply) =>
      picture(request, reply, (code, seen) => {
        if (seen.as !== 'supplier') return undefined;
        const locale = languageChosen(request.query) ?? 'zh-CN';
        const words = text.texts(locale);
        const { steps } = text.journey(locale);
        const invited = shownName(seen.invited ?? '');
        return {
          type: 'poster',
          poster: {
            brand: `${words.name} · ${words.tagline}`,
            ...(invited === '' ? {} : { recipient: words['poster.recipient'].split('{{invited}}').join(invited) }),
            company: shownName(seen.company),
            invites: words['poster.invites'],
            steps: steps.map(({ short }) => short),
            takes: words['poster.takes'],
            free: words['poster.free'],
            scan: words['poster.scan'],
            scanNote: words['poster.scan_note'],
            safe: words['poster.safe'],
            link: addressOf(code),
          },
        };
      }),
    );

    server.addHook('onClose', async () => pictures.close());
  };
