import { resolve } from 'node:path';
import type { Log } from '../channels/log.ts';
import { openEmbeddedStore } from '../store/embedded.ts';
import type { Store } from '../store/store.ts';
import { home } from './places.ts';

/** The folder that a `file:` address names; a relative one lies in the repository. */
export const storeFolder = (url: string): string => resolve(home, url.slice('file:'.length));

/** Opens the store in a folder. What is damaged is set aside and logged by its code, without naming the person. */
export const openStore = (folder: string, log: Log): Store =>
  openEmbeddedStore({
    folder,
    onDamaged: (error) => log.error({ code: error.code }, 'A record is damaged; it was set aside. See npm run export.'),
  });
