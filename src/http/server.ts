import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyPluginAsync, LogController } from 'fastify';
import { Histogram, type Registry } from 'prom-client';
import { errorAnswer, errorBody, sendError } from './errors.ts';
import { networkOf } from './network.ts';
import { probes, type Readiness } from './probes.ts';
import { permissionsPolicy, safeHeaders } from './safe-headers.ts';

/** What the HTTP server is made of. */
export interface HttpServerOptions {
  /** A pino logger. Only failures are logged: never bodies, cookies, addresses of people or query strings. */
  readonly logger: FastifyBaseLogger;
  /** Where people reach it; decides on HTTPS-only headers. */
  readonly publicUrl: URL;
  readonly metrics: Registry;
  readonly readiness: Readiness;
  /** The bearer token of `/metrics`; without one only this machine may read them. */
  readonly metricsToken?: string | undefined;
  /** What it serves: the web chat, the desk, callbacks; each registered within a scope of its own. */
  readonly rooms: readonly FastifyPluginAsync[];
  /** Proxies whose `X-Forwarded-*` headers are believed. Default `loopback`: a proxy on the same machine. */
  readonly trustedProxies?: string | readonly string[];
  /** Requests that one network (an IPv4 address, an IPv6 /64) may make in ten seconds, all paths together. Default 6,000: 200 people who open the chat at once. */
  readonly requestsPerNetwork?: number;
}

const TEN_SECONDS = 10_000;

/** Largest body unless a route says otherwise: 4,000 characters escaped the longest way JSON can are 48,000 bytes. */
const BODY_BYTES = 64 * 1024;

/**
 * Makes the HTTP server, ready to `listen` (or `inject` in tests). Every answer has safe headers; every error has the
 * body `{"error":{"code","message"}}`. `close` lets running requests end, turns new ones away and ends open streams.
 */
export const httpServer = async (options: HttpServerOptions): Promise<FastifyInstance> => {
  const server = fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_BYTES,
    requestTimeout: 30_000,
    trustProxy:
      typeof options.trustedProxies === 'object' ? [...options.trustedProxies] : (options.trustedProxies ?? 'loopback'),
    routerOptions: { maxParamLength: 256 },
    return503OnClosing: false,
    frameworkErrors: (error, _request, reply) => {
      const { status, body } = errorAnswer(error);
      void sendError(reply, status, body);
    },
    clientErrorHandler: (error, socket) => {
      const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
      const body = JSON.stringify(errorAnswer({ statusCode: status }).body);
      if (socket.writable) {
        socket.write(
          `HTTP/1.1 ${status} Bad Request\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
        );
      }
      socket.destroy();
    },
  });

  server.removeContentTypeParser('text/plain');
  server.setErrorHandler((error: Parameters<typeof errorAnswer>[0], request, reply) => {
    const { status, body } = errorAnswer(error);
    if (status >= 500 && error.code !== body.error.code)
      request.log.error({ err: error, method: request.method, route: request.routeOptions.url }, 'request failed');
    return sendError(reply, status, body);
  });

  server.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', permissionsPolicy);
  });
  closeGracefully(server);
  measure(server, options.metrics);

  await server.register(helmet, safeHeaders(options.publicUrl));
  await server.register(cookie);
  await server.register(rateLimit, {
    max: options.requestsPerNetwork ?? 6_000,
    timeWindow: TEN_SECONDS,
    keyGenerator: ({ ip }) => networkOf(ip),
    errorResponseBuilder: (_request, { after }) =>
      Object.assign(new Error(`Too many requests from this network; wait ${after} and send it again.`), {
        statusCode: 429,
        code: 'too_many_requests',
      }),
  });
  server.setNotFoundHandler({ preHandler: server.rateLimit() }, (_request, reply) =>
    sendError(reply, 404, errorBody('not_found', 'There is nothing at this address.')),
  );

  probes(server, options.readiness, options.metrics, options.metricsToken);
  for (const room of options.rooms) await server.register(room);
  return server;
};

/** Times every request by route, so that addresses and codes of people never become labels. */
const measure = (server: FastifyInstance, metrics: Registry): void => {
  const seconds = new Histogram({
    name: 'ruzhu_http_request_seconds',
    help: 'Time to answer an HTTP request.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [metrics],
  });
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
};

/** How often a server that stops looks whether it may drop its connections, and when it drops them whatever happens. */
const SWEEP = 50;
const LONGEST_GOODBYE = 10_000;

/**
 * While the server stops, running requests end and new ones are turned away. Browsers keep connections open that they
 * have not used yet, and Node waits for those: once no request is running, they are closed from here.
 */
const closeGracefully = (server: FastifyInstance): void => {
  let closing = false;
  let running = 0;
  server.addHook('onRequest', async (_request, reply) => {
    running += 1;
    reply.raw.once('close', () => {
      running -= 1;
    });
    if (!closing) return;
    const { status, body } = errorAnswer({ statusCode: 503 });
    return sendError(reply.header('connection', 'close'), status, body);
  });
  server.addHook('preClose', async () => {
    closing = true;
    let waited = 0;
    const sweep = setInterval(() => {
      if (server.server.listening) return;
      waited += SWEEP;
      if (running <= 0 || waited >= LONGEST_GOODBYE) server.server.closeAllConnections();
      if (waited >= LONGEST_GOODBYE) clearInterval(sweep);
    }, SWEEP);
    server.server.once('close', () => clearInterval(sweep));
    sweep.unref();
  });
};
