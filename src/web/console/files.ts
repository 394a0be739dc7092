import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import type { World } from '../../dialogue/core/world.ts';
import { consoleText } from '../../purchasers/files/console-text.ts';
import { fetchFile } from '../../purchasers/files/fetch-file.ts';
import { contentDisposition, type DownloadFile, fileFormats } from '../../purchasers/files/file.ts';
import type { Store } from '../../store/store.ts';
import { languageOf } from '../kit/language.ts';
import { refusal } from '../kit/refusal.ts';
import { noFilePage } from './no-file-page.ts';

/** What the room of files is made of. */
export interface FilesOptions {
  readonly store: Store;
  /** The world as it is now. */
  readonly world: () => World;
  /** Files that one network address may fetch in a minute. Default 30: each may hold thousands of suppliers. */
  readonly filesPerMinute?: number;
}

/** Sends a file to be saved under its name, and kept by nobody on the way. */
export const sendFile = (reply: FastifyReply, file: DownloadFile): FastifyReply =>
  reply
    .header('cache-control', 'no-store')
    .header('x-robots-tag', 'noindex, nofollow')
    .header('content-disposition', contentDisposition(file))
    .type(file.type)
    .send(file.bytes);

const refusals = {
  unknown: {
    status: 404,
    code: 'file_unknown',
    message: 'There is no file at this address; copy the whole link and open it again.',
  },
  expired: {
    status: 410,
    code: 'file_expired',
    message: 'This link is no longer good; ask the assistant for the file again.',
  },
} as const;

/**
 * `GET /desk/files/PASS.xlsx` and `.csv`: the file that a pass gives leave to. Whoever has the pass needs no sign-in; 410
 * when it is over, 404 when there is none, as a page for who opens it in a browser. Needs the rate-limit plugin on the server.
 */
export const filesRoutes =
  ({ store, world, filesPerMinute = 30 }: FilesOptions): FastifyPluginAsync =>
  async (server) => {
    const config = { rateLimit: { max: filesPerMinute, timeWindow: 60_000 } };
    for (const format of fileFormats) {
      server.get<{ Params: { pass: string } }>(`/desk/files/:pass.${format}`, { config }, async (request, reply) => {
        const fetched = await fetchFile({ store, world }, request.params.pass, format, world().now);
        reply.header('cache-control', 'no-store');
        if (fetched.type === 'good') return sendFile(reply, fetched.file);
        const { status, code, message } = refusals[fetched.type];
        if (!request.headers.accept?.includes('text/html')) throw refusal(status, code, message);
        const locale = languageOf(request.headers['accept-language']);
        const page = noFilePage(fetched.type, locale, consoleText(world().content, locale));
        return reply.code(status).type('text/html; charset=utf-8').send(page);
      });
    }
  };
