import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { errorBody } from './errors.ts';
import { mayReadMetrics } from './metrics-access.ts';

/** Why the process cannot serve just now, one plain line each; empty when it can. Must not throw. */
export type Readiness = () => Promise<readonly string[]>;

/**
 * `/healthz`: the process is alive. `/readyz`: store and channels are usable, or why not. `/metrics`: Prometheus text, for
 * this machine and for who shows `metricsToken`. The last two count towards the limit of requests of an address.
 */
export const probes = (
  server: FastifyInstance,
  readiness: Readiness,
  metrics: Registry,
  metricsToken: string | undefined,
): void => {
  const unlimited = { config: { rateLimit: false } } as const;

  server.get('/healthz', unlimited, async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return { alive: true };
  });

  server.get('/readyz', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    const reasons = await readiness();
    if (reasons.length === 0) return { ready: true };
    return reply.code(503).send({ ...errorBody('not_ready', reasons.join('; ')), ready: false, reasons });
  });

  server.get('/metrics', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (!mayReadMetrics(request.ip, request.headers.authorization, metricsToken)) {
      const why = 'The metrics are read from this machine, or with the bearer token that METRICS_TOKEN sets.';
      return reply.code(401).header('www-authenticate', 'Bearer').send(errorBody('metrics_token_needed', why));
    }
    reply.type(metrics.contentType);
    return metrics.metrics();
  });
};
