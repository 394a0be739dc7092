import { fileURLToPath } from 'node:url';

/** The repository: where content, cache and store lie unless settings say otherwise. */
export const home = fileURLToPath(new URL('../..', import.meta.url));

/** Where trained models are kept; not in git, made anew when missing. */
export const modelCache = fileURLToPath(new URL('../../data/cache', import.meta.url));
