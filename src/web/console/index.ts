import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { World } from '../../dialogue/core/world.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import type { ContentEdit } from '../../operator/content-edit.ts';
import { countPurchasers, type Findings, findingsOf } from '../../operator/overview.ts';
import { progressFile, readerIn } from '../../purchasers/files/fetch-file.ts';
import { fileFormats } from '../../purchasers/files/file.ts';
import { invitationOf } from '../../purchasers/invitations.ts';
import type { RandomBytes } from '../../purchasers/random-codes.ts';
import { listPurchasers, livePurchaser } from '../../purchasers/registry.ts';
import type { DocumentStore } from '../../store/documents.ts';
import type { Store } from '../../store/store.ts';
import { demandSameOrigin } from '../kit/csrf.ts';
import { languageChosen, languageOf } from '../kit/language.ts';
import { inLanguage } from '../kit/language-links.ts';
import { changes, idIn } from './changes.ts';
import { type Confirmation, consolePage, type FormError } from './console-page.ts';
import { sendFile } from './files.ts';
import { formIn } from './forms.ts';
import type { Frame } from './frame.ts';
import { consoleSessions, type Notice } from './sessions.ts';
import { signInRoutes, whoIsSignedIn } from './sign-in.ts';
import { signInPage } from './sign-in-page.ts';

/** What the operator's desk is made of. */
export interface ConsoleOptions {
  /** The sign-in secret, `DESK_TOKEN`. */
  readonly token: string;
  readonly store: Store;
  /** The world as it is now. */
  readonly world: () => World;
  /** What became of the last edit of the content since the start; `undefined` when there was none. */
  readonly contentEdit?: () => ContentEdit | undefined;
  /** Where people reach the server; decides on the cookie and on whose requests are our own. */
  readonly publicUrl: URL;
  readonly random: RandomBytes;
  /** Sign-ins that one network address may try in ten minutes. Default 10. */
  readonly tries?: number;
}

/** Going through all conversations takes a while where there are many; who looks again soon sees the same. */
const FINDINGS_GOOD_FOR = 15_000;

/** The style is served as it is written: the built code takes it from `src`, too. */
const style = join(import.meta.dirname, '../../../src/web/console/page/console.css');

const frameFor = ({ query, headers }: FastifyRequest, world: World): Frame => {
  const lang = languageChosen(query);
  const locale = lang ?? languageOf(headers['accept-language']);
  return { ...readerIn(world, locale), locale, isChosen: lang !== undefined };
};

/** Findings that are looked for again when they are old, or when something was changed. */
const recentFindings = (store: Store) => {
  let known: { readonly at: Instant; readonly findings: Promise<Findings> } | undefined;
  const forget = (): void => {
    known = undefined;
  };
  const at = (now: Instant): Promise<Findings> => {
    if (known && now >= known.at && now < known.at + FINDINGS_GOOD_FOR) return known.findings;
    const looked = { at: now, findings: findingsOf(store, now) };
    known = looked;
    looked.findings.catch(() => {
      if (known === looked) forget();
    });
    return looked.findings;
  };
  return { at, forget };
};

const saidOf = async (documents: DocumentStore, notice: Notice | undefined): Promise<Confirmation | undefined> => {
  if (notice?.type !== 'claim') return notice;
  const purchaser = await livePurchaser(documents, notice.purchaser);
  const claim = await invitationOf(documents, notice.code);
  return purchaser && claim ? { type: 'claim', purchaser, claim } : undefined;
};

const sendPage = (reply: FastifyReply, page: string, status = 200): FastifyReply =>
  reply.code(status).header('vary', 'accept-language, cookie').type('text/html; charset=utf-8').send(page);

/**
 * `/desk/`: the operator's desk, behind a sign-in. Every change is a form of our own page (same origin, strict cookie) and
 * is answered with a way back to the page, so that loading it again changes nothing. Needs the cookie and rate-limit
 * plugins on the server, and the files of the web chat under `/chat/page/`.
 */
export const consoleRoutes =
  ({ token, store, world, contentEdit, publicUrl, random, tries = 10 }: ConsoleOptions): FastifyPluginAsync =>
  async (server) => {
    const now = (): Instant => world().now;
    const sessions = consoleSessions(store.documents, random, token);
    const signedIn = whoIsSignedIn(sessions, now);
    const findings = recentFindings(store);

    server.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 16 * 1024 },
      async (_request: FastifyRequest, body: string | Buffer) => formIn(String(body)),
    );
    server.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store').header('x-robots-tag', 'noindex, nofollow');
      if (request.method === 'POST') demandSameOrigin(request, publicUrl);
    });

    const back = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
      reply.redirect(inLanguage('/desk/', frameFor(request, world())), 303);

    const showDesk = async (
      request: FastifyRequest,
      reply: FastifyReply,
      secret: string,
      error?: FormError,
    ): Promise<FastifyReply> => {
      const frame = frameFor(request, world());
      const view = {
        purchasers: await countPurchasers(store, frame.context),
        findings: await findings.at(frame.context.now),
        contentEdit: contentEdit?.(),
        said: await saidOf(store.documents, await sessions.take(secret)),
        error,
      };
      return sendPage(reply, consolePage(frame, view), error ? 422 : 200);
    };

    server.get('/desk', back);

    server.get('/desk/', async (request, reply) => {
      const secret = await signedIn(request);
      return secret === undefined
        ? sendPage(reply, signInPage(frameFor(request, world())))
        : showDesk(request, reply, secret);
    });

    server.get('/desk/page/console.css', async (_request, reply) =>
      reply.header('cache-control', 'no-cache').type('text/css; charset=utf-8').send(readFileSync(style)),
    );

    signInRoutes(server, {
      ...{ token, sessions, now, tries, back, secure: publicUrl.protocol === 'https:' },
      askAgain: (request, reply, status, trouble) =>
        sendPage(reply, signInPage(frameFor(request, world()), trouble), status),
    });

    for (const [path, work] of changes({ store, world, random })) {
      server.post(path, async (request, reply) => {
        const secret = await signedIn(request);
        if (secret === undefined) return back(request, reply);
        const outcome = await work(request);
        if ('error' in outcome) return showDesk(request, reply, secret, outcome.error);
        findings.forget();
        await sessions.leave(secret, outcome);
        return back(request, reply);
      });
    }

    for (const format of fileFormats) {
      server.get(`/desk/purchasers/:id/progress.${format}`, async (request, reply) => {
        const secret = await signedIn(request);
        if (secret === undefined) return back(request, reply);
        const purchaser = (await listPurchasers(store.documents)).find(({ id }) => id === idIn(request));
        const { locale } = frameFor(request, world());
        const file = purchaser && (await progressFile({ store, world }, purchaser.id, format, locale));
        return file ? sendFile(reply, file) : showDesk(request, reply, secret, { type: 'page', why: 'gone' });
      });
    }
  };
