import { openWorker } from './render.ts';
import type { Job, Outcome } from './worker-pool.ts';

const table = openWorker();

/** Draws what the parent sends, in a process of its own: the chat is not to wait for a picture. Ends with the parent. */
process.on('message', async ({ id, picture }: Job) => {
  const outcome = await table
    .then((draw) => draw(picture))
    .then(
      (png): Outcome => ({ id, png }),
      (error: unknown): Outcome => ({ id, failure: error instanceof Error ? error.message : String(error) }),
    );
  process.send?.(outcome);
});
