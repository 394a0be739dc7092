import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { httpServer } from '../../../src/http/server.ts';
import { createWebChat, type WebChat, type WebChatOptions } from '../../../src/web/chat/index.ts';
import { pageTexts } from '../../../src/web/chat/page-text.ts';
import { content } from '../../built-in-content.ts';
import { echo, type FakeEngine, fakeEngine, type Script } from './fake-engine.ts';

const titles: Readonly<
  Record<string, readonly [chinese: string, english: string, short: string, shortEnglish: string]>
> = {
  register: ['注册 1688 企业账号', 'Register a 1688 enterprise account', '注册', 'Register'],
  enterprise_auth: ['企业名称认证', 'Company name certification', '企业认证', 'Certify'],
  taxpayer: ['一般纳税人证明', 'General-taxpayer proof', '纳税人', 'Taxpayer'],
  rongyishou: ['开通融易收', 'Open Rongyishou', '融易收', 'Rongyishou'],
  credit_term: ['签账期协议', 'Sign the credit term', '账期', 'Credit term'],
  quote: ['第一次报价', 'First quote', '报价', 'Quote'],
};

/** A server with the web chat and a fake engine behind it. */
export interface ChatServer {
  readonly server: FastifyInstance;
  readonly engine: FakeEngine;
  readonly chat: WebChat;
}

export const chatServer = async (script: Script = echo, options: Partial<WebChatOptions> = {}): Promise<ChatServer> => {
  const publicUrl = options.publicUrl ?? new URL('http://localhost:3000');
  const chat = createWebChat({
    publicUrl,
    visitorKey: Buffer.alloc(32, 7),
    text: {
      texts: (locale) => pageTexts(content.texts('web', locale)),
      steps: (locale) =>
        Object.entries(titles).map(([id, [zh, en, short, shortEnglish]]) =>
          locale === 'en' ? { id, title: en, short: shortEnglish } : { id, title: zh, short },
        ),
    },
    now: Date.now,
    sleep: async () => {},
    ...options,
  });
  const engine = fakeEngine(script);
  engine.connect(chat.channel);
  const server = await httpServer({
    logger: pino({ level: 'silent' }),
    publicUrl,
    metrics: new Registry(),
    readiness: async () => [],
    rooms: [chat.room(engine)],
  });
  return { server, engine, chat };
};
