import { register } from 'node:module';

/**
 * Loaded before a benchmark, so that what it measures is what people run: whatever it imports from `src/` comes out of
 * `dist/`.
 */
register('./built-modules.ts', import.meta.url);
