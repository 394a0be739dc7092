import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Tests of the page share one browser's worth of memory; two processes fit two cores.
    maxWorkers: 2,
    // Nothing keeps state in a module, so files share what they import; reading it anew for each took a minute.
    isolate: false,
  },
});
