import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const directory = join(import.meta.dirname, 'payloads');

/** A payload as DingTalk sends it. */
export type Payload = Readonly<Record<string, unknown>>;

/** The recorded payload of this name. */
export const payload = (name: string): Payload => JSON.parse(readFileSync(join(directory, `${name}.json`), 'utf8'));

/** The names of all recorded payloads. */
export const payloadNames = (): readonly string[] => readdirSync(directory).map((file) => basename(file, '.json'));
