import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Where a connection breaks: before the server hears the statement, or before its answer arrives. */
export type Cut = 'statement' | 'answer';

/** Stands between a store and its server, and breaks the connection once at the place it is told. */
export interface CuttingProxy {
  /** The address of the server, by way of the proxy. */
  through(url: string): string;
  /** Breaks the connection at the next use of a prepared statement; `meanwhile` happens before the store notices. */
  cutNext(statement: string, where: Cut, meanwhile?: () => Promise<unknown>): void;
  /** How many cuts were made. */
  cuts(): number;
  close(): Promise<void>;
}

/** Starts a proxy to a port of this machine. */
export const cuttingProxy = async (target: number): Promise<CuttingProxy> => {
  const sockets = new Set<Socket>();
  let planned: { readonly name: Buffer; readonly where: Cut; readonly meanwhile: () => Promise<unknown> } | undefined;
  let made = 0;

  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    let cutting: NonNullable<typeof planned> | undefined;
    const cut = async (plan: NonNullable<typeof planned>): Promise<void> => {
      await plan.meanwhile();
      made += 1;
      client.destroy();
      upstream.destroy();
    };
    client.on('data', (part) => {
      // Names of statements go over the line as text that ends with a zero byte (PostgreSQL, message Bind).
      if (planned !== undefined && part.includes(planned.name)) {
        cutting = planned;
        planned = undefined;
        if (cutting.where === 'statement') {
          void cut(cutting);
          return;
        }
      }
      upstream.write(part);
    });
    upstream.on('data', (part) => {
      if (cutting === undefined) client.write(part);
      else void cut(cutting);
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');

  return {
    through: (url) => url.replace(/@127\.0\.0\.1:\d+/, `@127.0.0.1:${address.port}`),
    cutNext(statement, where, meanwhile = async () => undefined) {
      planned = { name: Buffer.from(`${statement}\0`), where, meanwhile };
    },
    cuts: () => made,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};
