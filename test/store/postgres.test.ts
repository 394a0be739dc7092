import { afterAll, beforeAll } from 'vitest';
import { postgresPlace } from './open-postgres-place.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { storeContract } from './store-contract.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.remove());

storeContract('the store on PostgreSQL', () => postgresPlace(server));
