import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { errorBody } from './errors.ts';

/** Why the process cannot serve just now, one plain line each; empty when it can. Must not throw. */
export type Readiness = () => Promise<readonly string[]>;

/** `/healthz`: the process is alive. `/readyz`: store and channels are usable, or why not. `/metrics`: Prometheus text. */
export const probes = (server: FastifyInstance, readiness: Readiness, metrics: Registry): void => {
  const unlimited = { config: { rateLimit: false } } as const;

  server.get('/healthz', unlimited, async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return { alive: true };
  });

  server.get('/readyz', unlimited, async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    const reasons = await readiness();
    if (reasons.length === 0) return { ready: true };
    return reply.code(503).send({ ...errorBody('not_ready', reasons.join('; ')), ready: false, reasons });
  });

  server.get('/metrics', unlimited, async (_request, reply) => {
    reply.header('cache-control', 'no-store').type(metrics.contentType);
    return metrics.metrics();
  });
};
