import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebEngine } from '../../channels/web/engine.ts';
import { MAXIMUM_CHARACTERS } from '../../channels/web/receive.ts';
import type { Visitors } from '../../channels/web/visitors.ts';
import type { Locale } from '../../content/schema/text.ts';
import { escaped } from '../kit/html.ts';
import { languageChosen, languageOf } from '../kit/language.ts';
import type { PageStep } from '../kit/page-step.ts';
import type { PageTexts } from './page-text.ts';

/** What the page shows besides the conversation; asked for at every load, so that edited content appears. */
export interface PageText {
  texts(locale: Locale): PageTexts;
  /** The steps of a journey in order; of the one newcomers are taken on when none is named or it is gone. */
  steps(locale: Locale, journey?: string): readonly PageStep[];
}

/** What the routes of the page are made of. */
export interface PageOptions {
  readonly engine: WebEngine;
  readonly text: PageText;
  readonly visitors: Visitors;
}

/** The page is served as it is written: the built code takes it from `src`, too. */
const directory = join(import.meta.dirname, '../../../src/web/chat/page');

/** `GET /`: the page in the visitor's language, for a newcomer in the one of `?lang=`. `GET /chat/state`: what it needs to begin. `GET /chat/page/…`: its files. */
export const pageRoutes = async (server: FastifyInstance, { engine, text, visitors }: PageOptions): Promise<void> => {
  const template = readFileSync(join(directory, 'index.html'), 'utf8');

  const standing = async (request: FastifyRequest) => {
    const visitor = visitors.seen(request);
    const state = visitor === undefined ? undefined : await engine.state(visitor.person);
    const wanted = languageChosen(request.query) ?? languageOf(request.headers['accept-language']);
    return { state, locale: state?.locale ?? wanted };
  };

  server.get('/', async (request, reply) => {
    const { locale } = await standing(request);
    const values: Readonly<Record<string, unknown>> = { ...text.texts(locale) };
    const html = template
      .replace('<html lang="zh-CN">', `<html lang="${locale}">`)
      .replace(/\{\{(\w+)\}\}/g, (_match, key: string) => escaped(String(values[key] ?? '')));
    return reply
      .header('cache-control', 'no-store')
      .header('vary', 'accept-language, cookie')
      .type('text/html; charset=utf-8')
      .send(html);
  });

  server.get('/chat/state', async (request, reply) => {
    const { state, locale } = await standing(request);
    return reply.header('cache-control', 'no-store').send({
      new: state === undefined,
      state: state ?? null,
      locale,
      words: text.texts(locale),
      steps: text.steps(locale, state?.journey),
      maximumCharacters: MAXIMUM_CHARACTERS,
    });
  });

  await server.register(fastifyStatic, {
    root: directory,
    prefix: '/chat/page/',
    index: false,
    decorateReply: false,
    cacheControl: false,
    setHeaders: (response) => response.setHeader('cache-control', 'no-cache'),
    allowedPath: (path) => /^\/(?:(?:styles|data)\/)?[a-z-]+\.(js|css|svg)$/.test(path),
  });
};
