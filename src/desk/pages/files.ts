import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { languageOf } from '../../channels/web/language.ts';
import { refusal } from '../../channels/web/refusal.ts';
import type { World } from '../../dialogue/world.ts';
import type { Store } from '../../store/store.ts';
import { fetchFile } from '../files/fetch-file.ts';
import { contentDisposition, type DeskFile, fileFormats } from '../files/file.ts';
import { deskWords } from '../words.ts';
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
export const sendFile = (reply: FastifyReply, file: DeskFile): FastifyReply =>
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
export const filesRoom =
  ({ store, world, filesPerMinute = 30 }: FilesOptions): FastifyPluginAsync =>
  async (server) => {
    const config = { rateLimit: { max: filesPerMinute, timeWindow: 60_000 } };
    for (const format of fileFormats) {
      server.get<{ Params: { pass: string } }>(`/desk/files/:pass.${format}`, { config }, async (request, reply) => {
        const fetched = await fetchFile({ store, world }, request.params.pass, format, world().now);
        reply.header('cache-control', 'no-store');
        if (fetched.state === 'good') return sendFile(reply, fetched.file);
        const { status, code, message } = refusals[fetched.state];
        if (!request.headers.accept?.includes('text/html')) throw refusal(status, code, message);
        const locale = languageOf(request.headers['accept-language']);
        const page = noFilePage(fetched.state, locale, deskWords(world().content, locale));
        return reply.code(status).type('text/html; charset=utf-8').send(page);
      });
    }
  };
